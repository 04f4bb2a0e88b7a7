/** How a run's margin moved, what it covered, and what had to be found for it. */
import { backtest, HORIZONS, lossesOver, procyclicality } from "../margin/index.ts";
import { daysFrom, type MarginDays } from "./margin-days.ts";
import { responsiveness } from "./responsiveness.ts";
import type { Figures, StressTerms } from "./stress-terms.ts";

/** Horizons of calls that a study tells, in settlements. */
export const CALL_HORIZONS = [1, 5, 20] as const;

/**
 * `margin.*`: procyclicality of the rate and, `…Money`, of a lot's amount in the venue's currency, on the days
 * whose margin stood from the fork on. `coverage.*`: one day's losses of longs and shorts.
 */
export function marginFigures(days: MarginDays, terms: StressTerms): Figures {
  const own = daysFrom(days, terms.fork);
  if (own.time.length === 0) return {};
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
    out[`margin.responsiveness${n}d`] = responsiveness(days, terms.fork, terms.memory, n);
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
 * 1 and 5 days, 0 where more is released.
 */
function liquidityFigures(days: MarginDays, multiplier: number): Figures {
  const n = days.time.length;
  const initial = days.initial.map((rate, i) => 2 * rate * days.settlement[i] * multiplier * days.openInterest[i]);
  const need = new Float64Array(Math.max(0, n - 1));
  let [variation, onDay] = [0, 0];
  for (let i = 1; i < n; i++) {
    onDay = days.openInterest[i - 1] * Math.abs(days.settlement[i] - days.settlement[i - 1]) * multiplier;
    variation = Math.max(variation, onDay);
    need[i - 1] = onDay + initial[i] - initial[i - 1];
  }
  return {
    "liquidity.initialPeak": Math.max(...initial),
    "liquidity.variationPeak": variation,
    "liquidity.peak1d": Math.max(0, largestSum(need, 1)),
    "liquidity.peak5d": Math.max(0, largestSum(need, 5)),
  };
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
