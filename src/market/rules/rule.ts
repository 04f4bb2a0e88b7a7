/** The contract of a trading rule. A venue calls its rules at these moments, in the order of its configuration. */
import type { z } from "zod";
import type { Venue } from "../venue.ts";

/** A rule that does nothing: rules override what they need. All their state is in fields. */
export class Rule {
  readonly kind: string;
  /** Next moment, ms UTC, at which the rule itself does something; Infinity: none. The engine's clock stops there. */
  next = Number.POSITIVE_INFINITY;

  constructor(kind: string) {
    this.kind = kind;
  }

  /** `next` is reached. Must move `next` on. */
  due(_venue: Venue): void {}
  /** A trading day opens. The settlement before it is known; no session has begun. */
  dayOpened(_venue: Venue, _time: number): void {}
  /** The settlement price of the trading day is known; the day's orders still rest. */
  settled(_venue: Venue, _time: number): void {}
  /** An order has traded (or an auction): `venue.sweepHigh` and `sweepLow` are the extremes since the last call. */
  traded(_venue: Venue, _time: number): void {}
  /** A step of `minutes` ends at `time`. */
  stepEnded(_venue: Venue, _time: number, _minutes: number): void {}
}

/** What a kind of rule registers: its configuration (with `kind`) and how it is made. */
export interface RuleKind<S extends z.ZodType = z.ZodType> {
  readonly kind: string;
  readonly config: S;
  create(config: z.output<S>, zone: string): Rule;
}

/** Keeps the schema's type when a kind is written down. */
export function defineRule<S extends z.ZodType>(kind: RuleKind<S>): RuleKind<S> {
  return kind;
}
