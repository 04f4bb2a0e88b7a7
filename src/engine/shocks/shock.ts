/** The contract of a shock: something from outside that changes the world at a moment. It never sets a price. */
import { z } from "zod";
import type { Population, View } from "../../agents/population.ts";
import type { Assets } from "../../assets/assets.ts";
import type { Clearing } from "../../clearing/clearing.ts";
import { duration, instant } from "../../core/quantity.ts";
import type { Venue } from "../../market/venue.ts";
import { conditionConfig } from "./condition.ts";

/** What a shock may change. */
export interface ShockWorld {
  readonly time: number;
  readonly view: View;
  readonly venues: readonly Venue[];
  readonly clearing: Clearing;
  readonly assets: Assets;
  /** Number of the venue of that name. */
  venue(name: string): number;
  population(name: string): Population;
  /** Members of a population: first number and count. */
  members(name: string): { readonly first: number; readonly count: number };
  /** Writes the event down for the report. */
  note(kind: string, subject: string | null, text: string): void;
  /** A hook that a program gave to `simulate` under this name. Throws when there is none. */
  operator(name: string): (world: ShockWorld, parameters: Readonly<Record<string, number | string>>) => void;
}

/** What a kind of shock registers. */
export interface ShockKind<S extends z.ZodType = z.ZodType> {
  readonly kind: string;
  readonly about: string;
  /** Its own keys; `when` and `name` are common to all. */
  readonly config: S;
  apply(config: z.output<S> & { readonly text?: string | undefined }, world: ShockWorld): void;
}

export function defineShock<S extends z.ZodType>(kind: ShockKind<S>): ShockKind<S> {
  return kind;
}

const after = z.strictObject({
  shock: z.string().meta({ description: "name of an earlier shock in the list" }),
  delay: duration(),
});

/** Keys that every shock has; exactly one of `at`, `after`, `offset`, `when` says when it is due. */
export const commonShock = {
  name: z.string().optional().meta({ description: "so that others can be dated from it and the report can name it" }),
  text: z.string().optional().meta({ description: "what the report says of it" }),
  at: instant().optional().meta({ description: "moment at which it is due" }),
  offset: duration().optional().meta({ description: "due this long after the start of the run" }),
  after: after.optional().meta({ description: "due this long after another shock has happened" }),
  when: conditionConfig.optional().meta({ description: "due when a condition holds" }),
  repeat: duration()
    .optional()
    .meta({ description: "with `when`: may happen again after this long (once unless given)" }),
  mechanism: z
    .string()
    .meta({ reference: "mechanism" })
    .optional()
    .meta({ description: "the mechanism it belongs to: `--without` that mechanism leaves it out" }),
};
