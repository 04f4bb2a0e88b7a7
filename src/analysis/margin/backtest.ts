/** Margin held against the losses that came. */
import { conditionalCoverage, independence, type LikelihoodRatio } from "./christoffersen.ts";
import { type KupiecTest, kupiec } from "./kupiec.ts";

export interface Backtest {
  /** Days whose loss is known. */
  readonly observations: number;
  readonly breaches: number;
  /** Breaches over observations. */
  readonly breachRate: number;
  readonly kupiec: KupiecTest;
  readonly independence: LikelihoodRatio;
  readonly conditional: LikelihoodRatio;
  /** Loss less margin where there is a breach, fractions of notional; NaN where there is none. */
  readonly meanShortfall: number;
  readonly maxShortfall: number;
  /** Largest loss over its margin, breach or not. */
  readonly maxLossToMargin: number;
  /** By day: whether its loss exceeded its margin. */
  readonly breached: readonly boolean[];
}

/**
 * What a position loses over a holding period, as a fraction of its value at the start: from each settlement that has one so
 * many days later. `side` 1 is a long, -1 a short.
 */
export function lossesOver(prices: ArrayLike<number>, holding: number, side: 1 | -1): Float64Array {
  const losses = new Float64Array(Math.max(0, prices.length - holding));
  for (let i = 0; i < losses.length; i++) losses[i] = side * (1 - prices[i + holding] / prices[i]);
  return losses;
}

/** Holds the margin set on each day against the loss from that day on; null without a single loss. */
export function backtest(margin: ArrayLike<number>, losses: ArrayLike<number>, confidence: number): Backtest | null {
  const observations = losses.length;
  if (observations === 0) return null;
  const breached: boolean[] = [];
  let [breaches, shortfall, maxShortfall, maxLossToMargin] = [0, 0, Number.NaN, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < observations; i++) {
    const missing = losses[i] - margin[i];
    breached.push(missing > 0);
    maxLossToMargin = Math.max(maxLossToMargin, losses[i] / margin[i]);
    if (missing <= 0) continue;
    breaches++;
    shortfall += missing;
    if (!(missing <= maxShortfall)) maxShortfall = missing;
  }
  const coverage = kupiec(breaches, observations, confidence);
  const alone = independence(breached);
  return {
    observations,
    breaches,
    breachRate: breaches / observations,
    kupiec: coverage,
    independence: alone,
    conditional: conditionalCoverage(coverage, alone),
    meanShortfall: shortfall / breaches,
    maxShortfall,
    maxLossToMargin,
    breached,
  };
}
