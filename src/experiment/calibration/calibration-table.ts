/** calibration.parquet: a row for each point tried, with its parameters, its loss, and each figure's miss in tolerances. */
import type { CalibrationReport } from "../../analysis/calibration/index.ts";
import { integer, makeTable, number, type Table } from "../tables/table.ts";

export function calibrationTable({ evaluations, parameters, figures }: CalibrationReport): Table {
  const column = (of: (evaluation: (typeof evaluations)[number]) => number) => evaluations.map(of);
  return makeTable("calibration", [
    integer("evaluation", [...evaluations.keys()]),
    integer(
      "batch",
      column(({ batch }) => batch),
    ),
    number(
      "loss",
      column(({ loss }) => loss),
    ),
    integer(
      "failed",
      column(({ failed }) => failed),
    ),
    ...parameters.map(({ path }, i) =>
      number(
        path,
        column(({ values }) => values[i]),
      ),
    ),
    ...figures.map(({ key }, t) =>
      number(
        `miss.${key}`,
        column(({ misses }) => misses[t]),
      ),
    ),
  ]);
}
