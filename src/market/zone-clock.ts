/** The local clock of one zone through a run's window, without asking the time-zone tables at every step. */
import { DAY, HOUR, MINUTE, zoneOffset } from "../core/time.ts";

/** Frozen once made: configuration, not state. */
export class ZoneClock {
  /** Moments, ms UTC, from which each offset holds; the first is -Infinity. */
  private readonly from: number[] = [Number.NEGATIVE_INFINITY];
  /** Minutes ahead of UTC. */
  private readonly offset: number[];

  /** @param zone IANA zone  @param start  @param end ms UTC, the window in which it is exact to the minute */
  constructor(zone: string, start: number, end: number) {
    let last = zoneOffset(start, zone);
    this.offset = [last];
    for (let t = start; t < end; t += 6 * HOUR) {
      const next = zoneOffset(t + 6 * HOUR, zone);
      if (next === last) continue;
      let low = t;
      let high = t + 6 * HOUR;
      while (high - low > MINUTE) {
        const middle = Math.floor((low + high) / 2 / MINUTE) * MINUTE;
        if (zoneOffset(middle, zone) === last) low = middle;
        else high = middle;
      }
      this.from.push(high);
      this.offset.push(next);
      last = next;
    }
    Object.freeze(this);
  }

  /** Minutes after local midnight, fractions included, 0 … 1440. */
  minuteOfDay(time: number): number {
    let i = this.from.length - 1;
    while (time < this.from[i]) i--;
    const local = time + this.offset[i] * MINUTE;
    return (local - Math.floor(local / DAY) * DAY) / MINUTE;
  }
}
