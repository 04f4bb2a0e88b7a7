/** Historical simulation: the loss that a share of the last days did not exceed. */
import { z } from "zod";
import { LossQuantile, quantileKeys } from "./loss-quantile.ts";
import type { SettlementSeries } from "./policy.ts";
import { RiskPolicy, returnOver } from "./risk-policy.ts";
import { riskKeys, tradingDays } from "./risk-terms.ts";
import { toolKeys } from "./tools/registry.ts";

export const historicalConfig = z.strictObject({
  kind: z.literal("historical"),
  lookback: tradingDays(20, 10_000).default(500).meta({ description: "Trading days whose losses are looked at" }),
  ...quantileKeys,
  ...riskKeys,
  ...toolKeys,
});

export class HistoricalPolicy extends RiskPolicy {
  private readonly losses: LossQuantile;
  private readonly span: number;
  private readonly scale: number;

  constructor(config: z.output<typeof historicalConfig>) {
    super(config.ratio);
    const { lookback, confidence, side, quantile, scaling, holding } = config;
    this.losses = new LossQuantile(lookback, confidence, side, quantile);
    this.span = scaling === "overlapping" ? holding : 1;
    this.scale = Math.sqrt(holding / this.span);
  }

  protected see(history: SettlementSeries, day: number): void {
    if (day >= this.span) this.losses.add(returnOver(history, day, this.span));
  }

  protected estimate(): number {
    return this.scale * this.losses.value();
  }
}
