/**
 * A venue's timetable in UTC: sessions on the local clock expanded over the run's window into a sorted list of changes.
 * Correct through changes of daylight-saving time, since each day's local times are converted on their own.
 */
import { DAY, dayName, localToUtc, MINUTE } from "../core/time.ts";
import type { VenueConfig } from "./config.ts";
import { VenuePhase } from "./phase.ts";
import { daySessions } from "./sessions.ts";

/** What a change of the timetable is; at one moment they come in this order. */
export const ChangeKind = { Close: 0, Settle: 1, DayClose: 2, DayOpen: 3, Phase: 4 } as const;
export type ChangeKind = (typeof ChangeKind)[keyof typeof ChangeKind];

/** Days before and after the window that are expanded too, so that its edges are like its middle. */
const MARGIN = 12 * DAY;

/** Frozen once made: configuration, not state. `cursor` arguments are indices into the list of changes. */
export class Calendar {
  /** Trading days in order, such as "2026-01-30". */
  readonly days: readonly string[];
  /** Moments, ms UTC, in order. */
  readonly time: Float64Array;
  readonly kind: Uint8Array;
  /** VenuePhase of a Phase change; number of the trading day in `days` of the others. */
  readonly value: Int32Array;
  /** Mean minutes of continuous trading in a trading day. */
  readonly minutesPerDay: number;

  /**
   * @param start @param end ms UTC. The first trading day is the one that runs at `start`, or the next, be it after `end`.
   * Throws a RangeError when sessions overlap or no trading day is near.
   */
  constructor(config: VenueConfig, start: number, end: number) {
    const { days, rows, minutes } = expand(config, start, end);
    this.days = Object.freeze(days);
    this.time = Float64Array.from(rows, (r) => r.time);
    this.kind = Uint8Array.from(rows, (r) => r.kind);
    this.value = Int32Array.from(rows, (r) => r.value);
    this.minutesPerDay = minutes;
    Object.freeze(this);
  }

  /** The first change after `time`, looking from `cursor` on; Infinity when there is none. */
  nextChange(cursor: number, time: number): number {
    const { time: at } = this;
    let i = cursor;
    while (i < at.length && at[i] <= time) i++;
    return i < at.length ? at[i] : Number.POSITIVE_INFINITY;
  }

  /** Moment of the next change of that kind from `cursor` on; Infinity when there is none. */
  next(kind: ChangeKind, cursor: number): number {
    const { time, kind: kinds } = this;
    let i = cursor;
    while (i < kinds.length && kinds[i] !== kind) i++;
    return i < time.length ? time[i] : Number.POSITIVE_INFINITY;
  }
}

interface Row {
  time: number;
  kind: ChangeKind;
  value: number;
}

function expand(config: VenueConfig, start: number, end: number) {
  const all = daySessions(config, start - MARGIN, end + MARGIN);
  const first = all.findIndex((day) => day.sessions[day.sessions.length - 1].end > start);
  const kept = first < 0 ? [] : all.slice(first).filter((day, i) => i === 0 || day.sessions[0].start < end);
  if (kept.length === 0) throw new RangeError(`no trading day from ${dayName(start)} to ${dayName(end + MARGIN)}`);
  const rows: Row[] = [];
  let minutes = 0;
  let previousEnd = Number.NEGATIVE_INFINITY;
  kept.forEach(({ day, sessions }, value) => {
    const settle = settlementTime(config, day, sessions[sessions.length - 1].end, start);
    rows.push({ time: sessions[0].start, kind: ChangeKind.DayOpen, value });
    sessions.forEach((session, i) => {
      if (session.start < previousEnd)
        throw new RangeError(`sessions overlap on ${dayName(session.start)} (trading day ${day})`);
      previousEnd = session.end;
      rows.push({ time: session.start, kind: ChangeKind.Phase, value: session.phase });
      if (sessions[i + 1]?.start !== session.end) rows.push({ time: session.end, kind: ChangeKind.Close, value });
      if (session.phase === VenuePhase.Continuous) minutes += (session.end - session.start) / MINUTE;
    });
    if (settle !== null) rows.push({ time: settle, kind: ChangeKind.Settle, value });
    rows.push({ time: previousEnd, kind: ChangeKind.DayClose, value });
  });
  rows.sort((a, b) => a.time - b.time || a.kind - b.kind);
  return { days: kept.map((d) => d.day), rows, minutes: minutes / kept.length };
}

/** When the trading day settles, or null when that lies before the run: the settlement is then known already. */
function settlementTime(config: VenueConfig, day: string, dayEnd: number, start: number): number | null {
  const early = config.earlyCloses[day];
  const at = early === undefined ? config.settlement.at : Math.min(early, config.settlement.at);
  const time = Math.min(dayEnd, localToUtc(Date.parse(day) + at * MINUTE, config.zone));
  return time <= start ? null : time;
}
