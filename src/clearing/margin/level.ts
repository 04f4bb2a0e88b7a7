/** A level of margin as houses announce it: fractions of notional, or money per lot. */
import { z } from "zod";
import { fraction, positive } from "../../core/quantity.ts";

export const levelKeys = {
  maintenance: fraction(0.001, 0.95)
    .optional()
    .meta({ description: "Maintenance margin, a fraction of notional at the mark" }),
  initial: fraction(0.001, 0.95)
    .optional()
    .meta({ description: "Initial margin, a fraction of notional; `ratio` times maintenance unless given" }),
  amount: positive().optional().meta({
    description:
      "Maintenance margin per lot in the venue's currency, instead of a fraction (COMEX until 12 January 2026)",
  }),
  ratio: z
    .number()
    .min(1)
    .max(5)
    .default(1.1)
    .meta({ description: "Initial over maintenance margin; 1.1 is what CME asks of heightened-risk accounts" }),
};

/** Fractions, or an amount per lot: one of them must be there. */
export interface Level {
  readonly maintenance?: number | undefined;
  readonly initial?: number | undefined;
  readonly amount?: number | undefined;
  readonly ratio: number;
}

/** Whether the level says how much, in one way only. */
export const levelIsWhole = (level: Level): boolean =>
  level.amount !== undefined
    ? level.maintenance === undefined && level.initial === undefined
    : level.maintenance !== undefined
      ? level.initial === undefined || level.initial >= level.maintenance
      : level.initial !== undefined;
const LEVEL_ERROR = "expected either maintenance (and initial, no smaller), initial alone, or amount (money per lot)";

/** What is wrong with what stands where a level should; `also` is what else may stand there. */
export function levelError(written: unknown, also = ""): string {
  const { maintenance, initial, amount } = (written ?? {}) as Partial<Level>;
  if (typeof maintenance === "number" && typeof initial === "number" && amount === undefined && initial < maintenance)
    return `initial margin, ${percent(initial)}, lies below maintenance margin, ${percent(maintenance)}`;
  return `${LEVEL_ERROR}${also}`;
}

const percent = (rate: number): string => `${Number((rate * 100).toPrecision(10))}%`;

/** Maintenance rate of a level when a lot is worth `value`. */
export function maintenanceOf(level: Level, value: number): number {
  if (level.amount !== undefined) return Math.min(0.95, level.amount / value);
  return level.maintenance ?? (level.initial as number) / level.ratio;
}

/** Initial rate of a level when a lot is worth `value`. */
export function initialOf(level: Level, value: number): number {
  return Math.min(0.95, level.initial ?? maintenanceOf(level, value) * level.ratio);
}
