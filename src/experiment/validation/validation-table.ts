/** validation.parquet: a row for each reported figure. */
import type { ValidationReport } from "../../analysis/validation/index.ts";
import { integer, makeTable, number, type Table, text } from "../tables/table.ts";

export function validationTable({ rows }: ValidationReport): Table {
  const figures = rows.map((row) => row.figure);
  const orNaN = (value: number | null): number => value ?? Number.NaN;
  const flag = (value: boolean): number => (value ? 1 : 0);
  return makeTable("validation", [
    text(
      "key",
      figures.map((f) => f.key),
    ),
    text(
      "group",
      figures.map((f) => f.group ?? null),
    ),
    text(
      "label",
      figures.map((f) => f.label),
    ),
    text(
      "unit",
      figures.map((f) => f.unit),
    ),
    number(
      "reported",
      figures.map((f) => f.value),
    ),
    number(
      "low",
      figures.map((f) => orNaN(f.low)),
    ),
    number(
      "high",
      figures.map((f) => orNaN(f.high)),
    ),
    ...(["p5", "p10", "median", "p90", "p95"] as const).map((name) =>
      number(
        name,
        rows.map((row) => row.band[name]),
      ),
    ),
    integer(
      "runs",
      rows.map((row) => row.runs),
    ),
    integer(
      "missing",
      rows.map((row) => row.missing),
    ),
    integer(
      "counts",
      rows.map((row) => flag(row.counts)),
    ),
    integer(
      "holds",
      rows.map((row) => flag(row.holds)),
    ),
    integer(
      "covered",
      rows.map((row) => flag(row.covered)),
    ),
    text(
      "source",
      figures.map((f) => f.source),
    ),
  ]);
}
