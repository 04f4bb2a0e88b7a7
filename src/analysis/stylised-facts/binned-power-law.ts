/** A power law through means in bins of size: y(x) ~ x^exponent, where single values are mostly noise. */
import { DaySums } from "./by-day.ts";
import type { Interval } from "./fact.ts";
import { fitPowerLaw, type PowerLaw } from "./power-fit.ts";

/** Means of the bins, the law through them, and its interval. */
export interface BinnedLaw {
  /** Mean x and mean y of each bin that holds enough. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly bands: readonly (Interval | null)[];
  readonly law: PowerLaw;
  readonly interval: Interval | null;
}

/** Fewest values in a bin. */
const FEWEST = 30;

/**
 * Least squares on logs through the means of `bins` bins of equal width in log x (those with fewer than 30 values are left out). The
 * interval of the exponent and the bands of the means come from drawing days again.
 */
export function binnedPowerLaw(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  day: ArrayLike<number>,
  bins: number,
  key: string,
): BinnedLaw {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (let i = 0; i < x.length; i++) {
    low = Math.min(low, x[i]);
    high = Math.max(high, x[i]);
  }
  const width = Math.log(high / low) / bins || 1;
  const sums = new DaySums(3 * bins);
  for (let i = 0; i < x.length; i++) {
    const bin = 3 * Math.min(bins - 1, Math.floor(Math.log(x[i] / low) / width));
    sums.add(day[i], bin, 1);
    sums.add(day[i], bin + 1, x[i]);
    sums.add(day[i], bin + 2, y[i]);
  }
  const total = sums.total();
  const kept = Array.from({ length: bins }, (_, b) => 3 * b).filter((b) => total[b] >= FEWEST);
  const means = (s: Float64Array, which: number) => kept.map((b) => s[b + which] / s[b]);
  const through = (s: Float64Array) => fitPowerLaw(means(s, 1), means(s, 2));
  return {
    x: means(total, 1),
    y: means(total, 2),
    bands: kept.map((b) => sums.interval(key, (s) => s[b + 2] / s[b])),
    law: through(total),
    interval: sums.interval(key, (s) => through(s).exponent),
  };
}
