import { HOUR, MINUTE, zoneOffset } from "../core/time.ts";

const MONTHS = "January February March April May June July August September October November December".split(" ");
const TWO = (n: number) => String(n).padStart(2, "0");

/**
 * A zone's wall clock. Charts carry local times written as if they were UTC and draw them on UTC scales, so that a file
 * shows the same picture wherever it is opened.
 */
export class LocalTime {
  /** What an axis calls it: "New York time". */
  readonly name: string;
  private readonly zone: string;
  private readonly local: Float64Array;
  private readonly time: Float64Array;
  /** Offsets found so far, ms by hour: asking the zone's tables for each of thousands of moments would be slow. */
  private readonly offsets = new Map<number, number>();

  constructor(time: Float64Array, zone: string) {
    this.zone = zone;
    this.name = zone === "UTC" ? "UTC" : `${(zone.split("/").pop() ?? zone).replaceAll("_", " ")} time`;
    this.time = time;
    this.local = new Float64Array(time.length);
    for (let i = 0; i < time.length; i++) this.local[i] = this.at(time[i]);
  }

  /** Local time of a step. */
  step(index: number): number {
    return this.local[index];
  }

  /** Local time of a moment. */
  at(utc: number): number {
    const hour = Math.floor(utc / HOUR);
    let offset = this.offsets.get(hour);
    if (offset === undefined) {
      offset = zoneOffset(utc, this.zone) * MINUTE;
      this.offsets.set(hour, offset);
    }
    return utc + offset;
  }

  /** First and last step whose local date is `date`; null when there is none. */
  day(date: string): { first: number; last: number } | null {
    const from = Date.parse(`${date}T00:00Z`);
    let first = -1;
    let last = -1;
    for (let i = 0; i < this.local.length; i++) {
      if (this.local[i] < from || this.local[i] >= from + 24 * HOUR) continue;
      if (first < 0) first = i;
      last = i;
    }
    return first < 0 ? null : { first, last };
  }

  /** UTC times of the steps. */
  get utc(): Float64Array {
    return this.time;
  }
}

/** "30 January" for a date `2026-01-30`. */
export function dayWords(date: string): string {
  return `${Number(date.slice(8, 10))} ${MONTHS[Number(date.slice(5, 7)) - 1]}`;
}

/** "30 Jan 13:25" for a local time written as if it were UTC. */
export function momentWords(local: number): string {
  const d = new Date(local);
  const month = MONTHS[d.getUTCMonth()].slice(0, 3);
  return `${d.getUTCDate()} ${month} ${TWO(d.getUTCHours())}:${TWO(d.getUTCMinutes())}`;
}

/** "13:25" for a local time written as if it were UTC. */
export function clockWords(local: number): string {
  const d = new Date(local);
  return `${TWO(d.getUTCHours())}:${TWO(d.getUTCMinutes())}`;
}
