/**
 * Sample quantile by linear interpolation between order statistics: type 7 of Hyndman & Fan 1996, the default of R and
 * NumPy. `q` from 0 to 1. NaN for an empty sample; the sample must hold no NaN.
 */
export function quantile(sample: ArrayLike<number>, q: number): number {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`expected a quantile from 0 to 1, got ${q}`);
  return quantileOfSorted(Float64Array.from(sample).sort(), q);
}

/** The same of a sample in rising order: for several quantiles of one sample. */
export function quantileOfSorted(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = (sorted.length - 1) * q;
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
}
