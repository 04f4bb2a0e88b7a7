/**
 * A halt on fast moves, after CME's dynamic circuit breaker: when a trade lies a set part of the previous settlement away
 * from the highest or lowest trade of the last hour, trading stops for two minutes and reopens by an auction; the
 * look-back then starts anew, so that a fall may go on step by step. Near the close the pause is shorter.
 */
import { z } from "zod";
import { duration, fraction, venueName } from "../../core/quantity.ts";
import { MINUTE } from "../../core/time.ts";
import { NO_PRICE } from "../../orderbook/index.ts";
import type { Venue } from "../venue.ts";
import { defineRule, Rule } from "./rule.ts";

/** What a velocity halt is told, by a venue's rules and by a shock. */
export const velocityHaltKeys = {
  move: fraction(0, 1).meta({
    description: "move that stops trading, as a fraction of the previous settlement (COMEX silver 10%); 0: none does",
  }),
  within: duration()
    .default(60 * MINUTE)
    .meta({ description: "how far it looks back; 1h unless given" }),
  pause: duration()
    .default(2 * MINUTE)
    .meta({ description: "how long trading stops; 2m unless given" }),
  into: z.enum(["auction", "halt"]).default("auction").meta({
    description: "auction: orders are collected in the pause and matched at one price; halt: none are taken",
  }),
  nearClose: z
    .strictObject({
      within: duration()
        .default(5 * MINUTE)
        .meta({ description: "before the close; 5m unless given" }),
      pause: duration().default(5000).meta({ description: "pause then; 5s unless given" }),
    })
    .prefault({})
    .meta({ description: "shorter pause near the close" }),
  associated: z.array(venueName()).default([]).meta({
    description: "venues that stop with it, such as the contract's other months; their own look-back goes on",
  }),
};
const config = z.strictObject({ kind: z.literal("velocity-halt"), ...velocityHaltKeys });
const settingsConfig = z.object(velocityHaltKeys);
export type VelocityHaltSettings = z.output<typeof settingsConfig>;

/** The halts of a venue on fast moves. Every venue has one; without a move it does nothing until a shock sets one. */
export class VelocityHalt extends Rule {
  private readonly own: VelocityHaltSettings;
  /** What a shock has put in its place. */
  private replaced: VelocityHaltSettings | null = null;
  /** Highest and lowest trade of each of the last minutes, a ring by minute number; NO_PRICE where none. */
  private high = new Float64Array(1);
  private low = new Float64Array(1);
  /** Minute number that was written last, and extremes of the whole minutes before it that still count. */
  private minute = Number.NEGATIVE_INFINITY;
  private earlierHigh = NO_PRICE;
  private earlierLow = NO_PRICE;

  constructor(settings: VelocityHaltSettings) {
    super("velocity-halt");
    this.own = Object.freeze(settings);
    this.restart();
  }

  /** Puts other settings in force; the look-back begins anew. */
  set(settings: VelocityHaltSettings): void {
    const { move, within, pause, into, nearClose, associated } = settings;
    this.replaced = { move, within, pause, into, nearClose: { ...nearClose }, associated: [...associated] };
    this.restart();
  }

  override traded(venue: Venue, time: number): void {
    const { move } = this.inForce;
    if (move <= 0 || venue.unlimited) return;
    const minute = Math.floor(time / MINUTE);
    if (minute !== this.minute) this.turn(minute);
    const { high, low } = this;
    const at = minute % high.length;
    if (high[at] === NO_PRICE || venue.sweepHigh > high[at]) high[at] = venue.sweepHigh;
    if (low[at] === NO_PRICE || venue.sweepLow < low[at]) low[at] = venue.sweepLow;

    const top = this.earlierHigh === NO_PRICE ? high[at] : Math.max(high[at], this.earlierHigh);
    const bottom = this.earlierLow === NO_PRICE ? low[at] : Math.min(low[at], this.earlierLow);
    // Rounded down to a tick; the slack is for products that miss a whole number by floating-point rounding.
    const variant = Math.floor(venue.settlementTicks * move + 1e-6);
    const last = venue.lastTicks;
    if (last <= top - variant) this.fire(venue, time, "fall", top);
    else if (last >= bottom + variant) this.fire(venue, time, "rise", bottom);
  }

  private fire(venue: Venue, time: number, what: string, from: number): void {
    const { nearClose, into, within, associated, pause: usual } = this.inForce;
    const pause = venue.openUntil - time <= nearClose.within ? nearClose.pause : usual;
    this.restart();
    const move = `${what} from ${venue.toPrice(from)} to ${venue.toPrice(venue.lastTicks)} within ${within / MINUTE} minutes`;
    venue.halt(time + pause, move, into === "auction");
    for (const name of associated)
      venue.stops.push({ venue: name, until: time + pause, reason: `with ${venue.name}`, collect: into === "auction" });
  }

  private get inForce(): VelocityHaltSettings {
    return this.replaced ?? this.own;
  }

  private get minutes(): number {
    return Math.max(1, Math.ceil(this.inForce.within / MINUTE));
  }

  /** Begins the look-back anew. */
  private restart(): void {
    const { minutes } = this;
    if (this.high.length !== minutes) {
      this.high = new Float64Array(minutes);
      this.low = new Float64Array(minutes);
      this.minute = Number.NEGATIVE_INFINITY;
    }
    this.high.fill(NO_PRICE);
    this.low.fill(NO_PRICE);
    this.earlierHigh = NO_PRICE;
    this.earlierLow = NO_PRICE;
  }

  /** Goes on to another minute: empties the slots between and finds the extremes of those that remain. */
  private turn(minute: number): void {
    // A snapshot may bring the look-back of another length.
    if (this.high.length !== this.minutes) this.restart();
    const { high, low } = this;
    const n = high.length;
    if (minute - this.minute >= n) this.restart();
    else
      for (let m = this.minute + 1; m <= minute; m++) {
        high[m % n] = NO_PRICE;
        low[m % n] = NO_PRICE;
      }
    this.minute = minute;
    this.earlierHigh = NO_PRICE;
    this.earlierLow = NO_PRICE;
    for (let i = 0; i < n; i++) {
      if (high[i] === NO_PRICE) continue;
      if (this.earlierHigh === NO_PRICE || high[i] > this.earlierHigh) this.earlierHigh = high[i];
      if (this.earlierLow === NO_PRICE || low[i] < this.earlierLow) this.earlierLow = low[i];
    }
  }
}

/** The halt of a venue whose configuration names none. */
export const noVelocityHalt = (): VelocityHalt => new VelocityHalt(settingsConfig.parse({ move: 0 }));

export const velocityHalt = defineRule({
  kind: "velocity-halt",
  config,
  create: (c) => new VelocityHalt(c),
});
