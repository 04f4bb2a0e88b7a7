/** Makes the runs of a plan that do not stand yet in its store: durable, and gone on with. */
import { makeLocalExecutor } from "./local-executor.ts";
import { readSamples, type Samples } from "./read-samples.ts";
import { type FinishedRun, pendingRuns, sweepRuns } from "./run-sweep.ts";
import type { SweepPlan } from "./sweep-plan.ts";
import { SweepStore } from "./sweep-store.ts";

export interface MakeRunsOptions {
  /** Runs at once; one for each core unless given. */
  readonly jobs?: number;
  readonly signal: AbortSignal;
  /** The study file byte for byte, to be kept in the store. */
  readonly yaml?: string;
  /** Told first: how many runs stand and how many are to be made. */
  readonly onBegin?: (standing: number, pending: number) => void;
  readonly onRun?: (run: FinishedRun) => void;
}

/**
 * Makes them, those that failed before among them: what failed them may have gone. Throws a StorageError or the signal's
 * reason; what was finished stands, and the same request goes on from there.
 */
export async function makeRuns(
  plan: SweepPlan,
  directory: string,
  { jobs, signal, yaml, onBegin, onRun }: MakeRunsOptions,
): Promise<Samples> {
  const executor = makeLocalExecutor(plan, jobs === undefined ? {} : { jobs });
  try {
    const store = await SweepStore.open(plan, { directory, ...(yaml === undefined ? {} : { yaml }) });
    try {
      const request = { executor, store, signal, retryFailed: true };
      let pending = 0;
      for (const _ of pendingRuns(request)) pending++;
      onBegin?.(store.runs.count - pending, pending);
      if (pending > 0) for await (const run of sweepRuns(request)) onRun?.(run);
    } finally {
      await store.close();
    }
  } finally {
    await executor.close();
  }
  return await readSamples(plan, directory);
}
