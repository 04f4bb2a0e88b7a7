/** Gain-loss asymmetry: whether a market falls otherwise than it rises. */
import { quantile } from "../quantile.ts";

/** Size of the 1% quantile over that of the 99% quantile: above 1 when losses have the longer tail. */
export function tailRatio(sample: Float64Array): number {
  const up = quantile(sample, 0.99);
  const down = -quantile(sample, 0.01);
  return up > 0 && down > 0 ? down / up : Number.NaN;
}

/** Deepest fall from a peak over the highest rise from a trough, both in log price, of a path given by its returns. */
export function drawdownRatio(returns: Float64Array): number {
  let price = 0;
  let peak = 0;
  let trough = 0;
  let fall = 0;
  let rise = 0;
  for (let i = 0; i < returns.length; i++) {
    price += returns[i];
    peak = Math.max(peak, price);
    trough = Math.min(trough, price);
    fall = Math.max(fall, peak - price);
    rise = Math.max(rise, price - trough);
  }
  return rise > 0 ? fall / rise : Number.NaN;
}
