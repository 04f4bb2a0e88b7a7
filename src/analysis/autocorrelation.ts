/**
 * Sample autocorrelation at lags 1 … `lags`, with the mean and variance of the whole sample (the biased estimator of
 * Box & Jenkins, which keeps the sequence positive definite). NaN at every lag for a sample without spread.
 */
export function autocorrelation(sample: ArrayLike<number>, lags: number): Float64Array {
  const n = sample.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += sample[i] / n;
  let variance = 0;
  for (let i = 0; i < n; i++) variance += (sample[i] - mean) * (sample[i] - mean);
  const out = new Float64Array(lags);
  for (let lag = 1; lag <= lags; lag++) {
    let sum = 0;
    for (let i = lag; i < n; i++) sum += (sample[i] - mean) * (sample[i - lag] - mean);
    out[lag - 1] = sum / variance;
  }
  return out;
}
