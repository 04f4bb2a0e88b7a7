import { maxCall, maxIncrease } from "./increases.ts";
import { peakToTrough, peakToTroughOrdered } from "./peak-to-trough.ts";

/** Horizons of increases, in business days. */
export const HORIZONS = [1, 5, 10, 20, 30] as const;

/** How a margin path moves with the cycle. What a path is too short for is NaN. */
export interface Procyclicality {
  readonly peakToTrough: number;
  readonly peakToTroughOrdered: number;
  /** By horizon: largest value over the one so many days before. */
  readonly maxIncrease: readonly number[];
  /** By horizon: largest rise, in the path's unit. */
  readonly maxCall: readonly number[];
  /** Cost of the policy: what it asks for on an average day. */
  readonly mean: number;
}

/** Measures a daily path of margin for a constant position. */
export function procyclicality(path: ArrayLike<number>): Procyclicality {
  let sum = 0;
  for (let i = 0; i < path.length; i++) sum += path[i];
  return {
    peakToTrough: peakToTrough(path),
    peakToTroughOrdered: peakToTroughOrdered(path),
    maxIncrease: HORIZONS.map((n) => maxIncrease(path, n)),
    maxCall: HORIZONS.map((n) => maxCall(path, n)),
    mean: sum / path.length,
  };
}
