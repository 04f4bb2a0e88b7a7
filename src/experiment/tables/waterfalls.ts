/** waterfalls.parquet: who bore the losses beyond collateral; a row for each (venue, layer), in the order of use. */
import type { RunResult } from "../../engine/result.ts";
import { makeTable, number, type Table, text } from "./table.ts";

export function waterfallsTable({ waterfalls }: RunResult): Table {
  const rows = waterfalls.flatMap(({ venue, currency, layers }) =>
    layers.map((layer) => ({ venue, currency, ...layer })),
  );
  return makeTable("waterfalls", [
    text(
      "venue",
      rows.map((row) => row.venue),
    ),
    text(
      "currency",
      rows.map((row) => row.currency),
    ),
    text(
      "layer",
      rows.map((row) => row.layer),
    ),
    number(
      "used",
      rows.map((row) => row.used),
    ),
    number(
      "available",
      rows.map((row) => row.available),
    ),
  ]);
}
