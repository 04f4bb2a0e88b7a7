import type { VenueSeries } from "../engine/result.ts";

/** "COMEX" for a venue named `comex`: short names are initials, longer ones are words. */
export const venueLabel = (name: string): string =>
  name.length <= 5 ? name.toUpperCase() : name.charAt(0).toUpperCase() + name.slice(1).replaceAll("-", " ");

/** What an event concerns: a venue as charts call it, a population by its own name. */
export const subjectLabel = (name: string): string => (name.length <= 5 ? name.toUpperCase() : name);

/** "USD/oz" */
export const priceUnit = (venue: VenueSeries): string => `${venue.currency}/${venue.unit}`;

/** "31%" for 0.314; `digits` after the point. The sign goes when `digits` leaves nothing. */
export function percent(fraction: number, digits = 0): string {
  const text = (fraction * 100).toFixed(digits);
  return `${Number(text) === 0 ? text.replace("-", "") : text}%`.replace("-", "\u2212");
}

/** A number as a reader wants it: 5 significant digits at most, thousands apart, k/M/B beyond a million. */
export function amount(value: number): string {
  const size = Math.abs(value);
  const text =
    size >= 1e9
      ? `${trim(size / 1e9, 2)}B`
      : size >= 1e6
        ? `${trim(size / 1e6, 2)}M`
        : size >= 1000
          ? thousands(Math.round(size))
          : size >= 100
            ? trim(size, 1)
            : size >= 1
              ? trim(size, 2)
              : size === 0
                ? "0"
                : String(Number(size.toPrecision(3)));
  return value < 0 ? `\u2212${text}` : text;
}

/** Digits in groups of three: much faster than toLocaleString, which tooltips would call ten thousand times. */
const thousands = (whole: number): string => String(whole).replace(/\B(?=(\d{3})+$)/g, ",");

const trim = (value: number, digits: number): string => String(Number(value.toFixed(digits)));

/** A count with its noun: "1 account", "2,400 accounts". */
export const counted = (n: number, noun: string): string => `${amount(n)} ${noun}${n === 1 ? "" : "s"}`;

/** Whole words for a number of days and the like, up to ten. */
export const few = (n: number): string =>
  ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"][n] ?? String(n);

/** First letter upper case. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A figure in its unit: "%" takes a fraction, anything else follows the number. NaN is a dash. */
export function figure(value: number | null, unit: string): string {
  if (value === null || Number.isNaN(value)) return "\u2013";
  if (unit === "%") return percent(value, Math.abs(value) < 1 ? 1 : 0);
  return unit === "" ? amount(value) : `${amount(value)} ${unit}`;
}

/** "−39.2% to −23.5%", "109.5 to 133.8 USD/oz". */
export const span = (low: number, high: number, unit: string): string =>
  `${figure(low, unit === "%" ? unit : "")} to ${figure(high, unit)}`;

/** A range that counts as agreement, "at least 2 days" where an end is open; a dash where none is claimed. */
export function rangeWords(range: {
  readonly low: number | null;
  readonly high: number | null;
  readonly unit: string;
}): string {
  const { low, high, unit } = range;
  if (low === null) return high === null ? "\u2013" : `at most ${figure(high, unit)}`;
  return high === null ? `at least ${figure(low, unit)}` : span(low, high, unit);
}
