import { logLags } from "./lagged-correlation.ts";
import { fitPowerLaw } from "./power-fit.ts";

/** Shortest window, and the longest as a share of the sample. */
const SHORTEST = 16;
const LONGEST = 0.1;

/**
 * Exponent H of detrended fluctuation analysis of order 1 (Peng et al. 1994): the running sum of the sample less its mean is
 * cut into windows, a line is taken out of each, and what is left grows with the window's length to the power H. 0.5 for a
 * sample without memory. NaN for fewer than 320 values.
 */
export function dfaExponent(sample: Float64Array): number {
  const n = sample.length;
  if (n < (2 * SHORTEST) / LONGEST) return Number.NaN;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += sample[i] / n;
  const profile = new Float64Array(n);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += sample[i] - mean;
    profile[i] = sum;
  }
  const windows = logLags(SHORTEST, Math.floor(n * LONGEST), 8);
  return fitPowerLaw(
    windows,
    windows.map((w) => Math.sqrt(meanSquareAboutLines(profile, w))),
  ).exponent;
}

function meanSquareAboutLines(profile: Float64Array, window: number): number {
  const count = Math.floor(profile.length / window);
  const middle = (window - 1) / 2;
  const spread = (window * (window * window - 1)) / 12;
  let total = 0;
  for (let w = 0; w < count; w++) {
    const from = w * window;
    let sum = 0;
    let squares = 0;
    let cross = 0;
    for (let i = 0; i < window; i++) {
      const y = profile[from + i] - profile[from];
      sum += y;
      squares += y * y;
      cross += y * (i - middle);
    }
    total += squares - (sum * sum) / window - (cross * cross) / spread;
  }
  return total / (count * window);
}
