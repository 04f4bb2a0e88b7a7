import type { RunResult, VenueSeries } from "../engine/result.ts";
import { quantile } from "./quantile.ts";
import type { TradingDay } from "./trading-days.ts";

/** How a venue was locked at its lower limit on a day. */
export interface LimitLock {
  /** Minutes of continuous trading with sellers at the limit and no buyer. */
  readonly minutes: number;
  /** Most lots that waited to be sold, and lots that traded while it was locked. */
  readonly queue: number;
  readonly filled: number;
  /** Steps of the lock. */
  readonly steps: readonly number[];
}

const CONTINUOUS = 2;
const MINUTE = 60_000;

/** The lock at the lower limit on a day; null when there was none. */
export function lowerLock(result: RunResult, venue: VenueSeries, day: TradingDay): LimitLock | null {
  const steps: number[] = [];
  let minutes = 0;
  let queue = 0;
  let filled = 0;
  for (let i = day.first; i <= day.last; i++) {
    const noBuyer = Number.isNaN(venue.bid[i]);
    if (venue.phase[i] !== CONTINUOUS || !noBuyer || !(venue.ask[i] <= venue.limitLow[i] * (1 + 1e-9))) continue;
    const next = result.time[i + 1] ?? result.time[i] + MINUTE;
    minutes += Math.min(1, (next - result.time[i]) / MINUTE);
    queue = Math.max(queue, venue.limitQueue[i]);
    filled += venue.volume[i];
    steps.push(i);
  }
  return steps.length === 0 ? null : { minutes, queue, filled, steps };
}

/**
 * How far a venue's price stood above another's, in the same money and beyond the usual ratio of the two: the mean over
 * `steps`, a fraction. The usual ratio is the median over the steps from `from` to before the first of `steps`. Both
 * price metal, by the kilogram or the ounce; the ratio takes care of unit and currency but for the exchange rate.
 */
export function distortion(
  result: RunResult,
  venue: VenueSeries,
  other: VenueSeries,
  from: number,
  steps: readonly number[],
): number {
  const ratio = (i: number): number => {
    const price = Number.isNaN(venue.mid[i]) ? venue.close[i] : venue.mid[i];
    return price / (other.mid[i] * result.world.fx[i]);
  };
  const before: number[] = [];
  for (let i = from; i < steps[0]; i++) {
    const value = ratio(i);
    if (venue.phase[i] === CONTINUOUS && other.phase[i] === CONTINUOUS && !Number.isNaN(value)) before.push(value);
  }
  if (before.length === 0) return Number.NaN;
  const usual = quantile(before, 0.5);
  let sum = 0;
  let count = 0;
  for (const i of steps) {
    if (other.phase[i] !== CONTINUOUS) continue;
    sum += ratio(i) / usual - 1;
    count++;
  }
  return sum / count;
}
