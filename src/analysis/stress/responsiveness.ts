/** How margin answers to volatility: (dM / M) / (ds / s) over n settlements. */
import type { MarginDays } from "./margin-days.ts";

/**
 * Relative change of margin over that of volatility, on the day from `from` on at which volatility had risen most over `n`
 * settlements; NaN where it never rose. Volatility is the exponentially weighted root mean square of simple returns
 * (`memory` the weight of the day before, RiskMetrics 1996), over all settlements known. BCBS-CPMI-IOSCO (d590, 2025) ask
 * for such a measure without a formula; this one is ours.
 */
export function responsiveness(days: MarginDays, from: number, memory: number, n: number): number {
  const { settlement, maintenance, after } = days;
  const sigma = volatilities(settlement, memory);
  let [rise, at] = [0, -1];
  for (let i = n; i < settlement.length; i++) {
    if (after[i] < from || !(sigma[i - n] > 0)) continue;
    const here = sigma[i] / sigma[i - n] - 1;
    if (here > rise) [rise, at] = [here, i];
  }
  return at < 0 ? Number.NaN : (maintenance[at] / maintenance[at - n] - 1) / rise;
}

/** Of each day, its own return included; 0 on the first. */
export function volatilities(prices: ArrayLike<number>, memory: number): Float64Array {
  const out = new Float64Array(prices.length);
  let variance = 0;
  for (let i = 1; i < prices.length; i++) {
    const change = prices[i] / prices[i - 1] - 1;
    variance = i === 1 ? change * change : memory * variance + (1 - memory) * change * change;
    out[i] = Math.sqrt(variance);
  }
  return out;
}
