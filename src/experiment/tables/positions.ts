/** positions.parquet: what each population holds and owns at every settlement of a margined venue. */
import type { RunResult } from "../../engine/result.ts";
import { category, makeTable, number, type Table, time } from "./table.ts";

export function positionsTable({ positions, venues, populations }: RunResult): Table {
  return makeTable("positions", [
    time("time", positions.time),
    category(
      "venue",
      positions.venue,
      venues.map((venue) => venue.name),
    ),
    category(
      "population",
      positions.population,
      populations.map((population) => population.name),
    ),
    number("long", positions.long),
    number("short", positions.short),
    number("wealth", positions.wealth),
  ]);
}
