/** The same fractions of notional, or the same money per lot, from start to end. */
import { z } from "zod";
import { initialOf, type Level, levelError, levelIsWhole, levelKeys, maintenanceOf } from "./level.ts";
import type { MarginContext, MarginPolicy, SettlementSeries } from "./policy.ts";
import { toolKeys } from "./tools/registry.ts";

export const fixedConfig = z
  .strictObject({ kind: z.literal("fixed"), ...levelKeys, ...toolKeys })
  .refine(levelIsWhole, { error: ({ input }) => levelError(input) });

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
    const value = openingValue(context);
    this.initial = initialOf(level, value);
    this.maintenance = maintenanceOf(level, value);
  }

  at(): void {}

  settle(history: SettlementSeries): void {
    const value = history.at(history.count - 1) * this.multiplier;
    this.initial = initialOf(this.level, value);
    this.maintenance = maintenanceOf(this.level, value);
  }
}

/** What a lot is worth when a policy begins: at the last settlement, or at the opening price before there is one. */
export function openingValue({ history, opening, multiplier }: MarginContext): number {
  return (history.count > 0 ? history.at(history.count - 1) : opening) * multiplier;
}
