/** waterfall-payments.parquet: who paid what in each default; a row for each (default, layer, payer). */
import { WATERFALL_LAYERS } from "../../core/waterfall-layer.ts";
import type { RunResult } from "../../engine/result.ts";
import { category, integer, makeTable, number, type Table, text, time } from "./table.ts";

export function waterfallPaymentsTable({ waterfallPayments: rows, venues, populations }: RunResult): Table {
  return makeTable("waterfall-payments", [
    time("time", rows.time),
    category(
      "venue",
      rows.venue,
      venues.map((venue) => venue.name),
    ),
    integer("default", rows.number),
    integer("member", rows.member),
    category(
      "population",
      rows.population,
      populations.map((population) => population.name),
    ),
    category("layer", rows.layer, WATERFALL_LAYERS),
    text("payer", rows.payer),
    number("asked", rows.asked),
    number("paid", rows.paid),
  ]);
}
