/** A margin policy on prices that are known: the very objects that a simulated venue's clearing house drives. */
import type { SettlementSeries } from "../../clearing/margin/policy.ts";
import { buildMarginPolicy, type MarginPolicyConfig } from "../../clearing/margin/registry.ts";

/** Settlements as a file has them. */
export interface KnownPrices {
  /** When each settlement is known, ms UTC, rising. */
  readonly times: ArrayLike<number>;
  readonly prices: ArrayLike<number>;
  /** Units in a lot. */
  readonly multiplier: number;
  /** Dated changes take effect this long (ms) after their announcement; null: at their own date. */
  readonly notice: number | null;
}

/** Rates in force after each settlement, fractions of notional; NaN before the policy's look-backs are full. */
export interface MarginPath {
  readonly maintenance: Float64Array;
  readonly initial: Float64Array;
}

export function marginPath(config: MarginPolicyConfig, { times, prices, multiplier, notice }: KnownPrices): MarginPath {
  const history = new Known(prices);
  const policy = buildMarginPolicy(config, { multiplier, start: times[0], notice, opening: prices[0], history });
  const maintenance = new Float64Array(prices.length);
  const initial = new Float64Array(prices.length);
  for (let day = 0; day < prices.length; day++) {
    history.count = day + 1;
    policy.settle(history, times[day]);
    maintenance[day] = policy.maintenance;
    initial[day] = policy.initial;
  }
  return { maintenance, initial };
}

/** Prices up to a day. */
class Known implements SettlementSeries {
  count = 0;
  private readonly prices: ArrayLike<number>;

  constructor(prices: ArrayLike<number>) {
    this.prices = prices;
  }

  at(i: number): number {
    return this.prices[i];
  }
}
