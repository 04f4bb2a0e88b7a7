/** `stampede sweep --dry-run`: how many runs, how long, how large; nothing is written. */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { estimateSweep } from "../experiment/sweep/estimate.ts";
import type { LoadedSweep } from "../experiment/sweep/load-sweep.ts";
import { LogIndex } from "../experiment/sweep/log-index.ts";
import { probeRun } from "../experiment/sweep/probe-run.ts";
import { runsOf } from "../experiment/sweep/sweep-runs.ts";
import { interruptible } from "./interrupt.ts";
import type { SweepOptions } from "./sweep.ts";
import { duration } from "./sweep-progress.ts";

export async function sweepDryRun(loaded: LoadedSweep, directory: string, options: SweepOptions): Promise<void> {
  const { plan, clock } = loaded;
  const jobs = options.jobs ?? availableParallelism();
  if (options.quiet !== true) process.stderr.write("making one run to see how long it takes\n");
  const cost = await interruptible((signal) => probeRun(plan, signal), "interrupted; nothing was written");
  const estimate = estimateSweep(plan, {
    secondsPerRun: cost.seconds,
    jobs,
    clock,
    ...(cost.bytes === null ? {} : { bytesPerSeries: cost.bytes }),
    ...(cost.summaryBytes === null ? {} : { summaryBytes: cost.summaryBytes }),
  });
  const index = await LogIndex.read(join(directory, "log.jsonl"), runsOf(plan));
  const { done, failed } = index.counts();
  const facts = {
    sweep: `${plan.name}-${plan.hash}`,
    directory,
    ...estimate,
    jobs,
    secondsPerRun: cost.seconds,
    done,
    failed,
  };
  if (options.json) process.stdout.write(`${JSON.stringify(facts)}\n`);
  else process.stdout.write(`${lines(facts, plan.fork, cost.bytes === null && plan.series !== null).join("\n")}\n`);
}

interface Facts {
  readonly points: number;
  readonly seeds: number;
  readonly runs: number;
  readonly shared: number;
  readonly seconds: number;
  readonly bytes: number;
  readonly jobs: number;
  readonly secondsPerRun: number;
  readonly done: number;
  readonly failed: number;
  readonly directory: string;
}

function lines(facts: Facts, fork: number | null, uncounted: boolean): string[] {
  const { points, seeds, runs, shared, seconds, bytes, jobs, secondsPerRun, done, failed, directory } = facts;
  const count = (n: number): string => n.toLocaleString("en-US");
  const moment = fork === null ? "" : new Date(fork).toISOString();
  return [
    `runs: ${count(runs)} (${count(points)} points, ${count(seeds)} ${seeds === 1 ? "seed" : "seeds"})`,
    ...(done + failed > 0 ? [`of these stand already: ${count(done)} done, ${count(failed)} failed`] : []),
    ...(shared > 0 ? [`run-up: the runs of a seed share ${Math.round(100 * shared)}% of a run, up to ${moment}`] : []),
    `time: about ${duration(seconds)} on ${jobs} ${jobs === 1 ? "thread" : "threads"} (${secondsPerRun.toFixed(2)} s a whole run)`,
    `size: about ${size(bytes)}${uncounted ? " without series" : ""}`,
    `store: ${directory}`,
  ];
}

/** `123 kB`, `4.5 MB`, `6.7 GB`. */
function size(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
