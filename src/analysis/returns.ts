import { MINUTE } from "../core/time.ts";
import type { VenueSeries } from "../engine/result.ts";

/**
 * Log returns of a venue's mid over steps of `interval` ms (a minute unless told otherwise), within sessions only: none
 * spans a close, a halt or an auction.
 */
export function midReturns(time: Float64Array, venue: VenueSeries, interval = MINUTE): Float64Array {
  const out: number[] = [];
  let from = -1;
  for (let i = 0; i < time.length; i++) {
    const open = venue.phase[i] === 2 && !Number.isNaN(venue.mid[i]);
    if (!open) from = -1;
    else if (from < 0) from = i;
    else if (time[i] - time[from] >= interval) {
      if (time[i] - time[from] === interval) out.push(Math.log(venue.mid[i] / venue.mid[from]));
      from = i;
    }
  }
  return Float64Array.from(out);
}
