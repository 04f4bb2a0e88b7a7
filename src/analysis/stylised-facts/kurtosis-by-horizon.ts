/** Aggregational Gaussianity: how fast returns over longer and longer horizons turn normal. */
import { normalCdf } from "../../core/normal.ts";
import { moments } from "../moments.ts";
import { blockInterval } from "./block-bootstrap.ts";
import type { Interval } from "./fact.ts";

/** Returns over one horizon. */
export interface HorizonShape {
  /** In intervals of the base returns. */
  readonly horizon: number;
  readonly count: number;
  readonly excessKurtosis: number;
  readonly interval: Interval | null;
  /** Largest distance between the distribution function and a normal one of the same mean and variance (Kolmogorov-Smirnov). */
  readonly ks: number;
}

/** Fewest returns whose kurtosis is worth a word. */
const FEWEST = 60;

/** Sums of `horizon` neighbours within sessions, not overlapping. */
export function aggregate(value: Float64Array, session: Int32Array, horizon: number): Float64Array {
  const out: number[] = [];
  let sum = 0;
  let count = 0;
  for (let i = 0; i < value.length; i++) {
    if (i > 0 && session[i] !== session[i - 1]) {
      sum = 0;
      count = 0;
    }
    sum += value[i];
    if (++count < horizon) continue;
    out.push(sum);
    sum = 0;
    count = 0;
  }
  return Float64Array.from(out);
}

/** Shape of returns over each horizon that leaves at least 60 of them. `day`: base returns to a block of the bootstrap. */
export function kurtosisByHorizon(
  value: Float64Array,
  session: Int32Array,
  horizons: readonly number[],
  day: number,
): HorizonShape[] {
  return horizons.flatMap((horizon) => {
    const sums = aggregate(value, session, horizon);
    if (sums.length < FEWEST) return [];
    const length = Math.max(1, Math.floor(day / horizon));
    return [
      {
        horizon,
        count: sums.length,
        excessKurtosis: moments(sums).excessKurtosis,
        interval: blockInterval(sums, length, `kurtosis/${horizon}`, (s) => moments(s).excessKurtosis),
        ks: ksDistance(sums),
      },
    ];
  });
}

/** Kolmogorov-Smirnov distance of a sample from the normal distribution of its own mean and variance. */
export function ksDistance(sample: Float64Array): number {
  const { mean, variance } = moments(sample);
  const sd = Math.sqrt(variance);
  const sorted = Float64Array.from(sample).sort();
  let most = 0;
  for (let i = 0; i < sorted.length; i++) {
    const p = normalCdf((sorted[i] - mean) / sd);
    most = Math.max(most, Math.abs(p - i / sorted.length), Math.abs((i + 1) / sorted.length - p));
  }
  return most;
}
