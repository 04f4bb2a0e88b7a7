import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadSweep, type SweepPlan, sweep } from "stampede-sim";
import { type Bench, median, option } from "./bench.ts";

/** Clock ticks a second that /proc counts in: 100 wherever Linux runs today. */
const TICKS = 100;

/**
 * A sweep with one thread and with two, in turn. What the parent's own thread takes is read from /proc, so this bench
 * runs on Linux alone.
 */
export const sweepBench: Bench = {
  name: "sweep",
  summary: "threads of a sweep, and what the parent takes [--file FILE] [--seeds N] [--rounds N]",
  run: async (args) => {
    const file = option(args, "file") ?? "configs/sweeps/smoke.yaml";
    const seeds = Number(option(args, "seeds") ?? 50);
    const rounds = Number(option(args, "rounds") ?? 3);
    const { plan } = await loadSweep(file, { seeds });
    const taken: Record<1 | 2, Taken[]> = { 1: [], 2: [] };
    for (let round = 0; round < rounds; round++)
      for (const jobs of [1, 2] as const) taken[jobs].push(await take(plan, jobs));
    const seconds = (jobs: 1 | 2) => median(taken[jobs].map((one) => one.seconds));
    return ([1, 2] as const).map((jobs) => ({
      jobs,
      runs: plan.values.length * seeds,
      seconds: Math.round(seconds(jobs) * 100) / 100,
      runsPerSecond: Math.round(((plan.values.length * seeds) / seconds(jobs)) * 10) / 10,
      timesOne: Math.round((seconds(1) / seconds(jobs)) * 100) / 100,
      parentPercent: Math.round(median(taken[jobs].map((one) => (100 * one.parent) / one.all)) * 100) / 100,
    }));
  },
};

interface Taken {
  /** As the last two thirds of the runs would take for all: each thread starts and compiles the engine for itself. */
  readonly seconds: number;
  /** CPU seconds of the parent's own thread, and of all threads. */
  readonly parent: number;
  readonly all: number;
}

async function take(plan: SweepPlan, jobs: number): Promise<Taken> {
  const directory = mkdtempSync(join(tmpdir(), "stampede-bench-"));
  let began = { time: 0, parent: 0, all: 0 };
  const third = Math.ceil((plan.values.length * plan.seeds.length) / 3);
  let last = 0;
  let runs = 0;
  try {
    for await (const _ of sweep(plan, { directory: join(directory, "store"), jobs })) {
      last = performance.now();
      if (++runs === third) began = { time: last, parent: parentSeconds(), all: allSeconds() };
    }
    const share = runs / (runs - third);
    const spent = { parent: parentSeconds() - began.parent, all: allSeconds() - began.all };
    return { seconds: ((last - began.time) / 1000) * share, ...spent };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function parentSeconds(): number {
  const stat = readFileSync(`/proc/self/task/${process.pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

function allSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
