/** How often and for how long nobody could trade at a venue. */
import type { RunResult, VenueSeries } from "../engine/result.ts";
import { stepAt } from "./steps.ts";

/** Positions in VENUE_PHASES. */
const CLOSED = 0;
const CONTINUOUS = 2;
const HALTED = 3;
const MINUTE = 60_000;

/** Stops of trading at a venue; minutes are of its sessions, nights between them do not count. */
export interface HaltedTime {
  /** Halts by the venue's rules and by shocks. */
  readonly number: number;
  /** Minutes halted, those in which a halt only collected orders included. */
  readonly minutes: number;
  /** Minutes of continuous trading in which the book was locked at a price limit. */
  readonly locked: number;
}

export function haltedTime({ time, events }: RunResult, venue: VenueSeries): HaltedTime {
  const stopped = new Uint8Array(time.length);
  let number = 0;
  for (const event of events) {
    if (event.kind !== "halt" || event.subject !== venue.name) continue;
    number++;
    // What the halt's auction collects, until trading goes on or the session ends.
    const first = Math.max(0, stepAt(time, event.time));
    for (let i = first; i < time.length && venue.phase[i] !== CLOSED; i++) {
      if (venue.phase[i] !== CONTINUOUS) stopped[i] = 1;
      else if (i > first) break;
    }
  }
  let [minutes, locked] = [0, 0];
  for (let i = 0; i < time.length; i++) {
    // The last step has no successor: it is as long as the one before it.
    const length = i + 1 < time.length ? time[i + 1] - time[i] : time[i] - (time[i - 1] ?? time[i]);
    if (stopped[i] === 1 || venue.phase[i] === HALTED) minutes += length / MINUTE;
    else if (venue.phase[i] === CONTINUOUS && venue.limitQueue[i] > 0) locked += length / MINUTE;
  }
  return { number, minutes, locked };
}
