/** Makes a search over a policy's parameters, and runs what it found on seeds that it did not see. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { overRuns, rankedLoss, violationOf, weightedCost } from "../../analysis/optimise/index.ts";
import { CmaEs } from "../search/cma-es.ts";
import { unitOf } from "../search/free-parameter.ts";
import { type PointOutcomes, PointRuns } from "../search/point-runs.ts";
import { runSearch, type SearchPoint, writtenPoint } from "../search/run-search.ts";
import type { Executor } from "../sweep/executor.ts";
import { makeLocalExecutor } from "../sweep/local-executor.ts";
import type { SweepPlan } from "../sweep/sweep-plan.ts";
import { checkStore } from "../sweep/sweep-store.ts";
import { CASES, type OptimisePlan } from "./optimise-plan.ts";

export interface RunOptimiseOptions {
  /** Runs at once; one for each core unless given. */
  readonly jobs?: number;
  /** Make every run anew. */
  readonly force: boolean;
  readonly signal: AbortSignal;
  /** Told of every run that was made. */
  readonly onRun?: () => void;
  /** Told of every batch that was tried, made or standing. */
  readonly onBatch?: (points: readonly SearchPoint[]) => void;
  /** Told when the search is over and its best point is run again. */
  readonly onConfirm?: () => void;
  /** Makes the executor; threads of this process unless given. */
  readonly executor?: (plan: SweepPlan) => Executor;
}

/** Figures of a point over its runs. */
export interface GoalValues {
  readonly objectives: readonly number[];
  readonly constraints: readonly number[];
  readonly violation: number;
  readonly cost: number;
}

export interface SearchedPolicy {
  readonly points: readonly SearchPoint[];
  /** What counts as one of each objective. */
  readonly scales: readonly number[];
  /** Of `points`: the one of least loss. */
  readonly best: number;
  /** The start and the best point on the confirming seeds; null without. */
  readonly confirmed: { readonly start: PointOutcomes; readonly best: PointOutcomes } | null;
}

/** Where runs stand in the search's directory. */
export const optimiseStores = ({ directory }: Pick<OptimisePlan, "directory">) => ({
  runs: join(directory, "runs"),
  confirm: join(directory, "confirm"),
});

/** Run-ups that are held in memory at most: a search comes back to every seed with each batch. */
const MOST_RUN_UPS = 8;

/** The point's figures. */
export function goalsOf(plan: OptimisePlan, scales: readonly number[], outcomes: PointOutcomes): GoalValues {
  const { objectives, constraints, values } = plan;
  const made = outcomes.map(({ summary }) => summary);
  const figures = objectives.map(({ over }, i) =>
    overRuns(
      made.map((run) => values.objectives[i].of(run)),
      over,
    ),
  );
  const bound = constraints.map(({ over }, i) =>
    overRuns(
      made.map((run) => values.constraints[i].of(run)),
      over,
    ),
  );
  return {
    objectives: figures,
    constraints: bound,
    violation: violationOf(constraints, bound),
    cost: weightedCost(objectives, scales, figures),
  };
}

/** What counts as one of each objective: what the file says, or its size at the start. */
export const scalesOf = (plan: OptimisePlan, start: PointOutcomes): number[] => {
  const ones = plan.scales.map(() => 1);
  return goalsOf(plan, ones, start).objectives.map((value, i) => {
    const size = Math.abs(value);
    return plan.scales[i] ?? (size > 0 ? size : 1);
  });
};

/**
 * Tries the points. Throws a StorageError or the signal's reason; what was finished stands, and the same request goes on
 * from there to what it would have come to.
 */
export async function runOptimise(plan: OptimisePlan, options: RunOptimiseOptions): Promise<SearchedPolicy> {
  const { parameters, evaluations, searchSeed, confirm } = plan;
  const { onBatch, onConfirm } = options;
  const stores = optimiseStores(plan);
  checkStore(plan.runs, stores.runs);
  if (confirm) checkStore(confirm, stores.confirm);
  if (options.force) for (const store of Object.values(stores)) rmSync(store, { recursive: true, force: true });
  let scales: readonly number[] = [];
  const points = await withRuns(plan.runs, stores.runs, options, (runs) =>
    runSearch({
      parameters,
      fixed: CASES,
      optimiser: new CmaEs({
        start: Float64Array.from(parameters, (parameter) => unitOf(parameter, parameter.start)),
        seed: searchSeed,
      }),
      runs,
      evaluations,
      // The first point that is told is the start.
      loss(outcomes) {
        if (scales.length === 0) scales = scalesOf(plan, outcomes);
        const { cost, violation } = goalsOf(plan, scales, outcomes);
        return rankedLoss(cost, violation);
      },
      ...(onBatch === undefined ? {} : { onBatch }),
    }),
  );
  const best = points.reduce((least, { loss }, p) => (loss < points[least].loss ? p : least), 0);
  if (confirm === null) return { points, scales, best, confirmed: null };
  onConfirm?.();
  const pair = [0, best].map((p) => writtenPoint(parameters, CASES, points[p].values));
  const [start, found] = await withRuns(confirm, stores.confirm, options, (runs) => runs.evaluate(pair));
  return { points, scales, best, confirmed: { start, best: found } };
}

/** Opens the store, and lets the threads go whatever happens. */
async function withRuns<T>(
  plan: SweepPlan,
  directory: string,
  { jobs, signal, onRun, executor }: RunOptimiseOptions,
  use: (runs: PointRuns) => Promise<T>,
): Promise<T> {
  const runUps = Math.max(2, Math.min(MOST_RUN_UPS, plan.seeds.length));
  const local = (asked: SweepPlan) => makeLocalExecutor(asked, { runUps, ...(jobs === undefined ? {} : { jobs }) });
  const runs = await PointRuns.open(plan, {
    directory,
    executor: executor ?? local,
    signal,
    ...(onRun === undefined ? {} : { onRun }),
  });
  try {
    return await use(runs);
  } finally {
    await runs.close();
  }
}
