/** Margin may not be more than so many times what it was some days ago; what is missing is asked for later. */
import { z } from "zod";
import type { MarginPolicy } from "../policy.ts";
import { tradingDays } from "../risk-terms.ts";
import { ToolPolicy } from "./tool-policy.ts";

export const speedLimitConfig = z.strictObject({
  kind: z.literal("speed-limit"),
  days: tradingDays(1, 250).default(20).meta({ description: "Trading days over which the rise is limited" }),
  limit: z
    .number()
    .min(1.001)
    .max(20)
    .default(1.5)
    .meta({ description: "Most that margin may be, times what it was then" }),
});

export class SpeedLimit extends ToolPolicy {
  private readonly limit: number;
  /** The rates of the last days, the oldest at `next`; infinite where there was none. */
  private readonly past: Float64Array;
  private next = 0;
  private most = Number.POSITIVE_INFINITY;

  constructor(config: z.output<typeof speedLimitConfig>, inner: MarginPolicy) {
    super(inner);
    this.limit = config.limit;
    this.past = new Float64Array(config.days).fill(Number.POSITIVE_INFINITY);
    this.follow();
  }

  protected see(rate: number): void {
    const { past } = this;
    this.most = this.limit * past[this.next];
    past[this.next] = this.change(rate);
    this.next = (this.next + 1) % past.length;
  }

  protected change(rate: number): number {
    return Math.min(rate, this.most);
  }
}
