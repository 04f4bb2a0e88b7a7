/** Tells when a book locks at a price limit and when it opens again. */
import type { Venue } from "./venue.ts";

/** Minutes of open trading after which a lock counts as over: fills between two sellers' arrivals are not an opening. */
const OPEN_FOR = 5;

export class LockWatch {
  private told = 0;
  private day = -1;
  private openMinutes = 0;

  /** Looks at the end of a step of continuous trading. */
  look(venue: Venue, time: number, minutes: number): void {
    if (venue.dayIndex !== this.day) {
      this.day = venue.dayIndex;
      this.told = 0;
      this.openMinutes = 0;
    }
    const { lock } = venue;
    if (lock !== 0) {
      this.openMinutes = 0;
      if (lock !== this.told) venue.notify(time, "limit-lock", `locked limit-${describe(venue, lock)}`);
      this.told = lock;
    } else if (this.told !== 0) {
      this.openMinutes += minutes;
      if (this.openMinutes < OPEN_FOR) return;
      venue.notify(time, "limit-unlock", `limit-${describe(venue, this.told)} opened`);
      this.told = 0;
    }
  }
}

const describe = (venue: Venue, lock: number): string =>
  lock < 0 ? `down at ${venue.toPrice(venue.limitLowTicks)}` : `up at ${venue.toPrice(venue.limitHighTicks)}`;
