/** venues.parquet: a row for each (step, venue), in that order. */
import { VENUE_SERIES } from "../../analysis/reported/series-columns.ts";
import type { RunResult, VenueSeries } from "../../engine/result.ts";
import { VENUE_PHASES } from "../../engine/result.ts";
import { type Column, category, integer, makeTable, number, type Table, time } from "./table.ts";

const COLUMNS = [...VENUE_SERIES];
/** Whole numbers; all other columns are doubles. */
const WHOLE = new Set(["called", "liquidating", "defaulted"]);

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
  const column = ([name, series]: (typeof COLUMNS)[number]): Column =>
    (WHOLE.has(name) ? integer : number)(
      name,
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
    ...COLUMNS.map(column),
  ]);
}
