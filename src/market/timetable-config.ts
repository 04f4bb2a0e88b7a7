/** When a venue is open: the part of its configuration that the calendar reads. */
import { z } from "zod";
import { day, duration, timeOfDay } from "../core/quantity.ts";

/** Days of the week as they are written, Sunday first (the order of Date.getUTCDay). */
export const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

const weekdays = z.array(z.enum(WEEKDAYS)).min(1);
const calendarDay = () =>
  day().refine((d) => !Number.isNaN(Date.parse(d)) && new Date(d).toISOString().slice(0, 10) === d, {
    error: "expected a day that exists, such as 2026-01-19",
  });

/** A stretch of the day in which orders are taken. */
const sessionConfig = z.strictObject({
  days: weekdays
    .default(["mon", "tue", "wed", "thu", "fri"])
    .meta({ description: "days of the week on which it begins, such as [mon, tue]; Monday to Friday unless given" }),
  from: timeOfDay().meta({ description: 'local time at which it begins, such as "09:30"' }),
  to: timeOfDay().meta({ description: "local time at which it ends; not after `from`: on the next day" }),
  phase: z.enum(["continuous", "auction"]).default("continuous").meta({
    description: "orders match at once (continuous) or are collected and matched at one price at its end (auction)",
  }),
  tradingDay: z.enum(["same", "next"]).default("same").meta({
    description:
      "same: belongs to the trading day on which it begins; next: an evening session of the trading day after",
  }),
  onHolidays: z.boolean().default(false).meta({
    description: "whether an evening session begins on holidays too (Globex reopens on the holiday's evening)",
  }),
});
export type SessionConfig = z.output<typeof sessionConfig>;

/** How the daily settlement price is found. */
const settlementConfig = z.strictObject({
  at: timeOfDay().meta({ description: "local time on the trading day; earlier where an early close comes first" }),
  method: z.enum(["last", "vwap", "day-vwap"]).default("last").meta({
    description:
      "last: last trade, so the closing auction's price where there is one; vwap: mean of the trades in the window before `at`, by volume; day-vwap: of the whole trading day",
  }),
  window: duration()
    .default(60_000)
    .meta({ description: "length of the window of `vwap`; 1m unless given (COMEX silver: 13:24-13:25)" }),
});

export const timetableConfig = {
  zone: z
    .string()
    .refine(isKnownZone, { error: "expected an IANA time zone such as America/New_York" })
    .meta({ description: "IANA time zone of all local times of this venue", examples: ["America/New_York"] }),
  tradingDays: weekdays
    .default(["mon", "tue", "wed", "thu", "fri"])
    .meta({ description: "days of the week that are trading days, holidays apart" }),
  sessions: z.array(sessionConfig).min(1).meta({ description: "when orders are taken; sessions must not overlap" }),
  holidays: z
    .array(calendarDay())
    .default([])
    .meta({ description: "days that are no trading days: no session of their own, no settlement" }),
  noNightBefore: z.array(calendarDay()).default([]).meta({
    description:
      "days before which no evening session is held: those that begin before such a day and belong to it or to a later trading day are left out (SHFE holds no night session before public holidays)",
  }),
  earlyCloses: z.record(calendarDay(), timeOfDay()).default({}).meta({
    description:
      'day: local time at which a running session ends that day; the day\'s own later sessions are left out, evening sessions are held, such as {"2026-01-19": "14:30"}',
  }),
  settlement: settlementConfig.meta({ description: "the daily settlement price" }),
};

function isKnownZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
