/** The upper tail of a positive sample: P(X > x) ~ x^-alpha. */
import { bootstrapStream, drawBlocks, percentileInterval } from "./block-bootstrap.ts";
import type { Interval } from "./fact.ts";

/** Hill's estimate at one k. */
export interface TailEstimate {
  readonly alpha: number;
  /** Order statistics above the threshold, and the threshold. */
  readonly k: number;
  readonly threshold: number;
}

/** Share of a sample that counts as its tail. */
export const TAIL_SHARE = 0.01;
/** Fewest order statistics in the tail. */
export const FEWEST_IN_TAIL = 30;

/** k for a sample of n: 1% of it, at least 30; NaN when that is more than a tenth. */
export function tailSize(n: number): number {
  const k = Math.max(FEWEST_IN_TAIL, Math.floor(n * TAIL_SHARE));
  return k <= n / 10 ? k : Number.NaN;
}

/**
 * Hill 1975 from the k largest values: alpha = k / sum of log(x_i / x_(k+1)). NaN when the sample has no k + 1 positive
 * values, or its largest are all equal.
 */
export function hillEstimate(sample: ArrayLike<number>, k: number): TailEstimate {
  return hillOfSorted(Float64Array.from(sample).sort(), k);
}

/** The same of a sample in ascending order. */
export function hillOfSorted(sorted: Float64Array, k: number): TailEstimate {
  const n = sorted.length;
  const threshold = k < n ? sorted[n - 1 - k] : Number.NaN;
  if (!(threshold > 0)) return { alpha: Number.NaN, k, threshold };
  let sum = 0;
  for (let i = n - k; i < n; i++) sum += Math.log(sorted[i] / threshold);
  return { alpha: sum > 0 ? k / sum : Number.NaN, k, threshold };
}

/** Values that can be among the k largest of a replicate: those among this many times k of the sample. */
const REACH = 4;

/** Interval of the estimate by blocks of `length` values. Only what can be in a replicate's tail is sorted. */
export function hillInterval(sample: ArrayLike<number>, k: number, length: number, key: string): Interval | null {
  const n = sample.length;
  const draws = drawBlocks(n, length, bootstrapStream(key));
  if (!draws || !(k < n)) return null;
  const floor = Float64Array.from(sample).sort()[Math.max(0, n - REACH * k - 1)];
  const large: number[] = [];
  const before = new Int32Array(n + 1);
  for (let i = 0; i < n; i++) {
    if (sample[i] >= floor) large.push(i);
    before[i + 1] = large.length;
  }
  const estimates = draws.map((starts) => {
    const drawn: number[] = [];
    for (const start of starts)
      for (let j = before[start]; j < before[start + length]; j++) drawn.push(sample[large[j]]);
    return hillEstimate(drawn, k).alpha;
  });
  return percentileInterval(estimates);
}
