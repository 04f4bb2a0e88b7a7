/** What stands in a reference's brackets: a day, days from one to another, a moment, or a stretch of time. */
import { DAY, dayName, isZone, MINUTE, parseInstant } from "../../core/time.ts";
import { ExpressionError } from "../vocabulary.ts";
import type { CalendarDay } from "./trading-days.ts";

/** Whose days and clock dates mean. */
export interface Dating {
  /** The venue's name; null: the world, whose days are those of UTC. */
  readonly venue: string | null;
  /** IANA zone of local times. */
  readonly zone: string;
  /** Trading days inside the clock; null for the world. */
  readonly days: readonly CalendarDay[] | null;
  readonly start: number;
  readonly end: number;
}

/** From `from` to before `until` (ms UTC), or the moment `at`. */
export type Window =
  | { readonly kind: "stretch"; readonly from: number | null; readonly until: number | null }
  | { readonly kind: "moment"; readonly at: number };

interface End {
  readonly date: string;
  readonly time: string | null;
  readonly at: number;
}

const END = /^\s*(\d{4}-\d{2}-\d{2})(?:[\sT]+(\d{1,2}:\d{2}))?\s*$/;
const TIME = /^\s*(\d{1,2}:\d{2})\s*$/;
const ZONE = /\s([A-Za-z]+(?:\/[A-Za-z_]+)+|UTC)\s*$/;

/** Reads it. Throws an ExpressionError whose place is counted from the beginning of `text`. */
export function readWindow(text: string, dating: Dating): Window {
  const zoned = ZONE.exec(text);
  const zone = zoned === null ? dating.zone : zoned[1];
  if (zoned !== null && !isZone(zone)) throw new ExpressionError(`there is no time zone "${zone}"`, zoned.index + 1);
  const body = zoned === null ? text : text.slice(0, zoned.index);
  const parts = body.split("..");
  if (parts.length > 2) throw new ExpressionError("expected one .. at most", body.lastIndexOf(".."), FORMS);
  if (parts.length === 1) {
    const end = readEnd(body, 0, null);
    if (end === null) throw new ExpressionError("expected a day such as 2026-01-30", 0, FORMS);
    if (end.time !== null) return { kind: "moment", at: instant(end, zone, dating) };
    const [from, until] = spanOf(end, dating, zoned === null ? null : zone);
    return { kind: "stretch", from, until };
  }
  const left = readEnd(parts[0], 0, null);
  const right = readEnd(parts[1], parts[0].length + 2, left);
  if (left === null && right === null) throw new ExpressionError("expected a day on one side of .. at least", 0, FORMS);
  const named = zoned === null ? null : zone;
  const from = left === null ? null : left.time === null ? spanOf(left, dating, named)[0] : instant(left, zone, dating);
  const until =
    right === null ? null : right.time === null ? spanOf(right, dating, named)[1] : instant(right, zone, dating);
  if (from !== null && until !== null && !(from < until))
    throw new ExpressionError(`${text.trim()} ends before it begins`, 0);
  return { kind: "stretch", from, until };
}

const FORMS = "write [2026-01-30], [2026-01-29 .. 2026-01-30], [2026-01-30 09:30] or [2026-01-30 09:30 .. 12:30]";

/** One side of a window; a time alone is on the day of `before`; null when nothing stands there. */
function readEnd(text: string, at: number, before: End | null): End | null {
  const lead = at + (text.length - text.trimStart().length);
  if (text.trim() === "") return null;
  const match = END.exec(text);
  const alone = TIME.exec(text);
  if (match !== null) {
    const [, date, time] = match;
    const parsed = Date.parse(date);
    if (Number.isNaN(parsed) || dayName(parsed) !== date) throw new ExpressionError(`there is no day ${date}`, lead);
    return { date, time: time === undefined ? null : time.padStart(5, "0"), at: lead };
  }
  if (alone !== null && before !== null && before.time !== null)
    return { date: before.date, time: alone[1].padStart(5, "0"), at: lead };
  throw new ExpressionError(`cannot read the day or time "${text.trim()}"`, lead, FORMS);
}

function instant({ date, time, at }: End, zone: string, { start, end }: Dating): number {
  const moment = parseInstant(`${date}T${time} ${zone}`);
  if (Number.isNaN(moment)) throw new ExpressionError(`there is no time ${date} ${time} in ${zone}`, at);
  if (moment < start || moment > end) throw outside(`${date} ${time}`, at, start, end);
  return moment;
}

/** First moment and end of a day: of the venue's trading day, or of the calendar's day in the zone that is named. */
function spanOf({ date, at }: End, { venue, days, start, end }: Dating, zone: string | null): [number, number] {
  if (days !== null && zone === null) {
    const day = findDay(days, venue, date, at, start, end);
    return [day.open, day.close];
  }
  const from = parseInstant(`${date}T00:00 ${zone ?? "UTC"}`);
  const next = parseInstant(`${dayName(Date.parse(date) + DAY)}T00:00 ${zone ?? "UTC"}`);
  if (next <= start || from >= end) throw outside(date, at, start, end);
  return [from, next];
}

/** The trading day of that date. Throws an ExpressionError that names the nearest one. */
export function findDay(
  days: readonly CalendarDay[],
  venue: string | null,
  date: string,
  at: number,
  start: number,
  end: number,
): CalendarDay {
  const found = days.find((day) => day.date === date);
  if (found !== undefined) return found;
  if (days.length === 0 || date < days[0].date || date > days[days.length - 1].date)
    throw outside(date, at, start, end);
  const nearest = days.reduce((best, day) => (gap(day.date, date) < gap(best.date, date) ? day : best));
  throw new ExpressionError(`${date} is no trading day of ${venue}`, at, `the nearest is ${nearest.date}`);
}

const gap = (a: string, b: string): number => Math.abs(Date.parse(a) - Date.parse(b)) / MINUTE;

function outside(words: string, at: number, start: number, end: number): ExpressionError {
  const clock = `${new Date(start).toISOString().slice(0, 16)}Z to ${new Date(end).toISOString().slice(0, 16)}Z`;
  return new ExpressionError(`${words} lies outside the clock, which runs from ${clock}`, at);
}
