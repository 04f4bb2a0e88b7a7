/** What margin asked of everybody together: within an hour, and as a share of the money that they have. */
import type { RunResult, VenueSeries } from "../../engine/result.ts";
import { lastPrices } from "../last-price.ts";
import { firstStepFrom } from "../steps.ts";
import { daysFrom, type MarginDays } from "./margin-days.ts";
import { liquidityNeeds } from "./margin-figures.ts";
import type { Figures, StressTerms } from "./stress-terms.ts";

const HOUR = 3_600_000;

/**
 * `liquidity.peakHour`: most that both sides had to find within an hour, as `liquidity.peak1d` counts it, from the fork on.
 * `liquidity.wealthShare`: the largest need of a day over the money, of the venue's currency and positions at the mark, that all
 * who trade at the venue had at the settlement before it.
 */
export function systemLiquidity(result: RunResult, venue: VenueSeries, days: MarginDays, terms: StressTerms): Figures {
  return {
    "liquidity.peakHour": peakHour(result, venue, terms),
    "liquidity.wealthShare": wealthShare(result, venue, days, terms),
  };
}

/** Hours of the clock, from the first to the last trade of each. */
function peakHour({ time }: RunResult, venue: VenueSeries, { fork, multiplier }: StressTerms): number {
  const prices = lastPrices(venue);
  let most = 0;
  let before = firstStepFrom(time, fork) - 1;
  for (let i = Math.max(0, before + 1); i < time.length; i++) {
    const closes = i + 1 === time.length || Math.floor(time[i + 1] / HOUR) !== Math.floor(time[i] / HOUR);
    if (!closes) continue;
    const initial = (step: number): number =>
      2 * venue.initialMargin[step] * prices[step] * multiplier * venue.openInterest[step];
    if (before >= 0) {
      const variation = venue.openInterest[before] * Math.abs(prices[i] - prices[before]) * multiplier;
      const need = variation + initial(i) - initial(before);
      if (need > most) most = need;
    }
    before = i;
  }
  return most;
}

function wealthShare(
  { positions, venues }: RunResult,
  venue: VenueSeries,
  days: MarginDays,
  { fork, multiplier }: StressTerms,
): number {
  const own = daysFrom(days, fork);
  const v = venues.indexOf(venue);
  const wealth = new Map<number, number>();
  for (let i = 0; i < positions.time.length; i++) {
    if (positions.venue[i] !== v) continue;
    wealth.set(positions.time[i], (wealth.get(positions.time[i]) ?? 0) + positions.wealth[i]);
  }
  let most = Number.NaN;
  for (const [i, need] of liquidityNeeds(own, multiplier).entries()) {
    const money = wealth.get(own.time[i]);
    if (money !== undefined && money > 0 && !(need / money <= most)) most = need / money;
  }
  return Number.isNaN(most) ? most : Math.max(0, most);
}
