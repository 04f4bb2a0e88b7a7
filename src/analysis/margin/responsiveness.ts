/** How margin answers to volatility: (dM / M) / (ds / s) over n settlements. */

/**
 * Relative change of margin over that of volatility, on the day at which volatility had risen most over `n` settlements,
 * of the days from number `first` on; NaN where it never rose. Volatility is the exponentially weighted root mean square of
 * simple returns (`memory` the weight of the day before, RiskMetrics 1996), over all settlements known. BCBS-CPMI-IOSCO
 * (d590, 2025) ask for such a measure without a formula; this one is ours. Days without margin are NaN and are passed over.
 */
export function responsiveness(
  settlement: ArrayLike<number>,
  maintenance: ArrayLike<number>,
  first: number,
  memory: number,
  n: number,
): number {
  const sigma = volatilities(settlement, memory);
  let [rise, at] = [0, -1];
  for (let i = Math.max(n, first); i < settlement.length; i++) {
    if (!(sigma[i - n] > 0) || Number.isNaN(maintenance[i - n])) continue;
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
