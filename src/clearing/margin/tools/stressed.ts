/** A part of margin comes from a stressed period: the second tool of the EU's article 28 (Delegated Regulation 153/2013). */
import { z } from "zod";
import { fraction } from "../../../core/quantity.ts";
import type { MarginPolicy, SettlementSeries } from "../policy.ts";
import { type RiskTerms, tradingDays } from "../risk-terms.ts";
import { ReferenceRate, referenceKeys } from "./reference-rate.ts";
import { ToolPolicy } from "./tool-policy.ts";

export const stressedConfig = z
  .strictObject({
    kind: z.literal("stressed"),
    weight: fraction(0.01, 1)
      .default(0.25)
      .meta({ description: "Of the stressed margin; the EU asks for at least 25%" }),
    window: tradingDays(5, 10_000)
      .default(60)
      .meta({ description: "Trading days of the stressed period: the most volatile ones of the long run" }),
    ...referenceKeys(1, "Margin of the stressed period"),
  })
  .refine((c) => c.rate !== undefined || c.window <= c.days, {
    error: "expected a stressed period (window) that is no longer than the long run (days)",
  });

export class Stressed extends ToolPolicy {
  private readonly weight: number;
  private readonly stress: ReferenceRate;

  constructor(config: z.output<typeof stressedConfig>, inner: MarginPolicy, terms: RiskTerms) {
    super(inner);
    this.weight = config.weight;
    this.stress = new ReferenceRate(config, terms, config.window);
    this.follow();
  }

  protected see(_rate: number, history: SettlementSeries): void {
    this.stress.settle(history);
  }

  protected change(rate: number): number {
    return (1 - this.weight) * rate + this.weight * this.stress.value;
  }
}
