/** Halts and limits: how long nobody could trade, what waited, and where the price was when it went on. */
import type { RunResult, VenueSeries } from "../../engine/result.ts";
import { lastPrices } from "../last-price.ts";
import { firstStepFrom, stepAt } from "../steps.ts";
import type { Figures, StressTerms } from "./stress-terms.ts";

/** Positions in VENUE_PHASES. */
const CONTINUOUS = 2;
const HALTED = 3;
const MINUTE = 60_000;

/**
 * `halts.*` from the fork on: halts of the venue's own rules and of shocks; minutes from each until continuous trading; minutes
 * at a price limit with lots waiting; the most lots that waited there; the largest jump over a night or a halt that began
 * locked or halted.
 */
export function haltFigures(result: RunResult, venue: VenueSeries, terms: StressTerms): Figures {
  const { time, events } = result;
  let [number, halted] = [0, 0];
  for (const event of events) {
    if (event.kind !== "halt" || event.subject !== venue.name || event.time < terms.fork) continue;
    number++;
    halted += untilTrading(time, venue, event.time) / MINUTE;
  }
  let [locked, waiting] = [0, 0];
  for (let i = firstStepFrom(time, terms.fork); i < time.length; i++) {
    if (!(venue.limitQueue[i] > 0)) continue;
    waiting = Math.max(waiting, venue.limitQueue[i]);
    if (i + 1 < time.length) locked += Math.min(time[i + 1] - time[i], 15 * MINUTE) / MINUTE;
  }
  return {
    "halts.number": number,
    "halts.minutes": halted,
    "halts.lockedMinutes": locked,
    "halts.waitingLots": waiting,
    "halts.gap": gapAfterStop(result, venue, terms.fork),
  };
}

/** ms from a moment to the first step of continuous trading after it. */
function untilTrading(time: ArrayLike<number>, venue: VenueSeries, from: number): number {
  let i = Math.max(0, stepAt(time, from));
  while (i < time.length && venue.phase[i] === CONTINUOUS) {
    if (time[i] - from > 15 * MINUTE) return 0;
    i++;
  }
  while (i < time.length && venue.phase[i] !== CONTINUOUS) i++;
  return i < time.length ? time[i] - from : 0;
}

/** Largest change, up or down, from the last price before trading stopped locked to the first after; 0 where it never did. */
function gapAfterStop({ time }: RunResult, venue: VenueSeries, from: number): number {
  const prices = lastPrices(venue);
  let most = 0;
  for (let i = Math.max(1, firstStepFrom(time, from)); i < time.length; i++) {
    if (venue.phase[i - 1] !== CONTINUOUS || venue.phase[i] === CONTINUOUS) continue;
    const stopped = i - 1;
    let next = i;
    while (next < time.length && (venue.phase[next] !== CONTINUOUS || Number.isNaN(venue.open[next]))) next++;
    if (next >= time.length || !(venue.limitQueue[stopped] > 0 || venue.phase[i] === HALTED)) continue;
    const gap = venue.open[next] / prices[stopped] - 1;
    if (Math.abs(gap) > Math.abs(most)) most = gap;
  }
  return most;
}
