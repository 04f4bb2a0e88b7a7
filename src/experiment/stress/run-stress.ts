/** Makes the runs of a stress study on the machinery of sweeps, and reads what they left. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { type MakeRunsOptions, makeRuns } from "../sweep/make-runs.ts";
import type { Samples } from "../sweep/read-samples.ts";
import type { FinishedRun } from "../sweep/run-sweep.ts";
import { checkStore } from "../sweep/sweep-store.ts";
import type { StressPlan } from "./stress-plan.ts";

/** The sweeps that a study is made of. */
export type StressPart = "policies" | "reverse" | "sensitivity";

export interface RunStressOptions {
  /** Runs at once; one for each core unless given. */
  readonly jobs?: number;
  /** Make every run anew. */
  readonly force: boolean;
  readonly signal: AbortSignal;
  /** Told before the runs of each part. */
  readonly onBegin?: (what: StressPart, standing: number, pending: number) => void;
  readonly onRun?: (run: FinishedRun) => void;
}

/** What the runs left. */
export interface StressRuns {
  readonly runs: Samples;
  readonly reverse: Samples | null;
  readonly sensitivity: Samples | null;
}

/** Where the runs stand in a study's directory. */
export const stressStores = ({ directory }: Pick<StressPlan, "directory">) => ({
  runs: join(directory, "runs"),
  reverse: join(directory, "reverse"),
  sensitivity: join(directory, "sensitivity"),
});

/**
 * Makes what does not stand yet. Throws a StorageError or the signal's reason; what was finished stands, and the same
 * request goes on from there.
 */
export async function runStress(plan: StressPlan, options: RunStressOptions): Promise<StressRuns> {
  const stores = stressStores(plan);
  const { reverse, sensitivity } = plan;
  checkStore(plan.runs, stores.runs);
  if (reverse) checkStore(reverse.runs, stores.reverse);
  if (sensitivity) checkStore(sensitivity.runs, stores.sensitivity);
  if (options.force) for (const store of Object.values(stores)) rmSync(store, { recursive: true, force: true });
  const runs = await makeRuns(plan.runs, stores.runs, asked("policies", plan, options));
  const other = async (what: "reverse" | "sensitivity"): Promise<Samples | null> => {
    const own = plan[what];
    return own === null ? null : await makeRuns(own.runs, stores[what], asked(what, plan, options));
  };
  return { runs, reverse: await other("reverse"), sensitivity: await other("sensitivity") };
}

const asked = (
  what: StressPart,
  { text }: StressPlan,
  { jobs, signal, onBegin, onRun }: RunStressOptions,
): MakeRunsOptions => ({
  ...(jobs === undefined ? {} : { jobs }),
  signal,
  yaml: text,
  ...(onRun === undefined ? {} : { onRun }),
  onBegin: (standing, pending) => onBegin?.(what, standing, pending),
});
