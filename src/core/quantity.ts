/** Quantities as people write them in a scenario: percentages, durations, moments. All become plain numbers. */
import { z } from "zod";
import { parseInstant } from "./time.ts";

const PERCENT = /^\s*(-?\d+(?:\.\d+)?)\s*%\s*$/;
const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d|w))+$/;
const UNIT_MS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** `15m`, `2d`, `1h30m` in milliseconds; NaN when it is not a duration. */
export function parseDuration(text: string): number {
  if (!DURATION.test(text)) return Number.NaN;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/g))
    total += Number(amount) * UNIT_MS[unit];
  return total;
}

/** `9%` as 0.09; NaN when it is not a percentage. */
export function parsePercent(text: string): number {
  const match = PERCENT.exec(text);
  return match ? Number(match[1]) / 100 : Number.NaN;
}

/** A share or rate, written `9%` or `0.09`, between low and high (0 and 1 unless told otherwise). */
export function fraction(low = 0, high = 1) {
  const say = `a fraction from ${low} to ${high}, such as ${Number((low * 100).toPrecision(3))}% or ${high}`;
  return z
    .union([z.number(), z.string().regex(PERCENT, `expected ${say}`)])
    .transform((v) => (typeof v === "number" ? v : parsePercent(v)))
    .refine((v) => v >= low && v <= high, { error: `expected ${say}` })
    .meta({ description: say });
}

/** A length of time, written `90s`, `15m`, `1h30m`, `2d`; in milliseconds once read. */
export function duration() {
  return z
    .string()
    .refine((v) => !Number.isNaN(parseDuration(v)), { error: "expected a duration such as 90s, 15m, 1h30m or 2d" })
    .transform(parseDuration)
    .meta({ description: "a duration such as 90s, 15m, 1h30m or 2d" });
}

/** A duration of more than nothing, for what is divided by or waited for again and again; ms once read. */
export function positiveDuration() {
  return z
    .string()
    .refine((v) => !Number.isNaN(parseDuration(v)), { error: "expected a duration such as 90s, 15m, 1h30m or 2d" })
    .refine((v) => parseDuration(v) !== 0, { error: "expected a duration above 0" })
    .transform(parseDuration)
    .meta({ description: "a duration such as 90s, 15m, 1h30m or 2d" });
}

/** A moment: `2026-01-30T13:25-05:00`, `…Z`, or local time and zone, `2026-01-30T13:25 America/New_York`; ms since 1970 UTC once read. */
export function instant() {
  return z
    .string()
    .refine((v) => !Number.isNaN(parseInstant(v)), {
      error:
        "expected a time with an offset or a zone, such as 2026-01-30T07:00-05:00 or 2026-01-30T07:00 America/New_York",
    })
    .transform(parseInstant)
    .meta({
      description:
        "a time with an offset or a zone, such as 2026-01-30T07:00-05:00 or 2026-01-30T07:00 America/New_York",
    });
}

/** A time of day, written `"13:25"` (quoted), in minutes after midnight once read; up to 24:00. */
export function timeOfDay() {
  return z
    .string()
    .regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'expected a time of day such as "09:30"')
    .transform((v) => Number(v.slice(0, 2)) * 60 + Number(v.slice(3)))
    .meta({ description: 'a time of day such as "09:30"' });
}

/** A day, written `2026-01-19`. */
export function day() {
  return z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, "expected a day such as 2026-01-19")
    .meta({ description: "a day such as 2026-01-19" });
}

/** A number above 0. */
export const positive = () => z.number().positive();
/** A number of 0 or more. */
export const nonNegative = () => z.number().nonnegative();
/** A whole number of 0 or more. */
export const count = () => z.number().int().nonnegative().max(1e9);

/** The name of one of the scenario's venues; the loader says when there is none of that name. */
export const venueName = () =>
  z.string().meta({ reference: "venue", description: "the name of one of the scenario's venues" });
/** The name of one of the scenario's populations; the loader says when there is none of that name. */
export const populationName = () =>
  z.string().meta({ reference: "population", description: "the name of one of the scenario's populations" });
