/** What a figure comes to at each point of a sweep, over that point's seeds. */
import type { RandomStream } from "../../core/random.ts";
import { quantileOfSorted } from "../quantile.ts";
import { replicatesFor } from "./resample.ts";
import { BAND, interval } from "./run-statistics.ts";

/** Columns, a row a point; NaN where a point has too few runs. */
export interface PointStatistics {
  /** Runs that have the figure. */
  readonly count: Int32Array;
  readonly mean: Float64Array;
  /** Ends of the mean's bootstrap interval; NaN with fewer than two runs. */
  readonly meanLow: Float64Array;
  readonly meanHigh: Float64Array;
  readonly deviation: Float64Array;
  /** Quantiles at `BAND`. */
  readonly quantiles: readonly Float64Array[];
}

/** Statistics of each point; `values[point * seeds + replicate]`. Intervals say what other seeds would have given. */
export function pointStatistics(
  values: Float64Array,
  points: number,
  seeds: number,
  stream: RandomStream,
  wanted: number,
  confidence: number,
): PointStatistics {
  const blank = () => new Float64Array(points).fill(Number.NaN);
  const out = {
    count: new Int32Array(points),
    mean: blank(),
    meanLow: blank(),
    meanHigh: blank(),
    deviation: blank(),
    quantiles: BAND.map(blank),
  };
  const replicates = replicatesFor(wanted, values.length);
  const means = new Float64Array(replicates);
  for (let p = 0; p < points; p++) {
    const sample = values.subarray(p * seeds, (p + 1) * seeds).filter((value) => !Number.isNaN(value));
    const n = sample.length;
    out.count[p] = n;
    if (n === 0) continue;
    let sum = 0;
    for (let i = 0; i < n; i++) sum += sample[i];
    const mean = sum / n;
    out.mean[p] = mean;
    const sorted = sample.slice().sort();
    for (let q = 0; q < BAND.length; q++) out.quantiles[q][p] = quantileOfSorted(sorted, BAND[q]);
    if (n < 2) continue;
    let squares = 0;
    for (let i = 0; i < n; i++) squares += (sample[i] - mean) * (sample[i] - mean);
    out.deviation[p] = Math.sqrt(squares / (n - 1));
    for (let b = 0; b < replicates; b++) {
      let drawn = 0;
      for (let i = 0; i < n; i++) drawn += sample[stream.int(n)];
      means[b] = drawn / n;
    }
    const ends = interval(means, mean, confidence);
    out.meanLow[p] = ends.low;
    out.meanHigh[p] = ends.high;
  }
  return out;
}
