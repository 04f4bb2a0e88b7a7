/** Conditions that fire a shock: an indicator above or below a level. */
import { z } from "zod";
import { duration, instant, venueName } from "../../core/quantity.ts";
import type { ShockWorld } from "./shock.ts";

/** Indicators by name; those with a venue speak of `venue`. */
const INDICATORS = {
  "oi-over-stock": (w: ShockWorld) => w.assets.oiOverStock,
  "gold-silver": (w: ShockWorld, v: number) => w.assets.gold / w.venues[v].mid(),
  attention: (w: ShockWorld) => w.assets.attention,
  "lof-premium": (w: ShockWorld, v: number) => w.venues[v].last() / w.assets.fund.publishedNav - 1,
  "float-tonnes": (w: ShockWorld) => w.assets.metal.floatTonnes,
  price: (w: ShockWorld, v: number) => w.venues[v].mid(),
  "from-settlement": (w: ShockWorld, v: number) => w.venues[v].midTicks() / w.venues[v].settlementTicks - 1,
  move: (w: ShockWorld, v: number, within: number) =>
    w.venues[v].mid() / w.venues[v].history.midAt(w.time - within) - 1,
  volatility: (w: ShockWorld, v: number) => w.venues[v].sigma / w.venues[v].sigma0,
  "open-interest": (w: ShockWorld, v: number) => w.clearing.openInterest(v),
  liquidating: (w: ShockWorld, v: number) => w.clearing.liquidating(v),
  lock: (w: ShockWorld, v: number) => w.venues[v].lock,
} as const;

type IndicatorName = keyof typeof INDICATORS;

export const conditionConfig = z.strictObject({
  indicator: z.enum(Object.keys(INDICATORS) as [IndicatorName, ...IndicatorName[]]),
  venue: venueName()
    .optional()
    .meta({ reference: "venue", description: "venue it speaks of (the first unless given)" }),
  within: duration().prefault("1h").meta({ description: "for `move`: over how long" }),
  above: z.number().optional(),
  below: z.number().optional(),
  from: instant().optional().meta({ description: "not before this moment" }),
  until: instant().optional().meta({ description: "not after this moment" }),
});

export type ConditionConfig = z.output<typeof conditionConfig>;

/** The indicator's value now. */
export function indicator(config: ConditionConfig, world: ShockWorld): number {
  const v = config.venue === undefined ? 0 : world.venue(config.venue);
  return INDICATORS[config.indicator](world, v, config.within);
}

/** Whether the condition holds now. */
export function holds(config: ConditionConfig, world: ShockWorld): boolean {
  if (config.from !== undefined && world.time < config.from) return false;
  if (config.until !== undefined && world.time > config.until) return false;
  const value = indicator(config, world);
  if (config.above !== undefined && !(value > config.above)) return false;
  if (config.below !== undefined && !(value < config.below)) return false;
  return config.above !== undefined || config.below !== undefined;
}
