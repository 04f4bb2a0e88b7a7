/** Margin never below that of the long run: the third tool of the EU's article 28 (Delegated Regulation 153/2013). */
import { z } from "zod";
import type { MarginPolicy, SettlementSeries } from "../policy.ts";
import type { RiskTerms } from "../risk-terms.ts";
import { ReferenceRate, referenceKeys } from "./reference-rate.ts";
import { ToolPolicy } from "./tool-policy.ts";

export const floorConfig = z.strictObject({ kind: z.literal("floor"), ...referenceKeys(1, "Least margin") });

export class Floor extends ToolPolicy {
  private readonly floor: ReferenceRate;

  constructor(config: z.output<typeof floorConfig>, inner: MarginPolicy, terms: RiskTerms) {
    super(inner);
    this.floor = new ReferenceRate(config, terms);
    this.follow();
  }

  protected see(_rate: number, history: SettlementSeries): void {
    this.floor.settle(history);
  }

  protected change(rate: number): number {
    return Math.max(rate, this.floor.value);
  }
}
