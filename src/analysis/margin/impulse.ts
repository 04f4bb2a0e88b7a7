/** How margin answers to a step of volatility (Gurrola-Perez & Murphy 2024): E[M(t) / M(0)] with bands over paths. */
import { quantile } from "../quantile.ts";

/** Days of the answer that are told one by one. */
export const IMPULSE_DAYS = [1, 5, 10, 20, 30] as const;

/** By day from the last one before the step, number 0, on: margin over that day's margin. */
export interface ImpulseResponse {
  readonly mean: Float64Array;
  /** 5% and 95% of the paths. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Sums up paths of margin, each from day 0 on and of equal length. Throws a RangeError without any. */
export function impulseResponse(paths: readonly ArrayLike<number>[]): ImpulseResponse {
  if (paths.length === 0) throw new RangeError("an impulse response needs paths");
  const days = Array.from({ length: paths[0].length }, (_, t) => paths.map((path) => path[t] / path[0]));
  const of = (sum: (ratios: number[]) => number): Float64Array => Float64Array.from(days, sum);
  return {
    mean: of((ratios) => ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length),
    low: of((ratios) => quantile(ratios, 0.05)),
    high: of((ratios) => quantile(ratios, 0.95)),
  };
}
