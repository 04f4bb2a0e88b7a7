/** How the quoted spread comes back after a large order. */
import { DaySums, dayNumbers } from "./by-day.ts";
import type { Interval } from "./fact.ts";
import type { MarketOrders } from "./market-orders.ts";
import type { MarketSeries } from "./market-series.ts";
import { fitPowerLaw, type PowerLaw } from "./power-fit.ts";

/** Mean spread over its usual size, less 1, by minutes after the step of the order. */
export interface SpreadRecovery {
  readonly minutes: readonly number[];
  readonly excess: readonly number[];
  readonly bands: readonly (Interval | null)[];
  /** Through the minutes after the order's own while the excess is positive. */
  readonly law: PowerLaw;
  readonly interval: Interval | null;
  readonly events: number;
}

/** Share of orders that count as large, and the window before and after, in steps. */
export const LARGE_SHARE = 0.001;
const BEFORE = 30;
const AFTER = 60;
/** Least distance between two events, in steps: what follows one must not be the next. */
const APART = 10;

/**
 * Spread in the steps after the largest orders over its mean from 30 to 6 steps before, averaged over events. The step of an
 * order ends with quotes that were refreshed since: what is seen is what a minute leaves. Null for fewer than 30 events.
 */
export function spreadRecovery({ time, series }: MarketSeries, orders: MarketOrders): SpreadRecovery | null {
  const { phase, bid, ask } = series;
  const threshold = Float64Array.from(orders.size).sort()[Math.floor(orders.size.length * (1 - LARGE_SHARE))];
  const events: number[] = [];
  let step = 0;
  for (let o = 0; o < orders.size.length; o++) {
    if (orders.size[o] < threshold) continue;
    while (step < time.length && time[step] < orders.time[o]) step++;
    if (events.length === 0 || step - events[events.length - 1] >= APART) events.push(step);
  }
  const spread = (i: number): number => (phase[i] === 2 ? (2 * (ask[i] - bid[i])) / (ask[i] + bid[i]) : Number.NaN);
  const day = dayNumbers(events.map((i) => time[i]));
  const sums = new DaySums(2 * (AFTER + 1));
  let counted = 0;
  events.forEach((event, e) => {
    let usual = 0;
    let known = 0;
    for (let i = Math.max(0, event - BEFORE); i <= event - 6; i++) {
      if (Number.isNaN(spread(i))) continue;
      usual += spread(i);
      known++;
    }
    if (known < (BEFORE - 5) / 2 || event + AFTER >= time.length) return;
    counted++;
    for (let k = 0; k <= AFTER; k++) {
      const here = spread(event + k);
      if (Number.isNaN(here)) continue;
      sums.add(day[e], 2 * k, here);
      sums.add(day[e], 2 * k + 1, usual / known);
    }
  });
  if (counted < 30) return null;
  const minutes = Array.from({ length: AFTER + 1 }, (_, k) => k);
  const excess = (s: Float64Array) => minutes.map((k) => s[2 * k] / s[2 * k + 1] - 1);
  const through = (s: Float64Array) => {
    const all = excess(s);
    const end = all.findIndex((v, k) => k > 0 && !(v > 0));
    const until = end < 0 ? all.length : end;
    return fitPowerLaw(minutes.slice(1, until), all.slice(1, until));
  };
  const law = through(sums.total());
  const interval = sums.interval("spread.recovery", (s) => -through(s).exponent);
  return {
    minutes,
    excess: excess(sums.total()),
    bands: minutes.map((k) => sums.interval("spread.recovery", (s) => s[2 * k] / s[2 * k + 1] - 1)),
    law,
    interval,
    events: counted,
  };
}
