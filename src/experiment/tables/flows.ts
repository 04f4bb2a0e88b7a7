/** flows.parquet: a row for each (quarter-hour, venue, population, cause) that traded, and one for the market's re-pricing; falls.parquet: the main venue's, step by step, while it falls. */
import { REPRICING } from "../../analysis/cascade/kills.ts";
import { CAUSES } from "../../core/cause.ts";
import type { RunResult } from "../../engine/result.ts";
import { category, makeTable, number, type Table, time } from "./table.ts";

export function flowsTable(result: RunResult): Table {
  const { flows } = result;
  const market = result.populations.length;
  return makeTable("flows", [
    time("time", flows.time),
    category(
      "venue",
      flows.venue,
      result.venues.map((venue) => venue.name),
    ),
    category("population", flows.population, [
      ...result.populations.map((population) => population.name),
      REPRICING.population,
    ]),
    category(
      "cause",
      flows.cause.map((cause, i) => (flows.population[i] === market ? CAUSES.length : cause)),
      [...CAUSES, REPRICING.cause],
    ),
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
