/** A fall from a peak to the lowest price before the peak is reached again. Indices into the price series. */
export interface Drawdown {
  readonly peak: number;
  readonly trough: number;
  /** First step back at the peak's price; -1 when the series ends below it. */
  readonly recovered: number;
  /** Fraction of the peak's price, above 0. */
  readonly depth: number;
}

/** All drawdowns of at least `least` (a fraction, 0.05 unless told otherwise), in order of their peaks. NaN prices are passed over. */
export function drawdowns(prices: ArrayLike<number>, least = 0.05): Drawdown[] {
  const found: Drawdown[] = [];
  let peak = -1;
  let trough = -1;
  const close = (recovered: number) => {
    if (peak < 0 || trough < 0) return;
    const depth = 1 - prices[trough] / prices[peak];
    if (depth >= least) found.push({ peak, trough, recovered, depth });
  };
  for (let i = 0; i < prices.length; i++) {
    const p = prices[i];
    if (Number.isNaN(p)) continue;
    if (peak < 0 || p >= prices[peak]) {
      close(i);
      peak = i;
      trough = -1;
    } else if (trough < 0 || p < prices[trough]) trough = i;
  }
  close(-1);
  return found;
}

/** The deepest drawdown; null for a series that never falls. */
export function maxDrawdown(prices: ArrayLike<number>): Drawdown | null {
  let worst: Drawdown | null = null;
  for (const d of drawdowns(prices, 0)) if (d.depth > 0 && (!worst || d.depth > worst.depth)) worst = d;
  return worst;
}
