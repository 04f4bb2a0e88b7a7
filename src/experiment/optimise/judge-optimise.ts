/** What the points of a search say: the best, the front, and whether the best holds on other seeds. */
import {
  asCosts,
  type ConfirmedPoint,
  isFeasible,
  type OptimiseReport,
  type TriedPoint,
} from "../../analysis/optimise/index.ts";
import { paretoFront } from "../../analysis/pareto.ts";
import { bootstrapInterval } from "../../analysis/sensitivity/index.ts";
import { RandomStream } from "../../core/random.ts";
import { writtenValue } from "../search/free-parameter.ts";
import type { PointOutcomes } from "../search/point-runs.ts";
import type { OptimisePlan } from "./optimise-plan.ts";
import { goalsOf, type SearchedPolicy } from "./run-optimise.ts";

export function judgeOptimise(plan: OptimisePlan, searched: SearchedPolicy): OptimiseReport {
  const { scenario, objectives, constraints, parameters, runs } = plan;
  const { points, scales, best, confirmed } = searched;
  const tried = points.map(({ batch, values, outcomes }): TriedPoint => {
    const failed = outcomes.filter(({ status }) => status === "failed").length;
    return { batch, values, failed, ...goalsOf(plan, scales, outcomes) };
  });
  return {
    name: plan.name,
    title: plan.title,
    hash: plan.hash,
    version: runs.version,
    base: scenario.name,
    without: scenario.without,
    venue: plan.venue,
    seeds: runs.seeds,
    objectives,
    scales,
    constraints,
    parameters: parameters.map((parameter, i) => {
      const text = (value: number) => String(writtenValue(parameter, value));
      const { path, scale, low, high, start } = parameter;
      const written = { low: text(low), high: text(high), start: text(start), best: text(points[best].values[i]) };
      return { path, scale, low, high, written };
    }),
    points: tried,
    best,
    front: frontOf(plan, tried),
    failures: [...new Set(points.flatMap(({ outcomes }) => outcomes.flatMap(({ error }) => error ?? [])))],
    confirmSeeds: plan.confirm?.seeds ?? [],
    confirmed: confirmed && {
      start: confirm(plan, scales, 0, confirmed.start, confirmed.start),
      best: confirm(plan, scales, best, confirmed.best, confirmed.start),
    },
  };
}

/** Feasible points that no other dominates; of points with the same figures, the first. */
function frontOf({ objectives }: OptimisePlan, tried: readonly TriedPoint[]): number[] {
  const feasible = [...tried.keys()].filter((p) => isFeasible(tried[p]));
  const costs = feasible.map((p) => asCosts(objectives, tried[p].objectives));
  const seen = new Set<string>();
  return paretoFront(costs)
    .filter((at) => {
      const key = JSON.stringify(costs[at]);
      return !seen.has(key) && seen.add(key);
    })
    .sort((a, b) => costs[a][0] - costs[b][0] || a - b)
    .map((at) => feasible[at]);
}

function confirm(
  plan: OptimisePlan,
  scales: readonly number[],
  point: number,
  outcomes: PointOutcomes,
  start: PointOutcomes,
): ConfirmedPoint {
  const { objectives, constraints, violation } = goalsOf(plan, scales, outcomes);
  const differences = plan.values.objectives.map((value, i) => {
    const paired = Float64Array.from(outcomes, ({ summary }, s) => value.of(summary) - value.of(start[s].summary));
    return bootstrapInterval(paired, "mean", new RandomStream(plan.searchSeed, `optimise/confirm/${i}`));
  });
  return { point, objectives, constraints, violation, differences };
}
