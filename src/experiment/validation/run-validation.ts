/** Makes the runs of a validation that do not stand yet, on the machinery of sweeps: durable, and gone on with. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { type MakeRunsOptions, makeRuns } from "../sweep/make-runs.ts";
import type { Samples } from "../sweep/read-samples.ts";
import type { FinishedRun } from "../sweep/run-sweep.ts";
import { checkStore } from "../sweep/sweep-store.ts";
import type { ValidationPlan } from "./plan-validation.ts";

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
  const runs = await makeRuns(plan.runs, stores.runs, asked("runs", options));
  const twins = plan.twin ? await makeRuns(plan.twin.runs, stores.twins, asked("twins", options)) : null;
  return { runs, twins };
}

const asked = (what: "runs" | "twins", { jobs, signal, onBegin, onRun }: RunValidationOptions): MakeRunsOptions => ({
  ...(jobs === undefined ? {} : { jobs }),
  signal,
  ...(onRun === undefined ? {} : { onRun }),
  onBegin: (standing, pending) => onBegin?.(what, standing, pending),
});
