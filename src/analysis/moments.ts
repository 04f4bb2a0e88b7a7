/** Moments of a sample that holds no NaN. */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  /** With n - 1 in the denominator. */
  readonly variance: number;
  /** Third standardised moment, population form. */
  readonly skewness: number;
  /** Fourth standardised moment less 3, population form: 0 for a normal sample. */
  readonly excessKurtosis: number;
}

/** Mean, variance, skewness and excess kurtosis in two passes. Figures that need more values than there are, or any spread where there is none, are NaN. */
export function moments(sample: ArrayLike<number>): Moments {
  const n = sample.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += sample[i];
  const mean = n > 0 ? sum / n : Number.NaN;
  let m2 = 0;
  let m3 = 0;
  let m4 = 0;
  for (let i = 0; i < n; i++) {
    const d = sample[i] - mean;
    m2 += d * d;
    m3 += d * d * d;
    m4 += d * d * d * d;
  }
  const spread = m2 / n;
  return {
    count: n,
    mean,
    variance: n > 1 ? m2 / (n - 1) : Number.NaN,
    skewness: spread > 0 ? m3 / n / (spread * Math.sqrt(spread)) : Number.NaN,
    excessKurtosis: spread > 0 ? m4 / n / (spread * spread) - 3 : Number.NaN,
  };
}
