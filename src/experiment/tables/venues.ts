/** venues.parquet: a row for each (step, venue), in that order. */
import type { RunResult, VenueSeries } from "../../engine/result.ts";
import { VENUE_PHASES } from "../../engine/result.ts";
import { category, integer, makeTable, number, type Table, time } from "./table.ts";

type SeriesKey = Exclude<keyof VenueSeries, "name" | "currency" | "unit" | "phase">;

/** Column on disk and the series it holds. */
const NUMBERS: readonly (readonly [column: string, series: SeriesKey])[] = [
  ["open", "open"],
  ["high", "high"],
  ["low", "low"],
  ["close", "close"],
  ["mid", "mid"],
  ["bid", "bid"],
  ["ask", "ask"],
  ["bid_depth", "bidDepth"],
  ["ask_depth", "askDepth"],
  ["volume", "volume"],
  ["forced_volume", "forcedVolume"],
  ["open_interest", "openInterest"],
  ["settlement", "settlement"],
  ["initial_margin", "initialMargin"],
  ["maintenance_margin", "maintenanceMargin"],
  ["limit_low", "limitLow"],
  ["limit_high", "limitHigh"],
  ["limit_queue", "limitQueue"],
];
const COUNTS: readonly (readonly [column: string, series: SeriesKey])[] = [
  ["called", "called"],
  ["liquidating", "liquidating"],
  ["defaulted", "defaulted"],
];

export function venuesTable(result: RunResult): Table {
  const { venues } = result;
  const width = venues.length;
  const steps = result.time.length;
  const interleave = (of: (venue: VenueSeries) => ArrayLike<number>): Float64Array => {
    const out = new Float64Array(steps * width);
    for (let v = 0; v < width; v++) {
      const series = of(venues[v]);
      for (let i = 0, at = v; i < steps; i++, at += width) out[at] = series[i];
    }
    return out;
  };
  const number_ = ([column, series]: (typeof NUMBERS)[number]) =>
    number(
      column,
      interleave((venue) => venue[series]),
    );
  const index = new Uint8Array(steps * width).map((_, at) => at % width);
  return makeTable("venues", [
    time(
      "time",
      interleave(() => result.time),
    ),
    category(
      "venue",
      index,
      venues.map((venue) => venue.name),
    ),
    category(
      "phase",
      interleave((venue) => venue.phase),
      VENUE_PHASES,
    ),
    ...NUMBERS.map(number_),
    ...COUNTS.map(([column, series]) =>
      integer(
        column,
        interleave((venue) => venue[series]),
      ),
    ),
  ]);
}
