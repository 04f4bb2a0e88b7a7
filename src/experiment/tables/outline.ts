/** outline.parquet: the run in quarter-hours, small enough to keep of every run of a sweep, so that fans can be drawn. */
import { lastPrices } from "../../analysis/last-price.ts";
import type { RunResult } from "../../engine/result.ts";
import { makeTable, number, type Table, time } from "./table.ts";

const QUARTER = 15 * 60_000;

/** Column of a venue's price: the last trade so far. */
export const priceColumn = (venue: string): string => `${venue}.price`;

/**
 * A row for each quarter-hour in which a step began: `time`, its end; and what stood at its last step: the price of each
 * venue, the fund's `nav` and `premium`, `fair_value` and `gold`.
 */
export function outlineTable(result: RunResult): Table {
  const { world } = result;
  const rows: number[] = [];
  const ends: number[] = [];
  for (let i = 0; i < result.time.length; i++) {
    const quarter = Math.floor(result.time[i] / QUARTER);
    if (Math.floor(result.time[i + 1] / QUARTER) === quarter) continue;
    rows.push(i);
    ends.push((quarter + 1) * QUARTER);
  }
  const at = (series: Float64Array): Float64Array => Float64Array.from(rows, (i) => series[i]);
  return makeTable("outline", [
    time("time", ends),
    ...result.venues.map((venue) => number(priceColumn(venue.name), at(lastPrices(venue)))),
    number("nav", at(world.nav)),
    number("premium", at(world.premium)),
    number("fair_value", at(world.fairValue)),
    number("gold", at(world.gold)),
  ]);
}
