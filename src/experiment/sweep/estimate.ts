/** What a sweep will cost, before it runs. */
import type { SweepPlan } from "./sweep-plan.ts";

export interface Pace {
  /** Seconds that one whole run takes in one thread. */
  readonly secondsPerRun: number;
  /** Threads that run. */
  readonly jobs: number;
  /** Characters of a run's summary as JSON; it grows with the venues and the trading days. */
  readonly summaryBytes?: number;
  /** Bytes of the tables that the sweep keeps of a run (`series`), as they lie on disk. */
  readonly bytesPerSeries?: number;
  /** What is still to be made; all of it unless given. */
  readonly pending?: PendingWork;
  /** The base's clock, ms UTC. */
  readonly clock: { readonly start: number; readonly end: number };
}

/** Runs that are still to be made. */
export interface PendingWork {
  readonly runs: number;
  /** Different seeds among them: a run-up that is shared is made once for each. */
  readonly seeds: number;
  /** Runs that the store will hold then, those that stand among them. */
  readonly held: number;
}

export interface SweepEstimate {
  readonly points: number;
  readonly seeds: number;
  readonly runs: number;
  /** Part of a run that is shared as a run-up, 0 to 1. */
  readonly shared: number;
  /** Seconds until what is pending is done. */
  readonly seconds: number;
  /** Bytes of the store then. */
  readonly bytes: number;
}

/** A line of the log beside the summary in it: its key, seed, status and times. */
const LINE = 175;
/** A row of the table of results over the same row as JSON, which Parquet packs. */
const PACKED = 0.12;
/** What a store takes before there is a row in it: manifest, design and the heads of tables. */
const EMPTY = 20_000;
/** Of the silver market's summary, 368 figures. */
const SUMMARY = 13_000;

/** Seconds and bytes that a sweep takes. A run-up that is shared is run once for each seed. */
export function estimateSweep(plan: SweepPlan, pace: Pace): SweepEstimate {
  const { clock, secondsPerRun, jobs, summaryBytes = SUMMARY, bytesPerSeries = 0 } = pace;
  const points = plan.values.length;
  const seeds = plan.seeds.length;
  const runs = points * seeds;
  const pending = pace.pending ?? { runs, seeds, held: runs };
  const shared = plan.fork === null || !plan.common ? 0 : (plan.fork - clock.start) / (clock.end - clock.start);
  const work = pending.runs * (1 - shared) + pending.seeds * shared;
  const kept = plan.series === null ? 0 : ((plan.series.points?.length ?? points) / points) * pending.held;
  const row = PACKED * (plan.metrics === null ? summaryBytes : 80 * (plan.metrics.length + plan.parameters.length));
  return {
    points,
    seeds,
    runs,
    shared,
    seconds: (work * secondsPerRun) / Math.max(1, Math.min(jobs, pending.runs)),
    bytes: EMPTY + pending.held * (LINE + summaryBytes + row) + kept * bytesPerSeries,
  };
}
