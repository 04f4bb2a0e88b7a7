/** From weekly sessions, holidays and early closes to the sessions of each trading day. */
import { DAY, dayName, localToUtc, MINUTE } from "../core/time.ts";
import type { VenueConfig } from "./config.ts";
import { VenuePhase } from "./phase.ts";
import { type SessionConfig, WEEKDAYS } from "./timetable-config.ts";

/** A stretch of trading, ms UTC. */
export interface Session {
  readonly start: number;
  readonly end: number;
  readonly phase: VenuePhase;
}

/** A trading day and its sessions in order; there is at least one. */
export interface DaySessions {
  readonly day: string;
  readonly sessions: readonly Session[];
}

/** All trading days of which a session begins on a local day of [from, to], in order. */
export function daySessions(config: VenueConfig, from: number, to: number): DaySessions[] {
  const holidays = new Set(config.holidays);
  const isTradingDay = (day: number): boolean =>
    config.tradingDays.includes(WEEKDAYS[new Date(day).getUTCDay()]) && !holidays.has(dayName(day));
  const byDay = new Map<string, Session[]>();
  const firstDay = Math.floor(from / DAY) * DAY;
  for (let day = firstDay; day <= to; day += DAY) {
    for (const session of config.sessions) {
      const belongs = tradingDayOf(session, day, isTradingDay, holidays, config.noNightBefore);
      if (belongs === null) continue;
      const held = cut(session, day, config);
      if (held === null) continue;
      const name = dayName(belongs);
      const list = byDay.get(name);
      if (list) list.push(held);
      else byDay.set(name, [held]);
    }
  }
  return [...byDay]
    .map(([day, sessions]) => ({ day, sessions: sessions.sort((a, b) => a.start - b.start) }))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** The trading day that a session beginning on `day` belongs to; null when it is not held. */
function tradingDayOf(
  session: SessionConfig,
  day: number,
  isTradingDay: (day: number) => boolean,
  holidays: ReadonlySet<string>,
  noNightBefore: readonly string[],
): number | null {
  if (!session.days.includes(WEEKDAYS[new Date(day).getUTCDay()])) return null;
  if (session.tradingDay === "same") return isTradingDay(day) ? day : null;
  if (!session.onHolidays && holidays.has(dayName(day))) return null;
  let next = day + DAY;
  // A year without a trading day is a mistake in the file; the calendar reports that it found none.
  for (let i = 0; !isTradingDay(next); i++, next += DAY) if (i > 366) return null;
  const [evening, morning] = [dayName(day), dayName(next)];
  return noNightBefore.some((d) => evening < d && d <= morning) ? null : next;
}

/** The session on the UTC clock, cut by an early close; null when nothing is left of it. */
function cut(session: SessionConfig, day: number, config: VenueConfig): Session | null {
  const phase = session.phase === "auction" ? VenuePhase.Auction : VenuePhase.Continuous;
  const start = localToUtc(day + session.from * MINUTE, config.zone);
  const lastDay = session.to <= session.from ? day + DAY : day;
  let end = localToUtc(lastDay + session.to * MINUTE, config.zone);
  for (const d of lastDay === day ? [day] : [day, lastDay]) {
    const early = config.earlyCloses[dayName(d)];
    if (early === undefined) continue;
    const close = localToUtc(d + early * MINUTE, config.zone);
    if (start < close && close < end) end = close;
    else if (start >= close && d === day && session.tradingDay === "same") return null;
  }
  return { start, end, phase };
}
