/**
 * Margin in steps, as houses announce it: a level stands until the model's margin has left a band around it; then a new one
 * is announced, which takes effect after a notice.
 */
import { z } from "zod";
import type { MarginPolicy } from "../policy.ts";
import { tradingDays } from "../risk-terms.ts";
import { ToolPolicy } from "./tool-policy.ts";

export const stepHikesConfig = z
  .strictObject({
    kind: z.literal("step-hikes"),
    factor: z
      .number()
      .positive()
      .max(5)
      .default(1.1)
      .meta({ description: "A new level is this times the model's margin when it is announced" }),
    low: z
      .number()
      .positive()
      .max(1)
      .default(0.7)
      .meta({ description: "Of the level: below it a lower one is announced" }),
    high: z
      .number()
      .min(0.2)
      .max(5)
      .default(1)
      .meta({ description: "Of the level: above it a higher one is announced" }),
    notice: tradingDays(0, 60).default(1).meta({
      description: "Trading days from the settlement at which a level is announced to the one after which it holds",
    }),
  })
  .refine((c) => c.low * c.factor < 1 && 1 < c.high * c.factor, {
    error:
      "expected a band (low to high) around the model's margin over a new level, 1 / factor: no level would ever stand",
  });

export class StepHikes extends ToolPolicy {
  private readonly factor: number;
  private readonly low: number;
  private readonly high: number;
  private readonly notice: number;
  /** The level in force, the one announced, and the settlements until it holds; NaN where there is none. */
  private level = Number.NaN;
  private announced = Number.NaN;
  private left = 0;

  constructor(config: z.output<typeof stepHikesConfig>, inner: MarginPolicy) {
    super(inner);
    this.factor = config.factor;
    this.low = config.low;
    this.high = config.high;
    this.notice = config.notice;
    this.follow();
  }

  protected see(rate: number): void {
    if (Number.isNaN(this.level)) this.level = this.factor * rate;
    if (!Number.isNaN(this.announced)) this.left--;
    else if (rate < this.low * this.level || rate > this.high * this.level) {
      this.announced = this.factor * rate;
      this.left = this.notice;
    }
    if (Number.isNaN(this.announced) || this.left > 0) return;
    this.level = this.announced;
    this.announced = Number.NaN;
  }

  protected change(rate: number): number {
    return Number.isNaN(this.level) ? this.factor * rate : this.level;
  }
}
