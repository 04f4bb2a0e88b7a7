/** Dated steps, as an exchange announces them: the notice first, the new margin at its date. */
import { z } from "zod";
import { fraction, instant } from "../../core/quantity.ts";
import { openingValue } from "./fixed.ts";
import { initialOf, type Level, levelError, levelIsWhole, levelKeys, maintenanceOf } from "./level.ts";
import type { MarginContext, MarginPolicy, SettlementSeries } from "./policy.ts";
import { clampRate } from "./rate.ts";
import { toolKeys } from "./tools/registry.ts";

const step = z
  .strictObject({
    effective: instant().meta({ description: "When the step takes effect" }),
    announced: instant()
      .optional()
      .meta({ description: "When it was announced; with `notice` set, it takes effect that long after this" }),
    add: fraction(-0.9, 0.9).optional().meta({
      description:
        "Added to the maintenance rate in force, instead of a level of its own; the initial rate rises by the policy's `ratio` times it",
    }),
    ...levelKeys,
  })
  .refine((s) => (s.add === undefined ? levelIsWhole(s) : isEmpty(s)), {
    error: ({ input }) => levelError(input, "; or add alone"),
  });

export const scheduleConfig = z
  .strictObject({
    kind: z.literal("schedule"),
    ...levelKeys,
    steps: z.array(step).meta({ description: "Changes of margin, each from its date until the next one's" }),
    mechanism: z.string().meta({ reference: "mechanism" }).optional().meta({
      description: "The mechanism that the steps belong to: `--without` that mechanism leaves the first level in force",
    }),
    ...toolKeys,
  })
  .refine(levelIsWhole, { error: ({ input }) => levelError(input) });

export type ScheduleConfig = z.output<typeof scheduleConfig>;

const isEmpty = (level: Level): boolean =>
  level.maintenance === undefined && level.initial === undefined && level.amount === undefined;

/** Steps from level to level at given moments. An amount per lot is turned into a fraction at the last settlement. */
export class SchedulePolicy implements MarginPolicy {
  initial = 0;
  maintenance = 0;
  nextChange = Number.POSITIVE_INFINITY;
  /** The level that each step stands on, and the points of maintenance added to it since. */
  private readonly levels: readonly Level[];
  private readonly added: readonly number[];
  /** When each step begins; the first began before the run. */
  private readonly begins: readonly number[];
  private readonly ratio: number;
  private readonly multiplier: number;
  private current = 0;
  private value: number;

  constructor(config: ScheduleConfig, context: MarginContext) {
    const { notice } = context;
    const steps = config.steps
      .map((s) => ({
        ...s,
        begin: notice !== null && s.announced !== undefined ? s.announced + notice : s.effective,
      }))
      .sort((a, b) => a.begin - b.begin);
    const levels: Level[] = [config];
    const added = [0];
    for (const s of steps) {
      levels.push(s.add === undefined ? s : levels[levels.length - 1]);
      added.push(s.add === undefined ? 0 : added[added.length - 1] + s.add);
    }
    this.levels = Object.freeze(levels);
    this.added = Object.freeze(added);
    this.begins = Object.freeze([Number.NEGATIVE_INFINITY, ...steps.map((s) => s.begin)]);
    this.ratio = config.ratio;
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
    const added = this.added[this.current];
    this.maintenance = clampRate(maintenanceOf(level, this.value) + added);
    this.initial = Math.max(this.maintenance, clampRate(initialOf(level, this.value) + this.ratio * added));
  }
}
