/** How a run's margin moved, what it covered, and what had to be found for it. */
import { backtest, HORIZONS, lossesOver, procyclicality, responsiveness } from "../margin/index.ts";
import { daysFrom, type MarginDays } from "./margin-days.ts";
import type { Figures, StressTerms } from "./stress-terms.ts";

/** Horizons of calls that a study tells, in settlements. */
export const CALL_HORIZONS = [1, 5, 20, 30] as const;

/**
 * `margin.*`: procyclicality of the rate and, `…Money`, of a lot's amount in the venue's currency, on the days
 * whose margin stood from the fork on. `coverage.*`: one day's losses of longs and shorts.
 */
export function marginFigures(days: MarginDays, terms: StressTerms): Figures {
  const own = daysFrom(days, terms.fork);
  if (own.time.length === 0) return {};
  const first = days.time.length - own.time.length;
  const amounts = own.maintenance.map((rate, i) => rate * own.settlement[i] * terms.multiplier);
  const rates = procyclicality(own.maintenance);
  const money = procyclicality(amounts);
  const out: Figures = {
    "margin.peakToTrough": rates.peakToTrough,
    "margin.peakToTroughOrdered": rates.peakToTroughOrdered,
    "margin.peakToTroughMoney": money.peakToTrough,
    "margin.mean": rates.mean,
    "margin.meanMoney": money.mean,
    "margin.highest": Math.max(...own.maintenance),
  };
  for (const n of CALL_HORIZONS) {
    const h = HORIZONS.indexOf(n);
    out[`margin.increase${n}d`] = rates.maxIncrease[h];
    out[`margin.call${n}d`] = rates.maxCall[h];
    out[`margin.callMoney${n}d`] = money.maxCall[h];
    out[`margin.responsiveness${n}d`] = responsiveness(days.settlement, days.maintenance, first, terms.memory, n);
  }
  return { ...out, ...coverageFigures(own), ...liquidityFigures(own, terms.multiplier) };
}

function coverageFigures(days: MarginDays): Figures {
  const long = backtest(days.maintenance, lossesOver(days.settlement, 1, 1), 0.99);
  const short = backtest(days.maintenance, lossesOver(days.settlement, 1, -1), 0.99);
  if (long === null || short === null) return {};
  return {
    "coverage.days": long.observations,
    "coverage.breaches": long.breaches,
    "coverage.breachesShort": short.breaches,
    "coverage.maxShortfall": Number.isNaN(long.maxShortfall) ? 0 : long.maxShortfall,
    "coverage.maxLossToMargin": Math.max(0, long.maxLossToMargin),
  };
}

/**
 * `liquidity.*`, in the venue's currency: initial margin of both sides at the house's rates; variation margin of a day, what
 * the losing side pays on the lots that stood open at the settlement before; what both ask for beyond what they release, over
 * 1, 5 and 30 days, 0 where more is released; over all days where there are fewer.
 */
function liquidityFigures(days: MarginDays, multiplier: number): Figures {
  const need = liquidityNeeds(days, multiplier);
  const variations = days.time.map((_, i) => variationOn(days, i, multiplier));
  return {
    "liquidity.initialPeak": Math.max(...initialOf(days, multiplier)),
    "liquidity.variationPeak": Math.max(...variations),
    "liquidity.peak1d": Math.max(0, largestSum(need, 1)),
    "liquidity.peak5d": Math.max(0, largestSum(need, 5)),
    "liquidity.peak30d": Math.max(0, largestSum(need, 30)),
  };
}

/** Initial margin of both sides after each settlement, at the house's rates. */
const initialOf = (days: MarginDays, multiplier: number): Float64Array =>
  days.initial.map((rate, i) => 2 * rate * days.settlement[i] * multiplier * days.openInterest[i]);

/** What the losing side pays on the lots that stood open at the settlement before; 0 on the first day. */
const variationOn = ({ openInterest, settlement }: MarginDays, i: number, multiplier: number): number =>
  i === 0 ? 0 : openInterest[i - 1] * Math.abs(settlement[i] - settlement[i - 1]) * multiplier;

/** From each settlement to the next: variation margin, and the change of initial margin. One less than there are days. */
export function liquidityNeeds(days: MarginDays, multiplier: number): Float64Array {
  const initial = initialOf(days, multiplier);
  const need = new Float64Array(Math.max(0, initial.length - 1));
  return need.map((_, i) => variationOn(days, i + 1, multiplier) + initial[i + 1] - initial[i]);
}

/** Largest sum of `width` values in a row, or of all where there are fewer; NaN without any. */
export function largestSum(values: ArrayLike<number>, width: number): number {
  if (values.length === 0) return Number.NaN;
  let most = Number.NEGATIVE_INFINITY;
  const wide = Math.min(width, values.length);
  for (let i = 0; i + wide <= values.length; i++) {
    let sum = 0;
    for (let k = i; k < i + wide; k++) sum += values[k];
    most = Math.max(most, sum);
  }
  return most;
}
