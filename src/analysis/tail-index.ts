/**
 * Hill 1975 estimate of the exponent of a power-law tail, from the `share` largest absolute values (5% unless told
 * otherwise, at least 10 of them). NaN when the sample is too small or the order statistic is 0.
 */
export function tailIndex(sample: ArrayLike<number>, share = 0.05): number {
  const sizes = Float64Array.from(sample, Math.abs).sort();
  const k = Math.floor(sizes.length * share);
  if (k < 10) return Number.NaN;
  const threshold = sizes[sizes.length - 1 - k];
  if (!(threshold > 0)) return Number.NaN;
  let sum = 0;
  for (let i = sizes.length - k; i < sizes.length; i++) sum += Math.log(sizes[i] / threshold);
  return k / sum;
}
