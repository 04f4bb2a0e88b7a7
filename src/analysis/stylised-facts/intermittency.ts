import { quantile } from "../quantile.ts";

/** Values to a window. */
export const FANO_WINDOW = 100;

/**
 * Fano factor of extremes: variance over mean of the number of values beyond the 99th percentile of their size in windows of
 * 100 values that follow each other. 1 when extremes come at random, more when they come in bursts. NaN with fewer than 20 windows.
 */
export function fanoFactor(sample: Float64Array, window = FANO_WINDOW, share = 0.99): number {
  const windows = Math.floor(sample.length / window);
  if (windows < 20) return Number.NaN;
  const size = sample.map(Math.abs);
  const threshold = quantile(size, share);
  let sum = 0;
  let squares = 0;
  for (let w = 0; w < windows; w++) {
    let count = 0;
    for (let i = w * window; i < (w + 1) * window; i++) if (size[i] > threshold) count++;
    sum += count;
    squares += count * count;
  }
  const mean = sum / windows;
  return mean > 0 ? ((squares / windows - mean * mean) * windows) / (windows - 1) / mean : Number.NaN;
}
