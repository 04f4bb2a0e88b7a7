/** The stylised facts of a run: every figure of the list that its series can give, and the curves that charts show. */
import { judge, type Measured, notMeasurable, type StylisedFact } from "./fact.ts";
import { CLAIMS, type ClaimName } from "./literature.ts";
import { marketOrders } from "./market-orders.ts";
import { type MarketSeries, minuteReturns } from "./market-series.ts";
import { FEWEST_ORDERS, measureOrders, type OrderCurves } from "./order-facts.ts";
import { FEWEST_RETURNS, measureReturns, type ReturnCurves } from "./return-facts.ts";

export interface FactsReport {
  readonly venue: string;
  readonly facts: readonly StylisedFact[];
  /** Minute returns that they were measured on. */
  readonly returns: number;
  readonly returnCurves: ReturnCurves | null;
  readonly orderCurves: OrderCurves | null;
}

/** Measures one venue of a run. What its series cannot give is not measurable, with the reason. */
export function stylisedFacts(market: MarketSeries): FactsReport {
  const returns = minuteReturns(market);
  const prices = measureReturns(returns);
  const { trades } = market;
  const flow = typeof trades === "string" ? null : measureOrders(market, marketOrders(trades), returns);
  const figures: Partial<Record<ClaimName, Measured>> = { ...prices?.figures, ...flow?.figures };
  const noReturns = notMeasurable(
    `${returns.value.length} minutes of quoted trading that moved, fewer than ${FEWEST_RETURNS}`,
  );
  const noOrders = notMeasurable(
    typeof trades === "string" ? trades : `fewer than ${FEWEST_ORDERS} orders that took from a quoted market`,
  );
  return {
    venue: market.venue,
    facts: (Object.keys(CLAIMS) as ClaimName[]).map((name) =>
      judge(CLAIMS[name], figures[name] ?? (CLAIMS[name].trades ? noOrders : noReturns)),
    ),
    returns: returns.value.length,
    returnCurves: prices?.curves ?? null,
    orderCurves: flow?.curves ?? null,
  };
}

/** Whether every fact of the must-pass set lies inside its range. */
export const mustPassHolds = (facts: readonly StylisedFact[]): boolean =>
  facts.every(({ claim, verdict }) => !claim.must || verdict === "inside");
