/** When a venue's trading days begin, settle and end: what the dates in a figure stand for. */
import type { Scenario } from "../../engine/config.ts";
import { Calendar, ChangeKind, type VenueConfig } from "../../market/index.ts";
import { ExpressionError } from "../vocabulary.ts";

/** A trading day of a venue, moments in ms UTC. */
export interface CalendarDay {
  /** `2026-01-30` */
  readonly date: string;
  /** First moment of its first session, evening sessions of the day before among them, and end of its last. */
  readonly open: number;
  readonly close: number;
  /** When its settlement becomes known; null when that is before the run. */
  readonly settles: number | null;
}

/** Calendars are slow to make (time zones), and every point of a sweep asks for the same. */
const kept = new Map<string, readonly CalendarDay[]>();
const KEPT = 32;

/** Trading days of the venue that lie inside the clock, if only in part. Throws an ExpressionError for a venue without any. */
export function calendarDays(
  venue: string,
  { venues, clock }: Pick<Scenario, "venues" | "clock">,
): readonly CalendarDay[] {
  const config: VenueConfig = venues[venue];
  const { zone, tradingDays, sessions, holidays, noNightBefore, earlyCloses, settlement } = config;
  const key = JSON.stringify([
    [zone, tradingDays, sessions, holidays, noNightBefore, earlyCloses, settlement],
    [clock.start, clock.end],
  ]);
  let days = kept.get(key);
  if (days === undefined) {
    try {
      days = makeDays(config, clock.start, clock.end);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new ExpressionError(`${venue} has no calendar: ${error.message}`);
    }
    if (kept.size >= KEPT) kept.clear();
    kept.set(key, days);
  }
  return days;
}

function makeDays(config: VenueConfig, start: number, end: number): CalendarDay[] {
  const calendar = new Calendar(config, start, end);
  const days = calendar.days.map((date) => ({
    date,
    open: Number.NaN,
    close: Number.NaN,
    settles: null as number | null,
  }));
  for (let i = 0; i < calendar.time.length; i++) {
    const kind = calendar.kind[i];
    if (kind === ChangeKind.Phase) continue;
    const day = days[calendar.value[i]];
    if (kind === ChangeKind.DayOpen) day.open = calendar.time[i];
    if (kind === ChangeKind.DayClose) day.close = calendar.time[i];
    if (kind === ChangeKind.Settle) day.settles = calendar.time[i];
  }
  return days.filter((day) => day.close > start && day.open < end);
}
