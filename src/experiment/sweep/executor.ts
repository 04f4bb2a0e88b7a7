/** Where the runs of a sweep happen: threads of this process, or workers behind a queue. */
import type { Table } from "../tables/table.ts";
import type { SweepOutcome, SweepPlan, SweepRun } from "./sweep-plan.ts";

/** What an executor hands back for a run. */
export interface ExecutedSweepRun {
  readonly outcome: SweepOutcome;
  /** The tables that the sweep keeps of this run; empty for most. */
  readonly tables: readonly Table[];
  /** Seconds that the run took in its thread, where the executor knows. */
  readonly seconds?: number;
}

export interface Executor {
  /** How many runs to keep in flight so that nobody waits. */
  readonly inFlight: number;
  /** Seeds whose runs are best taken in turn when runs share run-ups: as many as are made at once. 1 unless given. */
  readonly lanes?: number;
  /**
   * Runs it. A run that fails is an outcome, not a rejection: a bad point, memory that did not suffice, a worker that
   * died. Rejects only when the executor itself cannot go on (a queue that does not answer, an abort).
   */
  run(run: SweepRun, signal: AbortSignal): Promise<ExecutedSweepRun>;
  /** Told that the run's outcome and its tables are durable in the store, so that nobody need keep them elsewhere. */
  stored?(run: SweepRun): void;
  /** Lets go of threads and connections; what still runs is given up. */
  close(): Promise<void>;
}

/** Makes an executor for a sweep. */
export type MakeExecutor = (plan: SweepPlan) => Promise<Executor>;
