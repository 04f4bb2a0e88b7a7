/** Dated steps, as an exchange announces them: the notice first, the new margin at its date. */
import { z } from "zod";
import { instant } from "../../core/quantity.ts";
import { openingValue } from "./fixed.ts";
import { initialOf, LEVEL_ERROR, type Level, levelIsWhole, levelKeys, maintenanceOf } from "./level.ts";
import type { MarginContext, MarginPolicy, SettlementSeries } from "./policy.ts";

const step = z
  .strictObject({
    effective: instant().meta({ description: "When the step takes effect" }),
    announced: instant()
      .optional()
      .meta({ description: "When it was announced; with `notice` set, it takes effect that long after this" }),
    ...levelKeys,
  })
  .refine(levelIsWhole, { error: LEVEL_ERROR });

export const scheduleConfig = z
  .strictObject({
    kind: z.literal("schedule"),
    ...levelKeys,
    steps: z.array(step).meta({ description: "Changes of margin, each from its date until the next one's" }),
  })
  .refine(levelIsWhole, { error: LEVEL_ERROR });

type ScheduleConfig = z.output<typeof scheduleConfig>;

/** Steps from level to level at given moments. An amount per lot is turned into a fraction at the last settlement. */
export class SchedulePolicy implements MarginPolicy {
  initial = 0;
  maintenance = 0;
  nextChange = Number.POSITIVE_INFINITY;
  private readonly levels: readonly Level[];
  /** When each level begins; the first began before the run. */
  private readonly begins: readonly number[];
  private readonly multiplier: number;
  private current = 0;
  private value: number;

  constructor(config: ScheduleConfig, context: MarginContext) {
    const { notice } = context;
    const steps = config.steps
      .map((s) => ({
        level: s,
        begin: notice !== null && s.announced !== undefined ? s.announced + notice : s.effective,
      }))
      .sort((a, b) => a.begin - b.begin);
    this.levels = Object.freeze([config, ...steps.map((s) => s.level)]);
    this.begins = Object.freeze([Number.NEGATIVE_INFINITY, ...steps.map((s) => s.begin)]);
    this.multiplier = context.multiplier;
    this.value = openingValue(context);
    this.at(context.start);
  }

  at(time: number): void {
    const { begins } = this;
    while (this.current + 1 < begins.length && begins[this.current + 1] <= time) this.current++;
    this.nextChange = this.current + 1 < begins.length ? begins[this.current + 1] : Number.POSITIVE_INFINITY;
    this.rate();
  }

  settle(history: SettlementSeries, time: number): void {
    this.value = history.at(history.count - 1) * this.multiplier;
    this.at(time);
  }

  private rate(): void {
    const level = this.levels[this.current];
    this.initial = initialOf(level, this.value);
    this.maintenance = maintenanceOf(level, this.value);
  }
}
