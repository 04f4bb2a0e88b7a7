/** warnings.parquet: what could be seen of a crash to come; a row for each (half hour, open margined venue). */
import { type WarningRows, warningRows } from "../../analysis/warnings/warning-rows.ts";
import type { RunResult } from "../../engine/result.ts";
import { category, integer, makeTable, number, type Table, time } from "./table.ts";

/** Columns that say which row it is. */
const KEYS = new Set(["time", "venue"]);

export function warningsTable(result: RunResult): Table {
  const rows: WarningRows = warningRows(result);
  const figures = Object.keys(rows).filter((name) => !KEYS.has(name));
  return makeTable("warnings", [
    time("time", rows.time),
    category("venue", rows.venue, venueNames(result)),
    ...figures.map((name) => number(name, rows[name].map(finite))),
  ]);
}

/** ladder.parquet: lots by how far the price is from putting their accounts in breach, at the same moments. */
export function ladderTable(result: RunResult): Table {
  const { ladder } = result;
  return makeTable("ladder", [
    time("time", ladder.time),
    category("venue", ladder.venue, venueNames(result)),
    integer("rung", ladder.rung),
    number("long_lots", ladder.longs),
    number("short_lots", ladder.shorts),
  ]);
}

const venueNames = ({ venues }: RunResult): string[] => venues.map((venue) => venue.name);

/** A quotient by 0 is no figure. */
const finite = (x: number): number => (Number.isFinite(x) ? x : Number.NaN);
