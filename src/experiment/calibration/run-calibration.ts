/** Makes a calibration: the search over the scenario's free parameters, on its seeds, towards its reported figures. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { lossOf, missesOf } from "../../analysis/calibration/index.ts";
import { CmaEs } from "../search/cma-es.ts";
import { unitOf } from "../search/free-parameter.ts";
import { type PointOutcomes, PointRuns } from "../search/point-runs.ts";
import { runSearch, type SearchPoint } from "../search/run-search.ts";
import type { Executor } from "../sweep/executor.ts";
import { makeLocalExecutor } from "../sweep/local-executor.ts";
import type { SweepPlan } from "../sweep/sweep-plan.ts";
import { checkStore } from "../sweep/sweep-store.ts";
import type { CalibrationPlan } from "./plan-calibration.ts";

export interface RunCalibrationOptions {
  /** Runs at once; one for each core unless given. */
  readonly jobs?: number;
  /** Make every run anew. */
  readonly force: boolean;
  readonly signal: AbortSignal;
  /** Told of every run that was made. */
  readonly onRun?: () => void;
  /** Told of every batch that was tried, made or standing. */
  readonly onBatch?: (points: readonly SearchPoint[]) => void;
  /** Makes the executor; threads of this process unless given. */
  readonly executor?: (plan: SweepPlan) => Executor;
}

/** Where the runs stand in a calibration's directory. */
export const runsIn = ({ directory }: Pick<CalibrationPlan, "directory">): string => join(directory, "runs");

/** The values of each figure of a point, by figure and seed; NaN where a run has none. */
export const samplesOf = ({ targets }: CalibrationPlan, outcomes: PointOutcomes): Float64Array[] =>
  targets.map(({ key }) =>
    Float64Array.from(outcomes, ({ summary }) => {
      const value = summary?.[key];
      return typeof value === "number" ? value : Number.NaN;
    }),
  );

/**
 * Tries the points. Throws a StorageError or the signal's reason; what was finished stands, and the same request goes on
 * from there to what it would have come to.
 */
export async function runCalibration(plan: CalibrationPlan, options: RunCalibrationOptions): Promise<SearchPoint[]> {
  const { parameters, targets, evaluations, config } = plan;
  const { jobs, force, signal, onRun, onBatch } = options;
  const directory = runsIn(plan);
  checkStore(plan.runs, directory);
  if (force) rmSync(directory, { recursive: true, force: true });
  const local = (runs: SweepPlan) => makeLocalExecutor(runs, jobs === undefined ? {} : { jobs });
  const runs = await PointRuns.open(plan.runs, {
    directory,
    executor: options.executor ?? local,
    signal,
    ...(onRun === undefined ? {} : { onRun }),
  });
  try {
    const start = Float64Array.from(parameters, (parameter) => unitOf(parameter, parameter.start));
    return await runSearch({
      parameters,
      optimiser: new CmaEs({ start, seed: config.seed }),
      runs,
      evaluations,
      loss: (outcomes) => lossOf(missesOf(targets, samplesOf(plan, outcomes))),
      ...(onBatch === undefined ? {} : { onBatch }),
    });
  } finally {
    await runs.close();
  }
}
