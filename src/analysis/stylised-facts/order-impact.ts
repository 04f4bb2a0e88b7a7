/** Impact of single orders: how far the mid has moved when the next order comes, by size. */
import { type BinnedLaw, binnedPowerLaw } from "./binned-power-law.ts";
import { DaySums, dayNumbers } from "./by-day.ts";
import type { Interval } from "./fact.ts";
import type { MarketOrders } from "./market-orders.ts";

const BINS = 14;

/** sign x (change of the log mid from one order to the next) against size over mean size. */
export function singleOrderImpact(orders: MarketOrders): BinnedLaw {
  const { sign, size, logMid, session, time } = orders;
  const mean = size.reduce((sum, s) => sum + s, 0) / size.length;
  const all = dayNumbers(time);
  const x: number[] = [];
  const y: number[] = [];
  const day: number[] = [];
  for (let o = 0; o + 1 < size.length; o++) {
    if (session[o] !== session[o + 1]) continue;
    x.push(size[o] / mean);
    y.push(sign[o] * (logMid[o + 1] - logMid[o]));
    day.push(all[o]);
  }
  return binnedPowerLaw(x, y, day, BINS, "impact.single");
}

/** A ratio of two of the figures of a trade, and its interval. */
export interface Ratio {
  readonly value: number;
  readonly interval: Interval | null;
}

/** What one order means to a market (Wyart et al. 2008), all relative to price. */
export interface PerTrade {
  /** Mean quoted spread S over volatility per trade, sigma_1 = root mean square change of the mid from order to order. */
  readonly spreadOverVolatility: Ratio;
  /** sigma_1 over R_1, the mean change in the direction of the order. */
  readonly volatilityOverImpact: Ratio;
  readonly spreadOverImpact: Ratio;
  /** R_l / R_1 with l = 1000 orders. */
  readonly amplification: Ratio;
}

/** Orders after which the response is compared with that after one. */
export const LONG_RESPONSE = 1000;

export function perTradeFigures({ sign, logMid, spread, session, time }: MarketOrders): PerTrade {
  const day = dayNumbers(time);
  const sums = new DaySums(6);
  for (let o = 0; o + 1 < sign.length; o++) {
    if (session[o] !== session[o + 1]) continue;
    const change = logMid[o + 1] - logMid[o];
    sums.add(day[o], 0, 1);
    sums.add(day[o], 1, spread[o]);
    sums.add(day[o], 2, change * change);
    sums.add(day[o], 3, sign[o] * change);
    const far = o + LONG_RESPONSE;
    if (far >= sign.length || session[far] !== session[o]) continue;
    sums.add(day[o], 4, 1);
    sums.add(day[o], 5, sign[o] * (logMid[far] - logMid[o]));
  }
  const total = sums.total();
  const ratio = (key: string, statistic: (s: Float64Array) => number): Ratio => ({
    value: statistic(total),
    interval: sums.interval(key, statistic),
  });
  const spreadOf = (s: Float64Array) => s[1] / s[0];
  const volatility = (s: Float64Array) => Math.sqrt(s[2] / s[0]);
  const impact = (s: Float64Array) => s[3] / s[0];
  return {
    spreadOverVolatility: ratio("spread.volatility", (s) => spreadOf(s) / volatility(s)),
    volatilityOverImpact: ratio("volatility.impact", (s) => volatility(s) / impact(s)),
    spreadOverImpact: ratio("spread.impact", (s) => spreadOf(s) / impact(s)),
    amplification: ratio("response.amplification", (s) => (s[4] > 0 ? s[5] / s[4] / impact(s) : Number.NaN)),
  };
}
