/** world.parquet: a row for each step. */
import { WORLD_SERIES } from "../../analysis/reported/series-columns.ts";
import type { RunResult } from "../../engine/result.ts";
import { makeTable, number, type Table, time } from "./table.ts";

export function worldTable(result: RunResult): Table {
  const { world } = result;
  return makeTable("world", [
    time("time", result.time),
    ...[...WORLD_SERIES].map(([column, series]) => number(column, world[series])),
  ]);
}
