import { HOUR } from "../core/time.ts";
import type { RunResult, VenueSeries } from "../engine/result.ts";
import { lastPrices } from "./last-price.ts";
import { crashDay, dayChange, type TradingDay, tradingDays } from "./trading-days.ts";
import { type WorstWindow, worstWindow } from "./worst-window.ts";

/** How a venue fell on its worst day. */
export interface CrashProfile {
  readonly day: TradingDay;
  /** Settlement to settlement (or close), a fraction below 0. */
  readonly change: number;
  /** Previous settlement to the day's low, a fraction below 0. */
  readonly changeToLow: number;
  /** The worst three hours of the day. */
  readonly window: WorstWindow;
  /** Fall inside that window over the fall from the previous settlement to the day's low; above 1 when the price rose first. */
  readonly windowShare: number;
}

/** How long the worst stretch of a crash may last: three hours, in ms. */
export const WORST_HOURS = 3 * HOUR;

/** The profile of the venue's day `date`, or of its worst day when the run has no such day or it did not fall; null when no day fell. */
export function crashProfile(result: RunResult, venue: VenueSeries, zone: string, date?: string): CrashProfile | null {
  const days = tradingDays(result, venue, zone);
  const day = days.find((d) => d.date === date && dayChange(d) < 0) ?? crashDay(days);
  if (!day) return null;
  const window = worstWindow(result.time, lastPrices(venue), WORST_HOURS, day.first, day.last);
  if (!window) return null;
  const change = dayChange(day);
  return {
    day,
    change,
    changeToLow: day.low / day.previous - 1,
    window,
    windowShare: window.fall / (day.previous - day.low),
  };
}
