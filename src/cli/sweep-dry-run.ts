/** `stampede sweep --dry-run`: how many runs, how long, how large; nothing is written. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { estimateSweep, type PendingWork } from "../experiment/sweep/estimate.ts";
import type { LoadedSweep } from "../experiment/sweep/load-sweep.ts";
import { LogIndex, RunState } from "../experiment/sweep/log-index.ts";
import { probeRun } from "../experiment/sweep/probe-run.ts";
import { type PendingRuns, pendingRuns } from "../experiment/sweep/run-sweep.ts";
import type { SweepPlan } from "../experiment/sweep/sweep-plan.ts";
import { runsOf } from "../experiment/sweep/sweep-runs.ts";
import { interruptible } from "./interrupt.ts";
import type { SweepOptions } from "./sweep.ts";
import { duration } from "./sweep-progress.ts";

export async function sweepDryRun(
  loaded: LoadedSweep,
  directory: string,
  which: Which,
  options: SweepOptions,
): Promise<void> {
  const { plan, clock } = loaded;
  const jobs = options.jobs ?? availableParallelism();
  const index = await LogIndex.read(join(directory, "log.jsonl"), runsOf(plan));
  const pending = pendingWork(plan, directory, index, { ...which, jobs });
  const { done, failed } = index.counts();
  const stand = { sweep: `${plan.name}-${plan.hash}`, directory, jobs, pending: pending.runs, done, failed };
  if (pending.runs === 0) {
    const points = plan.values.length;
    const seeds = plan.seeds.length;
    const nothing = { points, seeds, runs: points * seeds, shared: 0, seconds: 0, bytes: bytesIn(directory) };
    say({ ...stand, ...nothing, secondsPerRun: null }, plan.fork, false, options);
    return;
  }
  if (options.quiet !== true) process.stderr.write("making one run to see how long it takes\n");
  const cost = await interruptible((signal) => probeRun(plan, signal), "interrupted; nothing was written");
  const estimate = estimateSweep(plan, {
    secondsPerRun: cost.seconds,
    jobs,
    clock,
    pending,
    ...(cost.bytes === null ? {} : { bytesPerSeries: cost.bytes }),
    ...(cost.summaryBytes === null ? {} : { summaryBytes: cost.summaryBytes }),
  });
  const uncounted = cost.bytes === null && plan.series !== null;
  say({ ...stand, ...estimate, secondsPerRun: cost.seconds }, plan.fork, uncounted, options);
}

/** Which runs are asked for. */
type Which = Pick<PendingRuns, "retryFailed" | "part">;

/** The runs that the command would make, and what the store would hold afterwards. */
function pendingWork(
  plan: SweepPlan,
  directory: string,
  index: LogIndex,
  { jobs, ...which }: Which & { readonly jobs: number },
): PendingWork {
  const runs = runsOf(plan);
  const width = plan.seeds.length;
  const hasSeries = (key: string): boolean => existsSync(join(directory, "series", key));
  const replicates = new Set<number>();
  let count = 0;
  let again = 0;
  for (const r of pendingRuns({ store: { plan, runs, index, hasSeries }, executor: { lanes: jobs }, ...which })) {
    count++;
    if (index.of(r) !== RunState.Missing) again++;
    replicates.add(r % width);
  }
  const { done, failed } = index.counts();
  return { runs: count, seeds: replicates.size, held: done + failed + count - again };
}

/** Bytes of what lies in a directory. */
function bytesIn(directory: string): number {
  if (!existsSync(directory)) return 0;
  let bytes = 0;
  for (const name of readdirSync(directory, { recursive: true, encoding: "utf8" })) {
    const stat = statSync(join(directory, name), { throwIfNoEntry: false });
    if (stat?.isFile()) bytes += stat.size;
  }
  return bytes;
}

function say(
  facts: Facts & { readonly sweep: string },
  fork: number | null,
  uncounted: boolean,
  options: SweepOptions,
) {
  const text = options.json ? JSON.stringify(facts) : lines(facts, fork, uncounted, options.part).join("\n");
  process.stdout.write(`${text}\n`);
}

interface Facts {
  readonly points: number;
  readonly seeds: number;
  readonly runs: number;
  readonly shared: number;
  readonly seconds: number;
  readonly bytes: number;
  readonly jobs: number;
  /** Null when no run was made, since none is pending. */
  readonly secondsPerRun: number | null;
  readonly pending: number;
  readonly done: number;
  readonly failed: number;
  readonly directory: string;
}

function lines(facts: Facts, fork: number | null, uncounted: boolean, part: string | undefined): string[] {
  const { points, seeds, runs, shared, seconds, bytes, jobs, secondsPerRun, pending, done, failed, directory } = facts;
  const count = (n: number): string => n.toLocaleString("en-US");
  const threads = `on ${jobs} ${jobs === 1 ? "thread" : "threads"}`;
  const moment = fork === null ? "" : new Date(fork).toISOString();
  return [
    `runs: ${count(runs)} (${count(points)} points, ${count(seeds)} ${seeds === 1 ? "seed" : "seeds"})`,
    ...(done + failed > 0 ? [`of these stand already: ${count(done)} done, ${count(failed)} failed`] : []),
    ...(shared > 0 ? [`run-up: the runs of a seed share ${Math.round(100 * shared)}% of a run, up to ${moment}`] : []),
    ...(pending < runs ? [`to be made${part === undefined ? "" : ` in part ${part}`}: ${count(pending)}`] : []),
    ...(secondsPerRun === null
      ? []
      : [`time: about ${duration(seconds)} ${threads} (${secondsPerRun.toFixed(2)} s a whole run)`]),
    `size: about ${size(bytes)}${uncounted ? " without series" : ""}`,
    `store: ${directory}`,
  ];
}

/** `123 kB`, `4.5 MB`, `6.7 GB`. */
function size(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
