/**
 * The distance between simulated moments and their targets: the method of simulated moments (McFadden 1989, Econometrica
 * 57), as Franke & Westerhoff 2012 (J. Economic Dynamics and Control 36) use it for models of agents. Each moment is the
 * median over runs on the same seeds at every point (common random numbers); its miss is counted in tolerances and cut at
 * `MOST`, and the loss is the mean of the squares. The weighting matrix is thus diagonal, one over the squared tolerance: a
 * record of one event has no sample of its own from which covariances could be estimated.
 */
import { quantile } from "../quantile.ts";

/** What a simulated figure should come to. */
export interface Target {
  readonly key: string;
  readonly value: number;
  /** Miss that counts as 1, in the figure's own unit; above 0. */
  readonly tolerance: number;
  /** Nothing below the target, or nothing above it, is a miss. */
  readonly open?: "below" | "above" | undefined;
}

/** Tolerances beyond which a miss counts no more (winsorised), and what a figure without a value misses. */
export const MOST = 3;

/** How far a median lies from its target, in tolerances, -3 to 3; NaN (no value) misses by all. */
export function miss({ value, tolerance, open }: Target, median: number): number {
  if (Number.isNaN(median)) return MOST;
  const distance = (median - value) / tolerance;
  if ((open === "below" && distance < 0) || (open === "above" && distance > 0)) return 0;
  return Math.max(-MOST, Math.min(MOST, distance));
}

/** The median of a figure over runs; NaN where half of them or more have no value. */
export function medianOf(sample: ArrayLike<number>): number {
  const known = Float64Array.from(sample).filter((value) => !Number.isNaN(value));
  return known.length * 2 > sample.length ? quantile(known, 0.5) : Number.NaN;
}

/** Misses of a point. @param samples by target, the values of its runs, NaN where a run has none */
export const missesOf = (targets: readonly Target[], samples: readonly ArrayLike<number>[]): Float64Array =>
  Float64Array.from(targets, (target, t) => miss(target, medianOf(samples[t])));

/** The loss that misses come to: the mean of their squares, 0 to 9; 1 is a tolerance each. */
export const lossOf = (misses: Float64Array): number =>
  misses.reduce((sum, m) => sum + m * m, 0) / Math.max(1, misses.length);
