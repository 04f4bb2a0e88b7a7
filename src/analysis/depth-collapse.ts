import { DAY, HOUR } from "../core/time.ts";
import type { VenueSeries } from "../engine/result.ts";
import { lastPrices } from "./last-price.ts";
import { quantile } from "./quantile.ts";
import { firstStepFrom } from "./steps.ts";
import { worstWindow } from "./worst-window.ts";

/** Resting bids in the hour of the largest fall against what was usual before it. Depths in lots. */
export interface DepthCollapse {
  readonly from: number;
  readonly to: number;
  /** Median over the five days before the hour, steps in continuous trading. */
  readonly usual: number;
  /** Median and least inside the hour. */
  readonly median: number;
  readonly least: number;
  /** 1 - median / usual, and 1 - least / usual. */
  readonly fall: number;
  readonly fallAtWorst: number;
}

const CONTINUOUS = 2;
/** Length of the stretch before the worst hour that says what is usual: five days, in ms. */
const REFERENCE = 5 * DAY;

/** Depth on the bid side in the worst hour among steps `first` to `last`; null when nothing fell or no depth was recorded before. */
export function depthCollapse(
  time: Float64Array,
  venue: VenueSeries,
  first = 0,
  last = time.length - 1,
): DepthCollapse | null {
  const hour = worstWindow(time, lastPrices(venue), HOUR, first, last);
  if (!hour) return null;
  const before = depths(venue, firstStepFrom(time, time[hour.from] - REFERENCE), hour.from - 1);
  const inside = depths(venue, hour.from, hour.to);
  if (before.length === 0 || inside.length === 0) return null;
  const usual = quantile(before, 0.5);
  const median = quantile(inside, 0.5);
  const least = quantile(inside, 0);
  return {
    from: hour.from,
    to: hour.to,
    usual,
    median,
    least,
    fall: 1 - median / usual,
    fallAtWorst: 1 - least / usual,
  };
}

function depths(venue: VenueSeries, from: number, to: number): number[] {
  const out: number[] = [];
  for (let i = Math.max(0, from); i <= to; i++) {
    const d = venue.bidDepth[i];
    if (venue.phase[i] === CONTINUOUS && !Number.isNaN(d)) out.push(d);
  }
  return out;
}
