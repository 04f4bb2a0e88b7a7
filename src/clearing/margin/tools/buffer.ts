/**
 * A buffer on top of margin that is used up while margin rises: the first tool of the EU's article 28 (Delegated Regulation
 * 153/2013), "at least equal to 25 % of the calculated margins which it allows to be temporarily exhausted". With a model's
 * margin M, a share b and a level R: max(min((1 + b) M, R), M). Wholly used up, it divides peak by trough by 1 + b.
 */
import { z } from "zod";
import { fraction } from "../../../core/quantity.ts";
import type { MarginPolicy, SettlementSeries } from "../policy.ts";
import type { RiskTerms } from "../risk-terms.ts";
import { ReferenceRate, referenceKeys } from "./reference-rate.ts";
import { ToolPolicy } from "./tool-policy.ts";

export const bufferConfig = z.strictObject({
  kind: z.literal("buffer"),
  share: fraction(0.01, 2).default(0.25).meta({ description: "Of the model's margin, in quiet times" }),
  ...referenceKeys(1.5, "Margin at which the buffer is used up"),
});

export class MarginBuffer extends ToolPolicy {
  private readonly share: number;
  private readonly release: ReferenceRate;

  constructor(config: z.output<typeof bufferConfig>, inner: MarginPolicy, terms: RiskTerms) {
    super(inner);
    this.share = config.share;
    this.release = new ReferenceRate(config, terms);
    this.follow();
  }

  protected see(_rate: number, history: SettlementSeries): void {
    this.release.settle(history);
  }

  protected change(rate: number): number {
    return Math.max(Math.min((1 + this.share) * rate, this.release.value), rate);
  }
}
