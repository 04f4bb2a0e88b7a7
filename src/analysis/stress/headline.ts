/** How far the price fell and how long it took. */
import type { RunResult, VenueSeries } from "../../engine/result.ts";
import { lastPrices } from "../last-price.ts";
import { firstStepFrom, stepAt } from "../steps.ts";
import type { Figures, StressTerms } from "./stress-terms.ts";

/** Where the price stood when the stress began, and where it was lowest after. Steps of the run. */
export interface Fall {
  readonly from: number;
  readonly trough: number;
  readonly start: number;
  readonly low: number;
}

/** Lowest trade after the shock, measured from the price at it; null for a run that ends before the shock. */
export function fallOf(result: RunResult, venue: VenueSeries, shock: number): Fall | null {
  const prices = lastPrices(venue);
  const from = stepAt(result.time, shock - 1);
  const first = firstStepFrom(result.time, shock);
  if (from < 0 || first >= result.time.length) return null;
  let trough = first;
  let low = Number.POSITIVE_INFINITY;
  for (let i = first; i < result.time.length; i++) {
    const here = Number.isNaN(venue.low[i]) ? prices[i] : venue.low[i];
    if (here < low) [low, trough] = [here, i];
  }
  return { from, trough, start: prices[from], low };
}

/** `price.*`, `fall` (below 0) and `hoursToTrough`. */
export function headlineFigures(result: RunResult, venue: VenueSeries, terms: StressTerms): Figures {
  const fall = fallOf(result, venue, terms.shock);
  if (fall === null) return {};
  const prices = lastPrices(venue);
  let peak = fall.start;
  for (let i = firstStepFrom(result.time, terms.fork); i <= fall.trough; i++) peak = Math.max(peak, prices[i]);
  const end = prices[prices.length - 1];
  return {
    "price.peak": peak,
    "price.start": fall.start,
    "price.trough": fall.low,
    "price.end": end,
    fall: Math.min(0, fall.low / fall.start - 1),
    fallFromPeak: fall.low / peak - 1,
    hoursToTrough: Math.max(0, result.time[fall.trough] - terms.shock) / 3_600_000,
  };
}
