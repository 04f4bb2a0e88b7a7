/** What a figure comes to over all runs of a sweep: mean, quantiles and their bootstrap intervals. */
import { quantileOfSorted } from "../quantile.ts";
import { canResample, replicatesFor, type Sampling, type WeightDraws } from "./resample.ts";

/** A figure and the ends of its interval; the ends are NaN where nothing could have come out otherwise. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Quantiles that bands are made of. */
export const BAND = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

export interface RunStatistics {
  /** Runs that have the figure. */
  readonly count: number;
  readonly mean: Interval;
  /** Standard deviation over runs, with n - 1. */
  readonly deviation: number;
  readonly least: number;
  readonly most: number;
  /** Quantiles at `BAND`, each with its interval. */
  readonly quantiles: readonly Interval[];
  /** Bootstrap samples that the intervals rest on. */
  readonly replicates: number;
}

/** Statistics of the values that are not NaN. `confidence` is that of the intervals, 0.95 say. */
export function runStatistics(
  values: Float64Array,
  sampling: Sampling,
  samples: WeightDraws,
  wanted: number,
  confidence: number,
): RunStatistics {
  const order = sortedRuns(values);
  const sorted = Float64Array.from(order, (at) => values[at]);
  const n = sorted.length;
  const { mean, deviation } = meanAndDeviation(values);
  const draws = sampling.points * (sampling.common || sampling.sampledPoints ? 1 : sampling.seeds) + values.length / 8;
  const replicates = n > 1 && canResample(sampling) ? replicatesFor(wanted, draws) : 0;
  const means = new Float64Array(replicates);
  const bands = BAND.map(() => new Float64Array(replicates));
  const weight = new Int32Array(values.length);
  let filled = 0;
  for (let b = 0; b < replicates; b++) {
    samples.draw(b, weight);
    if (!resampled(sorted, order, weight, filled, means, bands)) continue;
    filled++;
  }
  const ends = (sample: Float64Array, value: number): Interval =>
    interval(sample.subarray(0, filled), value, confidence);
  return {
    count: n,
    mean: ends(means, mean),
    deviation,
    least: n > 0 ? sorted[0] : Number.NaN,
    most: n > 0 ? sorted[n - 1] : Number.NaN,
    quantiles: BAND.map((q, i) => ends(bands[i], quantileOfSorted(sorted, q))),
    replicates: filled,
  };
}

/** Mean and standard deviation of what is not NaN, summed in run order. */
export function meanAndDeviation(values: ArrayLike<number>): { mean: number; deviation: number } {
  let n = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    sum += values[i];
    n++;
  }
  const mean = n > 0 ? sum / n : Number.NaN;
  let squares = 0;
  for (let i = 0; i < values.length; i++)
    if (!Number.isNaN(values[i])) squares += (values[i] - mean) * (values[i] - mean);
  return { mean, deviation: n > 1 ? Math.sqrt(squares / (n - 1)) : Number.NaN };
}

/** The percentile interval of bootstrap values; its ends are NaN without any. */
export function interval(sample: Float64Array, value: number, confidence: number): Interval {
  if (sample.length === 0) return { value, low: Number.NaN, high: Number.NaN };
  const tail = (1 - confidence) / 2;
  const sorted = sample.slice().sort();
  return { value, low: quantileOfSorted(sorted, tail), high: quantileOfSorted(sorted, 1 - tail) };
}

/** Runs that have a value, from the least value to the most. */
function sortedRuns(values: Float64Array): Int32Array {
  const runs: number[] = [];
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) runs.push(i);
  return Int32Array.from(runs).sort((a, b) => values[a] - values[b] || a - b);
}

/** Mean and quantiles (type 7, as `quantile`) of one bootstrap sample into slot `b`; false when the sample is empty. */
function resampled(
  sorted: Float64Array,
  order: Int32Array,
  weight: Int32Array,
  b: number,
  means: Float64Array,
  bands: readonly Float64Array[],
): boolean {
  let total = 0;
  let sum = 0;
  for (let i = 0; i < order.length; i++) {
    const w = weight[order[i]];
    total += w;
    sum += w * sorted[i];
  }
  if (total === 0) return false;
  means[b] = sum / total;
  let i = 0;
  // Copies before and including run i of the sorted ones.
  let upTo = weight[order[0]];
  for (let k = 0; k < BAND.length; k++) {
    const at = (total - 1) * BAND[k];
    const rank = Math.floor(at);
    while (upTo <= rank) upTo += weight[order[++i]];
    let next = i;
    if (at > rank && upTo <= rank + 1)
      do next++;
      while (weight[order[next]] === 0);
    bands[k][b] = sorted[i] + (at - rank) * (sorted[next] - sorted[i]);
  }
  return true;
}
