/** Intervals from resampled figures, shared by every measure of this folder. */
import type { RandomStream } from "../../core/random.ts";
import { quantileOfSorted } from "../quantile.ts";

/** A figure and its confidence interval. The ends are NaN where there is nothing to resample. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** How intervals are made. */
export interface ResampleOptions {
  /** Resamples drawn; default 1000, which Efron & Tibshirani 1993 (§ 14.2) ask for intervals of 95%. */
  readonly replicates?: number;
  /** Part of such intervals that holds the true figure, 0 to 1; default 0.95. */
  readonly confidence?: number;
}

/**
 * Fewest blocks (points, or points that were drawn together) that an interval rests on: resampled, fewer repeat themselves,
 * and make an interval far narrower than what another sample would give.
 */
export const FEWEST_BLOCKS = 5;

/** The options with their defaults. @throws RangeError for figures outside of their range */
export function resampling(options: ResampleOptions): { replicates: number; confidence: number } {
  const { replicates = 1000, confidence = 0.95 } = options;
  if (!Number.isInteger(replicates) || replicates < 1)
    throw new RangeError(`expected replicates of 1 or more, got ${replicates}`);
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`expected a confidence between 0 and 1, got ${confidence}`);
  return { replicates, confidence };
}

/** Percentile interval (Efron 1979): the middle part of the resampled figures. Resamples that gave no figure are left out. */
export function percentileInterval(value: number, resampled: Float64Array, confidence: number): Estimate {
  const present = withoutMissing(resampled).sort();
  const tail = (1 - confidence) / 2;
  return { value, low: quantileOfSorted(present, tail), high: quantileOfSorted(present, 1 - tail) };
}

/** The same, but without ends when any resample gave no figure: those that did are a choice, and too alike. */
export function wholeInterval(value: number, resampled: Float64Array, confidence: number): Estimate {
  if (resampled.some(Number.isNaN)) return { value, low: Number.NaN, high: Number.NaN };
  return percentileInterval(value, resampled, confidence);
}

/** Fills `out` with how often each of its places is drawn, in as many draws as it has places. */
export function drawCounts(out: Int32Array, stream: RandomStream): void {
  const n = out.length;
  out.fill(0);
  for (let i = 0; i < n; i++) out[stream.int(n)]++;
}

/** The same for blocks of neighbouring places, which are drawn together. @throws RangeError when the blocks do not come out even */
export function drawBlocks(out: Int32Array, block: number, stream: RandomStream): void {
  const blocks = out.length / block;
  if (!Number.isInteger(blocks)) throw new RangeError(`expected blocks of ${block}, got ${out.length} points`);
  out.fill(0);
  for (let i = 0; i < blocks; i++) {
    const first = stream.int(blocks) * block;
    for (let p = first; p < first + block; p++) out[p]++;
  }
}

/** The values that are there. */
export function withoutMissing(values: Float64Array): Float64Array {
  return values.filter((x) => !Number.isNaN(x));
}
