/** What models of risk have in common: how sure, over how long, and how initial margin follows. */
import { z } from "zod";
import { normalQuantile } from "../../core/normal.ts";
import { fraction } from "../../core/quantity.ts";
import { levelKeys } from "./level.ts";

const DAYS = /^\s*(\d+)\s*d\s*$/;

/** A number of trading days, written `2d` or 2; from `low` to `high`. */
export function tradingDays(low: number, high: number) {
  const say = `a whole number of trading days from ${low} to ${high}, such as ${Math.max(low, 2)}d`;
  return z
    .union([z.number(), z.string().regex(DAYS, `expected ${say}`)])
    .transform((v) => (typeof v === "number" ? v : Number((DAYS.exec(v) as RegExpExecArray)[1])))
    .refine((v) => Number.isInteger(v) && v >= low && v <= high, { error: `expected ${say}` })
    .meta({ description: say });
}

/** How sure a margin may be: 100% would need an infinite one. */
export const confidence = () => fraction(0.5, 0.9999);
/** Days that a position takes to be closed out (the margin period of risk). */
export const holding = () => tradingDays(1, 60);

export const riskKeys = {
  confidence: confidence().default(0.99).meta({
    description: "Share of losses that the margin covers (EMIR asks 99% of listed products, 99.5% of OTC ones)",
  }),
  holding: holding().default(1).meta({
    description: "Trading days that a position takes to be closed out; margin grows with their square root",
  }),
  ratio: levelKeys.ratio,
};

/** Confidence and holding period, in trading days. */
export interface RiskTerms {
  readonly confidence: number;
  readonly holding: number;
}

/** Margin per unit of daily volatility when losses are normal: the quantile times the root of the holding period. */
export const normalMultiple = ({ confidence: level, holding: days }: RiskTerms): number =>
  normalQuantile(level) * Math.sqrt(days);
