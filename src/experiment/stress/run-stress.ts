/** Makes the runs of a stress study on the machinery of sweeps, and reads what they left. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { type MakeRunsOptions, makeRuns } from "../sweep/make-runs.ts";
import type { Samples } from "../sweep/read-samples.ts";
import type { FinishedRun } from "../sweep/run-sweep.ts";
import { checkStore } from "../sweep/sweep-store.ts";
import type { StressPlan } from "./stress-plan.ts";

export interface RunStressOptions {
  /** Runs at once; one for each core unless given. */
  readonly jobs?: number;
  /** Make every run anew. */
  readonly force: boolean;
  readonly signal: AbortSignal;
  /** Told before the runs of the policies, and before those of the reverse stress. */
  readonly onBegin?: (what: "policies" | "reverse", standing: number, pending: number) => void;
  readonly onRun?: (run: FinishedRun) => void;
}

/** What the runs left. */
export interface StressRuns {
  readonly runs: Samples;
  readonly reverse: Samples | null;
}

/** Where the runs stand in a study's directory. */
export const stressStores = ({ directory }: Pick<StressPlan, "directory">) => ({
  runs: join(directory, "runs"),
  reverse: join(directory, "reverse"),
});

/**
 * Makes what does not stand yet. Throws a StorageError or the signal's reason; what was finished stands, and the same
 * request goes on from there.
 */
export async function runStress(plan: StressPlan, options: RunStressOptions): Promise<StressRuns> {
  const stores = stressStores(plan);
  const { reverse } = plan;
  checkStore(plan.runs, stores.runs);
  if (reverse) checkStore(reverse.runs, stores.reverse);
  if (options.force) for (const store of Object.values(stores)) rmSync(store, { recursive: true, force: true });
  const runs = await makeRuns(plan.runs, stores.runs, asked("policies", plan, options));
  const other = reverse ? await makeRuns(reverse.runs, stores.reverse, asked("reverse", plan, options)) : null;
  return { runs, reverse: other };
}

const asked = (
  what: "policies" | "reverse",
  { text }: StressPlan,
  { jobs, signal, onBegin, onRun }: RunStressOptions,
): MakeRunsOptions => ({
  ...(jobs === undefined ? {} : { jobs }),
  signal,
  yaml: text,
  ...(onRun === undefined ? {} : { onRun }),
  onBegin: (standing, pending) => onBegin?.(what, standing, pending),
});
