/** The venue's settlements with the margin that stood after each: what coverage and procyclicality are measured on. */
import type { RunResult, VenueSeries } from "../../engine/result.ts";
import { tradingDays } from "../trading-days.ts";

/** A row for each settlement of a run, those before the fork included. Columns of equal length. */
export interface MarginDays {
  /** When the settlement became known, ms UTC. */
  readonly time: Float64Array;
  /** The first step after the session that settled: its margin stands against the next day's loss. */
  readonly after: Float64Array;
  readonly settlement: Float64Array;
  /** Rates in force at `after`, fractions of notional. */
  readonly maintenance: Float64Array;
  readonly initial: Float64Array;
  /** Lots open, on one side, at `after`. */
  readonly openInterest: Float64Array;
}

/** What a step that takes effect at the close asks is known when the session has ended, not when it settles. */
export function marginDays(result: RunResult, venue: VenueSeries, zone: string): MarginDays {
  const days = tradingDays(result, venue, zone).filter((day) => day.settled >= 0);
  const ends = days.map(({ last }) => Math.min(last + 1, result.time.length - 1));
  const at = (series: ArrayLike<number>, steps: readonly number[]): Float64Array =>
    Float64Array.from(steps, (step) => series[step]);
  return {
    time: Float64Array.from(days, ({ settled }) => result.time[settled]),
    after: at(result.time, ends),
    settlement: Float64Array.from(days, (day) => day.settlement),
    maintenance: at(venue.maintenanceMargin, ends),
    initial: at(venue.initialMargin, ends),
    openInterest: at(venue.openInterest, ends),
  };
}

/** The days whose margin stood from a moment on. */
export function daysFrom(days: MarginDays, from: number): MarginDays {
  let first = days.after.findIndex((time) => time >= from);
  if (first < 0) first = days.after.length;
  return {
    time: days.time.slice(first),
    after: days.after.slice(first),
    settlement: days.settlement.slice(first),
    maintenance: days.maintenance.slice(first),
    initial: days.initial.slice(first),
    openInterest: days.openInterest.slice(first),
  };
}
