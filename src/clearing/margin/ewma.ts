/** Value at risk of a normal law whose volatility is exponentially weighted (RiskMetrics 1996). */
import { z } from "zod";
import type { SettlementSeries } from "./policy.ts";
import { RiskPolicy, returnOver } from "./risk-policy.ts";
import { normalMultiple, riskKeys, tradingDays } from "./risk-terms.ts";
import { toolKeys } from "./tools/registry.ts";
import { EwmaVolatility, lambda } from "./volatility.ts";

export const ewmaConfig = z.strictObject({
  kind: z.literal("ewma"),
  lambda: lambda().default(0.97).meta({
    description: "Weight of the past: 0.94 follows in days (RiskMetrics), 0.97 to 0.99 is usual at clearing houses",
  }),
  lookback: tradingDays(2, 10_000)
    .default(60)
    .meta({ description: "Trading days whose mean square the volatility starts from" }),
  ...riskKeys,
  ...toolKeys,
});

export class EwmaPolicy extends RiskPolicy {
  private readonly volatility: EwmaVolatility;
  private readonly multiple: number;

  constructor(config: z.output<typeof ewmaConfig>) {
    super(config.ratio);
    this.volatility = new EwmaVolatility(config.lambda, config.lookback);
    this.multiple = normalMultiple(config);
  }

  protected see(history: SettlementSeries, day: number): void {
    this.volatility.add(returnOver(history, day, 1));
  }

  protected estimate(): number {
    return this.multiple * this.volatility.forecast;
  }
}
