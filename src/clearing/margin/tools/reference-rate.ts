/** The rate that a tool measures margin by: given, or worked out from the long run. */
import { z } from "zod";
import { fraction } from "../../../core/quantity.ts";
import type { SettlementSeries } from "../policy.ts";
import { clampRate } from "../rate.ts";
import { returnOver } from "../risk-policy.ts";
import { confidence, holding, normalMultiple, type RiskTerms, tradingDays } from "../risk-terms.ts";

/** Trading days of the EU's floor: ten years (Delegated Regulation 153/2013, article 28). */
export const TEN_YEARS = 2520;

/** Keys of a tool that measures margin by a rate. `factor` is what it is by default. */
export const referenceKeys = (factor: number, what: string) => ({
  rate: fraction(0.001, 0.9)
    .optional()
    .meta({ description: `${what}, a fraction of notional; worked out from the settlements unless given` }),
  factor: z
    .number()
    .positive()
    .max(10)
    .default(factor)
    .meta({ description: "Times the margin of the long run, where no rate is given" }),
  days: tradingDays(20, 10_000)
    .default(TEN_YEARS)
    .meta({ description: "Trading days of the long run; margin begins when as many settlements are known" }),
  review: tradingDays(1, 10_000).optional().meta({
    description:
      "Trading days after which the long run is looked at anew; never unless given, so that the tool never adds a cycle of its own",
  }),
  confidence: confidence().optional().meta({ description: "Of the margin of the long run; the model's unless given" }),
  holding: holding().optional().meta({ description: "Of the margin of the long run; the model's unless given" }),
});

export interface ReferenceConfig {
  readonly rate?: number | undefined;
  readonly factor: number;
  readonly days: number;
  readonly review?: number | undefined;
  readonly confidence?: number | undefined;
  readonly holding?: number | undefined;
}

/** A rate that is set once, or at every review. */
export class ReferenceRate {
  /** NaN until enough settlements are known. */
  value: number;
  private readonly multiple: number;
  private readonly days: number;
  private readonly window: number;
  private readonly review: number;
  private set = 0;

  /**
   * @param terms of the model, which the tool's own go before
   * @param window days of the most volatile stretch that counts instead of all of them
   */
  constructor(config: ReferenceConfig, terms: RiskTerms, window = config.days) {
    this.value = config.rate ?? Number.NaN;
    this.multiple =
      config.factor *
      normalMultiple({
        confidence: config.confidence ?? terms.confidence,
        holding: config.holding ?? terms.holding,
      });
    this.days = config.days;
    this.window = window;
    this.review = config.rate === undefined ? (config.review ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
    if (config.rate !== undefined) this.set = Number.POSITIVE_INFINITY;
  }

  settle(history: SettlementSeries): void {
    const { count } = history;
    if (count <= this.days) return;
    if (!Number.isNaN(this.value) && !(count - this.set >= this.review)) return;
    this.set = count;
    this.value = clampRate(this.multiple * Math.sqrt(this.highestMeanSquare(history)));
  }

  /** Of the returns of the last `days` days, over the stretch of `window` days where it is highest. */
  private highestMeanSquare(history: SettlementSeries): number {
    const { days, window } = this;
    const first = history.count - days;
    let highest = 0;
    for (let from = first; from + window <= history.count; from++) {
      let sum = 0;
      for (let day = from; day < from + window; day++) {
        const r = returnOver(history, day, 1);
        sum += r * r;
      }
      highest = Math.max(highest, sum / window);
    }
    return highest;
  }
}
