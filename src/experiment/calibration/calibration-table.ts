/** calibration.parquet: a row for each point tried, with its parameters, its loss, and each figure's miss in tolerances. */
import type { CalibrationReport } from "../../analysis/calibration/index.ts";
import { searchTable } from "../search/search-table.ts";
import type { Table } from "../tables/table.ts";

export const calibrationTable = ({ evaluations, parameters, figures }: CalibrationReport): Table =>
  searchTable("calibration", evaluations, parameters, {
    worth: [{ name: "loss", of: ({ loss }) => loss }],
    outcome: figures.map(({ key }, t) => ({
      name: `miss.${key}`,
      of: ({ misses }: (typeof evaluations)[number]) => misses[t],
    })),
  });
