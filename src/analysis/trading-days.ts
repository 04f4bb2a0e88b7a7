import { dayName, MINUTE, zoneOffset } from "../core/time.ts";
import type { RunResult, VenueSeries } from "../engine/result.ts";
import { lastPrices } from "./last-price.ts";

/** One trading day of a venue, from the moment its previous settlement became known to the end of its own session. */
export interface TradingDay {
  /** Local date of the settlement, such as `2026-01-30`. */
  readonly date: string;
  /** First step after the previous settlement. */
  readonly first: number;
  /** Step from which this day's settlement is known; -1 when the run ends before it. */
  readonly settled: number;
  /** Last step of the session that settled: trading that goes on after the settlement belongs to the day. */
  readonly last: number;
  readonly previous: number;
  /** NaN when the run ends before it. */
  readonly settlement: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** -1 when the last price of the day stands at the lower limit, 1 at the upper, 0 else. */
  readonly limit: -1 | 0 | 1;
}

/**
 * Splits a venue's series into trading days, at the steps where its settlement changes. A day on which nothing settles
 * anew (a suspension) is part of the next. The trading after the last settlement is a day of its own, without one.
 */
export function tradingDays(result: RunResult, venue: VenueSeries, zone: string): TradingDay[] {
  const { settlement, phase } = venue;
  const steps = result.time.length;
  const prices = lastPrices(venue);
  const days: TradingDay[] = [];
  let first = 0;
  let previous = Number.NaN;
  for (let i = 0; i < steps; i++) {
    const known = settlement[i];
    if (Number.isNaN(known)) continue;
    if (Number.isNaN(previous)) {
      previous = known;
      continue;
    }
    if (known === previous) continue;
    let last = i;
    while (last + 1 < steps && phase[last] !== 0 && phase[last + 1] !== 0) last++;
    days.push(describe(result, venue, zone, prices, first, i, last, previous, known));
    first = i;
    previous = known;
  }
  let end = steps - 1;
  while (end > first && phase[end] === 0) end--;
  if (end > first && tradedWithin(venue, first + 1, end)) {
    const open = !Number.isNaN(previous) ? previous : firstPrice(prices);
    const lastDay = days[days.length - 1];
    if (!lastDay || lastDay.last < end)
      days.push(describe(result, venue, zone, prices, first, -1, end, open, Number.NaN));
  }
  return days;
}

function describe(
  result: RunResult,
  venue: VenueSeries,
  zone: string,
  prices: Float64Array,
  first: number,
  settled: number,
  last: number,
  previous: number,
  settlement: number,
): TradingDay {
  let high = Number.NaN;
  let low = Number.NaN;
  let volume = 0;
  let lastOpen = first;
  for (let i = first; i <= last; i++) {
    if (!(venue.high[i] <= high)) high = !Number.isNaN(venue.high[i]) ? venue.high[i] : high;
    if (!(venue.low[i] >= low)) low = !Number.isNaN(venue.low[i]) ? venue.low[i] : low;
    volume += venue.volume[i];
  }
  const before = settled < 0 ? last : settled - 1;
  for (let i = Math.max(before, first); i >= first; i--) {
    if (venue.phase[i] !== 0) {
      lastOpen = i;
      break;
    }
  }
  const close = prices[last];
  const slack = 1e-9 * Math.abs(close);
  const limit = close <= venue.limitLow[lastOpen] + slack ? -1 : close >= venue.limitHigh[lastOpen] - slack ? 1 : 0;
  const at = result.time[lastOpen];
  const date = dayName(at + zoneOffset(at, zone) * MINUTE);
  return { date, first, settled, last, previous, settlement, high, low, close, volume, limit };
}

function tradedWithin(venue: VenueSeries, from: number, to: number): boolean {
  for (let i = from; i <= to; i++) if (venue.volume[i] > 0) return true;
  return false;
}

function firstPrice(prices: Float64Array): number {
  for (let i = 0; i < prices.length; i++) if (!Number.isNaN(prices[i])) return prices[i];
  return Number.NaN;
}

/** Change of a day from the settlement before to its own (or to its close when it has none), as a fraction. */
export const dayChange = (day: TradingDay): number =>
  (!Number.isNaN(day.settlement) ? day.settlement : day.close) / day.previous - 1;

/** The day with the largest fall from settlement to settlement; null when no day fell. */
export function crashDay(days: readonly TradingDay[]): TradingDay | null {
  let worst: TradingDay | null = null;
  for (const day of days) if (dayChange(day) < (worst ? dayChange(worst) : 0)) worst = day;
  return worst;
}

/** Runs of consecutive days that ended at the same limit: how many days each lasted, in order. */
export function limitRuns(
  days: readonly TradingDay[],
): { direction: -1 | 1; days: number; from: string; to: string }[] {
  const runs: { direction: -1 | 1; days: number; from: string; to: string }[] = [];
  let before = 0;
  for (const day of days) {
    const run = runs[runs.length - 1];
    if (day.limit !== 0 && day.limit === before && run) {
      run.days++;
      run.to = day.date;
    } else if (day.limit !== 0) runs.push({ direction: day.limit, days: 1, from: day.date, to: day.date });
    before = day.limit;
  }
  return runs;
}
