/** kills.parquet: the kill matrix by time; a row for each (window of losses, population of victims, killer). */
import { killerOf, killRows } from "../../analysis/cascade/index.ts";
import type { RunResult } from "../../engine/result.ts";
import { category, makeTable, number, type Table, text, time } from "./table.ts";

export function killsTable(result: RunResult): Table | null {
  const { cascade, liquidations } = result;
  if (cascade === null) return null;
  const names = result.populations.map((population) => population.name);
  const rows = killRows(cascade, liquidations, names.length);
  const killers = Array.from(rows.killer, (killer, i) => killerOf(killer, rows.cause[i], names));
  return makeTable("kills", [
    time("time", rows.time),
    category(
      "venue",
      rows.venue,
      result.venues.map((venue) => venue.name),
    ),
    category("victim", rows.victim, names),
    text(
      "killer",
      killers.map(({ population }) => population),
    ),
    text(
      "cause",
      killers.map(({ cause }) => cause),
    ),
    number(
      "loss",
      rows.loss.map((loss, i) => (loss * cascade.centsPerTick[rows.venue[i]]) / 100),
    ),
    number("loss_usd", rows.usd),
  ]);
}
