/** Makes the runs of a validation that do not stand yet, on the machinery of sweeps: durable, and gone on with. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { makeLocalExecutor } from "../sweep/local-executor.ts";
import { type FinishedRun, pendingRuns, sweepRuns } from "../sweep/run-sweep.ts";
import type { SweepPlan } from "../sweep/sweep-plan.ts";
import { checkStore, SweepStore } from "../sweep/sweep-store.ts";
import type { ValidationPlan } from "./plan-validation.ts";
import { readSamples, type Samples } from "./read-samples.ts";

export interface RunValidationOptions {
  /** Runs at once; one for each core unless given. */
  readonly jobs?: number;
  /** Make every run anew. */
  readonly force: boolean;
  readonly signal: AbortSignal;
  /** Told before each of the two sweeps: how many of its runs stand and how many are to be made. */
  readonly onBegin?: (what: "runs" | "twins", standing: number, pending: number) => void;
  readonly onRun?: (run: FinishedRun) => void;
}

/** What the runs left. */
export interface ValidationRuns {
  readonly runs: Samples;
  readonly twins: Samples | null;
}

/** Where the runs, and those of the twin, stand in a validation's directory. */
export const storesOf = ({ directory }: Pick<ValidationPlan, "directory">) => ({
  runs: join(directory, "runs"),
  twins: join(directory, "twin"),
});

/**
 * Makes all runs. Throws a StorageError or the signal's reason; what was finished stands, and the same request goes on
 * from there.
 */
export async function runValidation(plan: ValidationPlan, options: RunValidationOptions): Promise<ValidationRuns> {
  const stores = storesOf(plan);
  checkStore(plan.runs, stores.runs);
  if (plan.twin) checkStore(plan.twin.runs, stores.twins);
  if (options.force) for (const store of Object.values(stores)) rmSync(store, { recursive: true, force: true });
  const runs = await makeRuns("runs", plan.runs, stores.runs, options);
  const twins = plan.twin ? await makeRuns("twins", plan.twin.runs, stores.twins, options) : null;
  return { runs, twins };
}

async function makeRuns(
  what: "runs" | "twins",
  plan: SweepPlan,
  directory: string,
  { jobs, signal, onBegin, onRun }: RunValidationOptions,
): Promise<Samples> {
  const executor = makeLocalExecutor(plan, jobs === undefined ? {} : { jobs });
  try {
    const store = await SweepStore.open(plan, { directory });
    try {
      // A run that failed is tried again: what failed it may have gone.
      const request = { executor, store, signal, retryFailed: true };
      let pending = 0;
      for (const _ of pendingRuns(request)) pending++;
      onBegin?.(what, store.runs.count - pending, pending);
      if (pending > 0) for await (const run of sweepRuns(request)) onRun?.(run);
    } finally {
      await store.close();
    }
  } finally {
    await executor.close();
  }
  return await readSamples(plan, directory);
}
