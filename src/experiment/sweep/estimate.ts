/** What a sweep will cost, before it runs. */
import type { SweepPlan } from "./sweep-plan.ts";

export interface Pace {
  /** Seconds that one whole run takes in one thread. */
  readonly secondsPerRun: number;
  /** Threads that run. */
  readonly jobs: number;
  /** Bytes of the tables that the sweep keeps of a run (`series`), as they lie on disk. */
  readonly bytesPerSeries?: number;
  /** The base's clock, ms UTC. */
  readonly clock: { readonly start: number; readonly end: number };
}

export interface SweepEstimate {
  readonly points: number;
  readonly seeds: number;
  readonly runs: number;
  /** Part of a run that is shared as a run-up, 0 to 1. */
  readonly shared: number;
  /** Seconds until all is done. */
  readonly seconds: number;
  /** Bytes of the store. */
  readonly bytes: number;
}

/** A row of the log in bytes: 180 keys of a summary as JSON; the table of results adds a fifth. */
const BYTES_PER_RUN = 7000;

/** Seconds and bytes that a sweep takes. A run-up that is shared is run once for each seed. */
export function estimateSweep(plan: SweepPlan, pace: Pace): SweepEstimate {
  const { clock, secondsPerRun, jobs, bytesPerSeries = 0 } = pace;
  const points = plan.values.length;
  const seeds = plan.seeds.length;
  const runs = points * seeds;
  const shared = plan.fork === null || !plan.common ? 0 : (plan.fork - clock.start) / (clock.end - clock.start);
  const work = runs * (1 - shared) + seeds * shared;
  const kept = plan.series === null ? 0 : (plan.series.points?.length ?? points) * seeds;
  return {
    points,
    seeds,
    runs,
    shared,
    seconds: (work * secondsPerRun) / Math.min(jobs, runs),
    bytes: runs * BYTES_PER_RUN + kept * bytesPerSeries,
  };
}
