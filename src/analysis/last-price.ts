import type { VenueSeries } from "../engine/result.ts";

/**
 * The price that stood at the end of each step: the last trade so far; before the first trade the mid, else the
 * settlement; NaN while there is none of these.
 */
export function lastPrices(venue: VenueSeries): Float64Array {
  const out = new Float64Array(venue.close.length);
  let last = Number.NaN;
  for (let i = 0; i < out.length; i++) {
    const close = venue.close[i];
    if (!Number.isNaN(close)) last = close;
    out[i] = !Number.isNaN(last) ? last : !Number.isNaN(venue.mid[i]) ? venue.mid[i] : venue.settlement[i];
  }
  return out;
}
