/**
 * The moving-block bootstrap (Künsch 1989): series are put together anew from stretches that begin anywhere, so that what
 * depends on its neighbours goes on doing so. Statistics of pairs at a lag resample the pairs ("blocks of blocks"), so that
 * no pair spans a joint.
 */
import { RandomStream } from "../../core/random.ts";
import { quantile } from "../quantile.ts";
import type { Interval } from "./fact.ts";

/** Replicates of every interval. */
export const REPLICATES = 300;
const TAIL = 0.025;
/** Least blocks that an interval is drawn from. */
const FEWEST = 8;

/** A stream for one figure: always the same numbers, so that equal runs give equal intervals. */
export const bootstrapStream = (key: string): RandomStream => new RandomStream("stylised-facts", `bootstrap/${key}`);

/** Starts of the blocks of each replicate, a row each: as many blocks as cover `n` values. Null when that is fewer than 8. */
export function drawBlocks(
  n: number,
  length: number,
  stream: RandomStream,
  replicates = REPLICATES,
): Int32Array[] | null {
  const blocks = Math.floor(n / length);
  if (blocks < FEWEST) return null;
  return Array.from({ length: replicates }, () =>
    Int32Array.from({ length: blocks }, () => stream.int(n - length + 1)),
  );
}

/** The middle 95% of replicates; null when one in twenty of them or more has no value. */
export function percentileInterval(replicates: readonly number[]): Interval | null {
  const known = replicates.filter((v) => Number.isFinite(v));
  if (known.length === 0 || known.length <= 0.95 * replicates.length) return null;
  return { low: quantile(known, TAIL), high: quantile(known, 1 - TAIL) };
}

/** Interval of a statistic of one series, by blocks of `length` values. */
export function blockInterval(
  sample: Float64Array,
  length: number,
  key: string,
  statistic: (sample: Float64Array) => number,
): Interval | null {
  const draws = drawBlocks(sample.length, length, bootstrapStream(key));
  if (!draws) return null;
  const other = new Float64Array(draws[0].length * length);
  const values = draws.map((starts) => {
    for (let b = 0; b < starts.length; b++) other.set(sample.subarray(starts[b], starts[b] + length), b * length);
    return statistic(other);
  });
  return percentileInterval(values);
}

/** Running sums, one longer than the values: the sum over a stretch is a difference of two. */
export function runningSums(n: number, value: (i: number) => number): Float64Array {
  const out = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) out[i + 1] = out[i] + value(i);
  return out;
}

/** The sum over all blocks of a replicate. */
export function blockSum(sums: Float64Array, starts: Int32Array, length: number): number {
  let total = 0;
  for (let b = 0; b < starts.length; b++) total += sums[starts[b] + length] - sums[starts[b]];
  return total;
}
