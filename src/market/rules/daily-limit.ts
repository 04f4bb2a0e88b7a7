/**
 * Daily price limits: orders outside previous settlement x (1 - down … 1 + up) are refused. After a one-sided day the
 * next day's limits are wider, as on the Shanghai Futures Exchange (Risk Management Rules, articles 11-12: the second day
 * 3 percentage points more, the third 5 more than the first).
 */
import { z } from "zod";
import { duration, fraction } from "../../core/quantity.ts";
import { MINUTE } from "../../core/time.ts";
import { NO_PRICE } from "../../orderbook/index.ts";
import type { Venue } from "../venue.ts";
import { defineRule, Rule } from "./rule.ts";

const config = z.strictObject({
  kind: z.literal("daily-limit"),
  down: fraction(0, 1).meta({
    description: "how far below the previous settlement orders are taken, such as 10%; 0: no limit",
  }),
  up: fraction(0, 10).meta({ description: "how far above it; 0: no limit" }),
  widen: z.array(fraction(0, 1)).default([]).meta({
    description:
      "added to both limits after one, two, … one-sided days in a row in the same direction, such as [3%, 5%]; the last stays",
  }),
  oneSided: duration()
    .default(5 * MINUTE)
    .meta({
      description: "a day is one-sided when the book was locked at a limit through its last such stretch of trading",
    }),
  rounding: z.enum(["nearest", "inward", "outward", "down"]).default("nearest").meta({
    description:
      "how a limit is brought to a tick: nearest (Shenzhen), towards or away from the settlement, or down (Shanghai)",
  }),
});
type Config = z.output<typeof config>;

/** Slack, in ticks, for products that miss a whole or half tick by floating-point rounding. */
const SLACK = 1e-6;

/** The daily limits of a venue. Every venue has one; without a limit it does nothing until a shock sets one. */
export class DailyLimit extends Rule {
  private readonly config: Config;
  /** Limits that a shock has set in place of the configured ones; NaN: none has. */
  private setDown = Number.NaN;
  private setUp = Number.NaN;
  /** Limits of the running day, widening included. */
  private dayDown = Number.NaN;
  private dayUp = Number.NaN;
  /** One-sided days so far in a row, and their direction: -1 down, 1 up, 0 none. */
  streak = 0;
  direction = 0;
  /** Lock at the end of the last step, and minutes of trading since it began. */
  private held = 0;
  private heldMinutes = 0;

  constructor(config: Config) {
    super(config.kind);
    this.config = Object.freeze(config);
  }

  /** Limits of a day without widening, as fractions of the previous settlement; 0: none. */
  get down(): number {
    return Number.isNaN(this.setDown) ? this.config.down : this.setDown;
  }
  get up(): number {
    return Number.isNaN(this.setUp) ? this.config.up : this.setUp;
  }

  /** Limits of a quiet day from the next trading day on. `now`: also for the rest of the running one. */
  setRates(down: number, up: number, now: boolean, venue: Venue, time: number): void {
    if (!(down >= 0 && down <= 1 && up >= 0))
      throw new RangeError(`expected limits of 0 or more, got ${down} and ${up}`);
    this.setDown = down;
    this.setUp = up;
    if (now) this.apply(venue, venue.dayBaseTicks, time);
  }

  override dayOpened(venue: Venue, time: number): void {
    this.held = 0;
    this.heldMinutes = 0;
    this.apply(venue, venue.settlementTicks, time);
  }

  override stepEnded(venue: Venue, _time: number, minutes: number): void {
    const lock = venue.lock;
    this.heldMinutes = lock === this.held ? this.heldMinutes + minutes : minutes;
    this.held = lock;
  }

  override settled(venue: Venue, time: number): void {
    const { widen, oneSided } = this.config;
    const locked = this.held !== 0 && this.heldMinutes * MINUTE >= oneSided ? this.held : 0;
    if (locked !== 0) {
      this.streak = locked === this.direction ? this.streak + 1 : 1;
      const extra = widenedBy(widen, this.streak);
      const next =
        extra > 0 ? `: limits ${percent(this.down + extra)} and ${percent(this.up + extra)} on the next day` : "";
      venue.notify(
        time,
        "one-sided",
        `one-sided day ${this.streak} at the ${locked < 0 ? "lower" : "upper"} limit${next}`,
      );
    } else {
      this.streak = 0;
    }
    this.direction = locked;
  }

  private apply(venue: Venue, base: number, time: number): void {
    if (venue.unlimited) return;
    const extra = widenedBy(this.config.widen, this.streak);
    const down = this.down > 0 ? this.down + extra : 0;
    const up = this.up > 0 ? this.up + extra : 0;
    const { rounding } = this.config;
    venue.setLimits(
      down > 0 ? limitTicks(base, -down, rounding) : NO_PRICE,
      up > 0 ? limitTicks(base, up, rounding) : NO_PRICE,
    );
    const first = Number.isNaN(this.dayDown);
    if (!first && (down !== this.dayDown || up !== this.dayUp))
      venue.notify(time, "price-limit", `price limits now ${percent(down)} down, ${percent(up)} up`);
    this.dayDown = down;
    this.dayUp = up;
  }
}

/** A limit in ticks: `base` moved by the signed fraction `move` and brought to a whole tick, at least 1. */
function limitTicks(base: number, move: number, rounding: Config["rounding"]): number {
  const exact = base * (1 + move);
  const down = rounding === "down" || (rounding === "inward" && move > 0) || (rounding === "outward" && move < 0);
  const ticks =
    rounding === "nearest"
      ? Math.floor(exact + 0.5 + SLACK)
      : down
        ? Math.floor(exact + SLACK)
        : Math.ceil(exact - SLACK);
  return Math.max(1, ticks);
}

function widenedBy(widen: readonly number[], streak: number): number {
  return streak === 0 || widen.length === 0 ? 0 : widen[Math.min(streak, widen.length) - 1];
}

const percent = (x: number): string => (x > 0 ? `${Math.round(x * 1e4) / 100}%` : "none");

export const dailyLimit = defineRule({
  kind: "daily-limit",
  config,
  create: (c) => new DailyLimit(c),
});

/** The limit of a venue whose configuration names none. */
export const noLimit = (): DailyLimit =>
  new DailyLimit({ kind: "daily-limit", down: 0, up: 0, widen: [], oneSided: 5 * MINUTE, rounding: "nearest" });
