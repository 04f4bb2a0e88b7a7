/** flows.parquet: a row for each (quarter-hour, venue, population, cause) that traded; falls.parquet: the main venue's, step by step, while it falls. */
import { CAUSES } from "../../core/cause.ts";
import type { RunResult } from "../../engine/result.ts";
import { category, makeTable, number, type Table, time } from "./table.ts";

export function flowsTable(result: RunResult): Table {
  const { flows } = result;
  return makeTable("flows", [
    time("time", flows.time),
    category(
      "venue",
      flows.venue,
      result.venues.map((venue) => venue.name),
    ),
    category(
      "population",
      flows.population,
      result.populations.map((population) => population.name),
    ),
    category("cause", flows.cause, CAUSES),
    number("buy_volume", flows.buyVolume),
    number("sell_volume", flows.sellVolume),
    number("aggressive_volume", flows.aggressiveVolume),
    number("impact", flows.impact),
  ]);
}

export function fallsTable({ falls, populations }: RunResult): Table {
  return makeTable("falls", [
    time("time", falls.time),
    category(
      "population",
      falls.population,
      populations.map((population) => population.name),
    ),
    category("cause", falls.cause, CAUSES),
    number("buy_volume", falls.bought),
    number("sell_volume", falls.sold),
  ]);
}
