/**
 * Filtered historical simulation (Hull & White 1998; Barone-Adesi, Giannopoulos & Vosper 1999): returns over the volatility
 * that was forecast for their day, times the one forecast now. Many clearing houses' value at risk is of this kind.
 */
import { z } from "zod";
import { LossQuantile, quantileKeys } from "./loss-quantile.ts";
import type { SettlementSeries } from "./policy.ts";
import { RiskPolicy, returnOver } from "./risk-policy.ts";
import { riskKeys, tradingDays } from "./risk-terms.ts";
import { toolKeys } from "./tools/registry.ts";
import { EwmaVolatility, lambda } from "./volatility.ts";

export const filteredConfig = z.strictObject({
  kind: z.literal("filtered"),
  lambda: lambda()
    .default(0.97)
    .meta({ description: "Weight of the past in the volatility by which returns are filtered" }),
  lookback: tradingDays(20, 10_000)
    .default(500)
    .meta({ description: "Trading days whose filtered losses are looked at" }),
  warmUp: tradingDays(2, 10_000)
    .default(60)
    .meta({ description: "Trading days before them whose mean square the volatility starts from" }),
  ...quantileKeys,
  ...riskKeys,
  ...toolKeys,
});

export class FilteredPolicy extends RiskPolicy {
  private readonly volatility: EwmaVolatility;
  private readonly losses: LossQuantile;
  private readonly span: number;
  private readonly scale: number;
  /** Volatility that was forecast for each of the last `span` days. */
  private readonly forecasts: Float64Array;

  constructor(config: z.output<typeof filteredConfig>) {
    super(config.ratio);
    const { lookback, confidence, side, quantile, scaling, holding } = config;
    this.volatility = new EwmaVolatility(config.lambda, config.warmUp);
    this.losses = new LossQuantile(lookback, confidence, side, quantile);
    this.span = scaling === "overlapping" ? holding : 1;
    this.scale = Math.sqrt(holding / this.span);
    this.forecasts = new Float64Array(this.span).fill(Number.NaN);
  }

  protected see(history: SettlementSeries, day: number): void {
    const { forecasts, span, volatility } = this;
    forecasts[day % span] = volatility.forecast;
    // The forecast made before the first day of the stretch that ends now.
    const before = forecasts[(day + 1) % span];
    // A stretch of days without any move tells nothing of tomorrow's.
    if (before > 0) this.losses.add(returnOver(history, day, span) / before);
    else if (before === 0) this.losses.add(0);
    volatility.add(returnOver(history, day, 1));
  }

  protected estimate(): number {
    return this.scale * this.volatility.forecast * this.losses.value();
  }
}
