/** What a policy is judged by: objectives that are weighed, and constraints that come first. */
import { quantile } from "../quantile.ts";

/** How a figure of several runs becomes one: their mean, their median, or their quantile at a share. */
export type Over = "mean" | "median" | number;

export interface Objective {
  readonly name: string;
  readonly title: string;
  /** "%" for fractions; what people read after the number otherwise. */
  readonly unit: string;
  readonly goal: "minimise" | "maximise";
  readonly weight: number;
  readonly over: Over;
}

export interface Constraint {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  /** Null: no bound on that side. */
  readonly least: number | null;
  readonly most: number | null;
  readonly over: Over;
}

/** A figure of a point from its runs; NaN where a run has none, since a point is not better for the runs that failed. */
export function overRuns(values: ArrayLike<number>, over: Over): number {
  const sample = Float64Array.from(values);
  if (sample.length === 0 || sample.some(Number.isNaN)) return Number.NaN;
  if (over === "mean") return sample.reduce((sum, value) => sum + value, 0) / sample.length;
  return quantile(sample, over === "median" ? 0.5 : over);
}

/** How far constraints are missed in all, each in units of its bound (1 where that is 0): 0 for a feasible point; Infinity where one is not known. */
export function violationOf(constraints: readonly Constraint[], values: ArrayLike<number>): number {
  let sum = 0;
  constraints.forEach(({ least, most }, i) => {
    const value = values[i];
    if (Number.isNaN(value)) sum = Number.POSITIVE_INFINITY;
    if (least !== null && value < least) sum += (least - value) / unitOf(least);
    if (most !== null && value > most) sum += (value - most) / unitOf(most);
  });
  return sum;
}

const unitOf = (bound: number): number => (bound === 0 ? 1 : Math.abs(bound));

/** The objectives with each wanted small. */
export const asCosts = (objectives: readonly Objective[], values: ArrayLike<number>): number[] =>
  objectives.map(({ goal }, i) => (goal === "minimise" ? values[i] : -values[i]));

/** Weighted sum of the objectives in units of their scales, to be small; Infinity where one is not known. */
export function weightedCost(
  objectives: readonly Objective[],
  scales: ArrayLike<number>,
  values: ArrayLike<number>,
): number {
  const sum = asCosts(objectives, values).reduce(
    (cost, value, i) => cost + (objectives[i].weight * value) / scales[i],
    0,
  );
  return Number.isNaN(sum) ? Number.POSITIVE_INFINITY : sum;
}

/**
 * One number that ranks points as Deb 2000 does (An efficient constraint handling method for genetic algorithms, section 3):
 * a feasible point before any other, feasible ones by cost, others by violation alone. Only its order means anything: costs
 * are folded into -1 to 1, and violations begin there.
 */
export function rankedLoss(cost: number, violation: number): number {
  if (violation > 0) return 1 + violation;
  return Number.isFinite(cost) ? cost / (1 + Math.abs(cost)) : Number.POSITIVE_INFINITY;
}
