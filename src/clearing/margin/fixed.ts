/** The same fractions of notional, or the same money per lot, from start to end. */
import { z } from "zod";
import { initialOf, LEVEL_ERROR, type Level, levelIsWhole, levelKeys, maintenanceOf } from "./level.ts";
import type { MarginContext, MarginPolicy, SettlementSeries } from "./policy.ts";

export const fixedConfig = z
  .strictObject({ kind: z.literal("fixed"), ...levelKeys })
  .refine(levelIsWhole, { error: LEVEL_ERROR });

/** Keeps one level. An amount per lot is turned into a fraction at each settlement. */
export class FixedPolicy implements MarginPolicy {
  initial: number;
  maintenance: number;
  readonly nextChange = Number.POSITIVE_INFINITY;
  private readonly level: Level;
  private readonly multiplier: number;

  constructor(level: Level, context: MarginContext) {
    this.level = Object.freeze(level);
    this.multiplier = context.multiplier;
    const value = lastOf(context.history) * context.multiplier;
    this.initial = initialOf(level, value);
    this.maintenance = maintenanceOf(level, value);
  }

  at(): void {}

  settle(history: SettlementSeries): void {
    const value = lastOf(history) * this.multiplier;
    this.initial = initialOf(this.level, value);
    this.maintenance = maintenanceOf(this.level, value);
  }
}

/** The newest settlement of a series. */
export const lastOf = (history: SettlementSeries): number => history.at(history.count - 1);
