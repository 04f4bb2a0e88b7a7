/** What experiments measure of a run. Times are ISO 8601 with an offset. */
import { CAUSES, type CauseName } from "../../src/core/cause.ts";
import type { RunResult, VenueSeries, WorldSeries } from "../../src/engine/result.ts";
import type { Response } from "./dose-response.ts";

type Column = { [K in keyof VenueSeries]: VenueSeries[K] extends Float64Array ? K : never }[keyof VenueSeries];

/** A figure of the run's summary. */
export function summary(key: string, name: string, unit = "%"): Response {
  return { name, unit, of: ({ summary: figures }) => Number(figures[key]) };
}

/** The venue of that name. */
export function venueOf({ venues }: RunResult, name: string): VenueSeries {
  const venue = venues.find((v) => v.name === name);
  if (!venue) throw new Error(`there is no venue ${name}`);
  return venue;
}

/** Number of the last step that begins at or before a moment. */
export function stepBefore({ time }: RunResult, moment: string): number {
  const at = Date.parse(moment);
  let i = time.length - 1;
  while (i > 0 && time[i] > at) i--;
  return i;
}

/** A venue's column at a moment: its last value there. */
export function valueAt(result: RunResult, venue: string, column: Column, moment: string): number {
  const series = venueOf(result, venue)[column];
  let i = stepBefore(result, moment);
  while (i > 0 && Number.isNaN(series[i])) i--;
  return series[i];
}

/** A column of the world at a moment. */
export function worldAt(result: RunResult, column: keyof WorldSeries, moment: string): number {
  return result.world[column][stepBefore(result, moment)];
}

/** Change of a venue's mid between two moments, as a fraction. */
export function move(venue: string, from: string, to: string, name: string): Response {
  return { name, unit: "%", of: (r) => valueAt(r, venue, "mid", to) / valueAt(r, venue, "mid", from) - 1 };
}

/** Lowest mid of a window over the mid at its start, less 1. */
export function fallTo(result: RunResult, venue: string, from: string, to: string): number {
  const { mid } = venueOf(result, venue);
  const first = stepBefore(result, from);
  let low = mid[first];
  for (let i = first; i <= stepBefore(result, to); i++) if (mid[i] < low) low = mid[i];
  return low / mid[first] - 1;
}

/** Highest mid of a window over the mid at its start, less 1. */
export function riseTo(result: RunResult, venue: string, from: string, to: string): number {
  const { mid } = venueOf(result, venue);
  const first = stepBefore(result, from);
  let high = mid[first];
  for (let i = first; i <= stepBefore(result, to); i++) if (mid[i] > high) high = mid[i];
  return high / mid[first] - 1;
}

/** Mean of a venue's column over a window, steps without a value left out. */
export function meanOf(result: RunResult, venue: string, column: Column, from: string, to: string): number {
  const series = venueOf(result, venue)[column];
  let sum = 0;
  let n = 0;
  for (let i = stepBefore(result, from); i <= stepBefore(result, to); i++) {
    if (Number.isNaN(series[i])) continue;
    sum += series[i];
    n++;
  }
  return sum / n;
}

/** Largest value of a venue's column over a window. */
export function mostOf(result: RunResult, venue: string, column: Column, from: string, to: string): number {
  const series = venueOf(result, venue)[column];
  let most = Number.NEGATIVE_INFINITY;
  for (let i = stepBefore(result, from); i <= stepBefore(result, to); i++) if (series[i] > most) most = series[i];
  return most;
}

export interface FlowFilter {
  readonly venue?: string;
  readonly population?: string;
  readonly cause?: CauseName;
  readonly from?: string;
  readonly to?: string;
}

/** Lots that match, bought and sold. */
export function flow({ flows, venues, populations }: RunResult, filter: FlowFilter): { bought: number; sold: number } {
  const venue = venues.findIndex(({ name }) => name === filter.venue);
  const population = populations.findIndex(({ name }) => name === filter.population);
  const cause = filter.cause === undefined ? -1 : CAUSES.indexOf(filter.cause);
  const from = filter.from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(filter.from);
  const to = filter.to === undefined ? Number.POSITIVE_INFINITY : Date.parse(filter.to);
  let bought = 0;
  let sold = 0;
  for (let i = 0; i < flows.time.length; i++) {
    if (filter.venue !== undefined && flows.venue[i] !== venue) continue;
    if (filter.population !== undefined && flows.population[i] !== population) continue;
    if (cause >= 0 && flows.cause[i] !== cause) continue;
    if (flows.time[i] < from || flows.time[i] >= to) continue;
    bought += flows.buyVolume[i];
    sold += flows.sellVolume[i];
  }
  return { bought, sold };
}

/** Standard deviation of a venue's log returns over `minutes` in a window, both ends of each in continuous trading. */
export function volatility(result: RunResult, venue: string, minutes: number, from: string, to: string): number {
  const returns = returnsOf(result, venue, minutes, from, to);
  return Math.sqrt(returns.reduce((sum, r) => sum + r * r, 0) / returns.length);
}

function returnsOf(result: RunResult, venue: string, minutes: number, from: string, to: string): number[] {
  const { mid, phase } = venueOf(result, venue);
  const { time } = result;
  const returns: number[] = [];
  let last = -1;
  for (let i = stepBefore(result, from); i <= stepBefore(result, to); i++) {
    if (phase[i] !== 2 || time[i] % (minutes * 60_000) !== 0) continue;
    if (last >= 0 && time[i] - time[last] === minutes * 60_000) returns.push(Math.log(mid[i] / mid[last]));
    last = i;
  }
  return returns;
}
