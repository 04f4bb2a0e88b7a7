/** Margin never above a level: less is asked for in a crisis, and more losses exceed it. */
import { z } from "zod";
import type { MarginPolicy, SettlementSeries } from "../policy.ts";
import type { RiskTerms } from "../risk-terms.ts";
import { ReferenceRate, referenceKeys } from "./reference-rate.ts";
import { ToolPolicy } from "./tool-policy.ts";

export const capConfig = z.strictObject({ kind: z.literal("cap"), ...referenceKeys(2.5, "Most margin") });

export class Cap extends ToolPolicy {
  private readonly cap: ReferenceRate;

  constructor(config: z.output<typeof capConfig>, inner: MarginPolicy, terms: RiskTerms) {
    super(inner);
    this.cap = new ReferenceRate(config, terms);
    this.follow();
  }

  protected see(_rate: number, history: SettlementSeries): void {
    this.cap.settle(history);
  }

  protected change(rate: number): number {
    return Math.min(rate, this.cap.value);
  }
}
