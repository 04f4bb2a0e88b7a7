/**
 * A halt known beforehand: a whole trading day, or part of one. Managers of Chinese listed funds stop trading from the
 * open to 10:30 as a warning of a high premium, or for the day; orders given during the shorter stop are collected and
 * matched at one price when it ends.
 */
import { z } from "zod";
import { day, timeOfDay } from "../../core/quantity.ts";
import { localToUtc, MINUTE } from "../../core/time.ts";
import type { Venue } from "../venue.ts";
import { defineRule, Rule } from "./rule.ts";

const config = z.strictObject({
  kind: z.literal("scheduled-halt"),
  day: day().meta({ description: "trading day, such as 2026-01-22" }),
  from: timeOfDay()
    .optional()
    .meta({ description: "local time at which it begins; the day's first session unless given" }),
  to: timeOfDay().optional().meta({ description: "local time at which trading resumes; not that day unless given" }),
  collect: z.boolean().optional().meta({
    description: "whether orders are collected for an auction at its end; unless given: yes where `to` is",
  }),
});
type Config = z.output<typeof config>;

class ScheduledHalt extends Rule {
  private readonly config: Config;
  private readonly until: number;

  constructor(config: Config, zone: string) {
    super(config.kind);
    this.config = Object.freeze(config);
    const midnight = Date.parse(config.day);
    if (config.from !== undefined) this.next = localToUtc(midnight + config.from * MINUTE, zone);
    this.until = localToUtc(midnight + (config.to ?? 24 * 60) * MINUTE, zone);
  }

  override dayOpened(venue: Venue, _time: number): void {
    if (this.config.from === undefined && venue.tradingDay === this.config.day) this.halt(venue);
  }

  override due(venue: Venue): void {
    this.next = Number.POSITIVE_INFINITY;
    this.halt(venue);
  }

  private halt(venue: Venue): void {
    const { to, collect } = this.config;
    const why = to === undefined ? "scheduled, rest of the day" : `scheduled, to ${clock(to)}`;
    venue.halt(this.until, why, collect ?? to !== undefined);
  }
}

const clock = (minutes: number): string => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;

export const scheduledHalt = defineRule({
  kind: "scheduled-halt",
  config,
  create: (c, zone) => new ScheduledHalt(c, zone),
});
