/**
 * A scan in the manner of SPAN: sixteen moves of price and volatility, the worst of which is the margin. A future has no
 * volatility of its own, so what counts is the scan range, and how the house sets it: from the moves of some look-backs, at
 * reviews, and as money that stands until the next one.
 */
import { z } from "zod";
import { fraction } from "../../core/quantity.ts";
import type { SettlementSeries } from "./policy.ts";
import { RiskPolicy, returnOver } from "./risk-policy.ts";
import { riskKeys, tradingDays } from "./risk-terms.ts";
import { SortedWindow } from "./sorted-window.ts";
import { toolKeys } from "./tools/registry.ts";

export const spanConfig = z.strictObject({
  kind: z.literal("span"),
  lookbacks: z
    .array(tradingDays(20, 10_000))
    .min(1)
    .max(8)
    .default([60, 250])
    .meta({ description: "Stretches of trading days; the scan range covers the moves of each" }),
  review: tradingDays(1, 1000)
    .default(20)
    .meta({ description: "Trading days from one setting of the scan range to the next" }),
  basis: z
    .enum(["amount", "fraction"])
    .default("amount")
    .meta({ description: "What stands between reviews: the scan range in money, or as a fraction of the price" }),
  extreme: z
    .strictObject({
      moves: z.number().min(1).max(10).default(3).meta({ description: "Scan ranges that the extreme move is" }),
      cover: fraction(0, 1).default(0.33).meta({ description: "Part of its loss that is margined" }),
    })
    .prefault({})
    .meta({ description: "The last two of the sixteen scenarios" }),
  ...riskKeys,
  ...toolKeys,
});

/** Loss of one lot of a future, in scan ranges, in the worst of the sixteen scenarios, long or short. */
export function worstScenario({ moves, cover }: { readonly moves: number; readonly cover: number }): number {
  let worst = 0;
  // Volatility up and down: each move stands twice, and a future's value is the same in both.
  for (const third of [0, 1, -1, 2, -2, 3, -3])
    for (let volatility = 0; volatility < 2; volatility++) worst = Math.max(worst, third / 3);
  for (const way of [1, -1]) worst = Math.max(worst, way * moves * cover);
  return worst;
}

export class SpanPolicy extends RiskPolicy {
  private readonly moves: readonly SortedWindow[];
  private readonly confidence: number;
  private readonly review: number;
  private readonly inMoney: boolean;
  private readonly scale: number;
  /** Scan risk in force: money per unit, or a fraction; NaN before the first setting. */
  private held = Number.NaN;
  private sinceReview = 0;

  constructor(config: z.output<typeof spanConfig>) {
    super(config.ratio);
    this.moves = config.lookbacks.map((days) => new SortedWindow(days));
    this.confidence = config.confidence;
    this.review = config.review;
    this.inMoney = config.basis === "amount";
    this.scale = Math.sqrt(config.holding) * worstScenario(config.extreme);
  }

  protected see(history: SettlementSeries, day: number): void {
    const move = Math.abs(returnOver(history, day, 1));
    let range = 0;
    for (const window of this.moves) {
      window.add(move);
      range = Math.max(range, window.quantile(this.confidence, "linear"));
    }
    if (Number.isNaN(range)) return;
    this.sinceReview++;
    if (!Number.isNaN(this.held) && this.sinceReview < this.review) return;
    this.sinceReview = 0;
    this.held = this.scale * range * (this.inMoney ? history.at(day) : 1);
  }

  protected estimate(price: number): number {
    return this.inMoney ? this.held / price : this.held;
  }
}
