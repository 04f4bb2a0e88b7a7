/** The loss that a share of recent days did not exceed, for whoever is margined by it. */
import { z } from "zod";
import { type QuantileRule, SortedWindow } from "./sorted-window.ts";

export const quantileKeys = {
  side: z.enum(["long", "short", "worst"]).default("worst").meta({
    description:
      "Whose losses count: those of longs, of shorts, or the larger of the two, since a house asks both for one rate",
  }),
  quantile: z.enum(["linear", "average"]).default("linear").meta({
    description:
      "Between order statistics: on the line (type 7 of Hyndman & Fan, as in NumPy and R), or their mean where the share falls on one and the next one else (type 2)",
  }),
  scaling: z.enum(["root-time", "overlapping"]).default("root-time").meta({
    description:
      "Over a holding period of several days: daily losses times its square root, or losses over the whole period, each day's anew",
  }),
};

export type Side = "long" | "short" | "worst";

/** A window of losses of longs; a short's loss is the long's gain. */
export class LossQuantile {
  private readonly losses: SortedWindow;
  private readonly confidence: number;
  private readonly side: Side;
  private readonly rule: QuantileRule;

  constructor(size: number, confidence: number, side: Side, rule: QuantileRule) {
    this.losses = new SortedWindow(size);
    this.confidence = confidence;
    this.side = side;
    this.rule = rule;
  }

  /** Takes in a return, of which the long loses what it lacks. */
  add(r: number): void {
    this.losses.add(-r);
  }

  /** The loss; NaN until the window is full. */
  value(): number {
    const { losses, confidence, side, rule } = this;
    const long = side === "short" ? Number.NEGATIVE_INFINITY : losses.quantile(confidence, rule);
    const short = side === "long" ? Number.NEGATIVE_INFINITY : -losses.quantile(1 - confidence, rule);
    return Math.max(long, short);
  }
}
