/** Facts about orders: what single trades can say. */

import type { BinnedLaw } from "./binned-power-law.ts";
import { percentileInterval } from "./block-bootstrap.ts";
import { type Measured, measured, notMeasurable } from "./fact.ts";
import { hillEstimate, hillInterval, tailSize } from "./hill.ts";
import { type Correlogram, laggedCorrelation, logLags } from "./lagged-correlation.ts";
import type { ClaimName } from "./literature.ts";
import type { MarketOrders } from "./market-orders.ts";
import { type MarketSeries, type Returns, returnsPerDay } from "./market-series.ts";
import { type MetaOrderLaw, metaOrderImpact, metaOrders } from "./meta-orders.ts";
import { perTradeFigures, type Ratio, singleOrderImpact } from "./order-impact.ts";
import { fitPowerLaw, type PowerLaw } from "./power-fit.ts";
import { type SpreadRecovery, spreadRecovery } from "./spread-recovery.ts";

/** Curves behind the figures. */
export interface OrderCurves {
  readonly orders: number;
  readonly signs: Correlogram;
  readonly signDecay: PowerLaw;
  readonly single: BinnedLaw;
  /** Null with fewer than 100 meta-orders. */
  readonly meta: MetaOrderLaw | null;
  readonly metaOrders: number;
  readonly recovery: SpreadRecovery | null;
}

export type OrderClaim = Extract<
  ClaimName,
  | "signs"
  | "sizes"
  | "single"
  | "meta"
  | "prefactor"
  | "spreadVolatility"
  | "volatilityImpact"
  | "spreadImpact"
  | "amplification"
  | "recovery"
>;

/** Orders below which nothing is computed, and lags that the memory of signs is fitted to. */
export const FEWEST_ORDERS = 5000;
export const SIGN_LAGS = [10, 1000] as const;
const FEWEST_META = 100;

/** Every figure and the curves behind them. Null for fewer than 5,000 orders. */
export function measureOrders(
  market: MarketSeries,
  orders: MarketOrders,
  returns: Returns,
): { figures: Record<OrderClaim, Measured>; curves: OrderCurves } | null {
  const n = orders.sign.length;
  if (n < FEWEST_ORDERS) return null;
  const block = Math.max(2 * SIGN_LAGS[1], Math.floor(n / 25));
  const signs = laggedCorrelation(orders.sign, orders.sign, logLags(1, SIGN_LAGS[1], 10), block, "signs");
  const signDecay = fitSigns(signs.lags, signs.values);
  const k = tailSize(n);
  const single = singleOrderImpact(orders);
  const trade = perTradeFigures(orders);
  const all = metaOrders(orders);
  const { sigma, volume } = dailyScale(returns);
  const meta = all.size.length < FEWEST_META ? null : metaOrderImpact(all, sigma, volume);
  const recovery = spreadRecovery(market, orders);
  const few = notMeasurable(`${all.size.length} meta-orders, fewer than ${FEWEST_META}`);
  const ratio = ({ value, interval }: Ratio) => measured(value, interval);
  return {
    figures: {
      signs: measured(
        -signDecay.exponent,
        percentileInterval(signs.replicates.map((row) => -fitSigns(signs.lags, row).exponent)),
      ),
      sizes: measured(hillEstimate(orders.size, k).alpha, hillInterval(orders.size, k, block, "sizes")),
      single: measured(single.law.exponent, single.interval),
      meta: meta ? measured(meta.law.exponent, meta.interval) : few,
      prefactor: meta ? measured(meta.prefactor, meta.prefactorInterval) : few,
      spreadVolatility: ratio(trade.spreadOverVolatility),
      volatilityImpact: ratio(trade.volatilityOverImpact),
      spreadImpact: ratio(trade.spreadOverImpact),
      amplification: ratio(trade.amplification),
      recovery: recovered(recovery),
    },
    curves: { orders: n, signs, signDecay, single, meta, metaOrders: all.size.length, recovery },
  };
}

function recovered(recovery: SpreadRecovery | null): Measured {
  if (!recovery) return notMeasurable("fewer than 30 large orders that stand apart");
  const next = recovery.bands[1];
  if (!next || next.low <= 0)
    return notMeasurable("a minute after a large order the spread is not wider than usual: nothing is left to decay");
  if (recovery.law.points < 4) return notMeasurable("the spread is back to usual within four minutes");
  return measured(-recovery.law.exponent, recovery.interval);
}

function fitSigns(lags: readonly number[], values: readonly number[]): PowerLaw {
  const from = lags.findIndex((lag) => lag >= SIGN_LAGS[0]);
  return fitPowerLaw(lags.slice(from), values.slice(from));
}

/** Volatility of a day, by squares of its minute returns, and its lots; means over the run. */
function dailyScale(returns: Returns): { sigma: number; volume: number } {
  const { value, volume } = returns;
  const days = value.length / returnsPerDay(returns);
  let squares = 0;
  let lots = 0;
  for (let i = 0; i < value.length; i++) {
    squares += value[i] * value[i];
    lots += volume[i];
  }
  return { sigma: Math.sqrt(squares / days), volume: lots / days };
}
