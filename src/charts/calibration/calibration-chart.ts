import type { TopLevelSpec } from "vega-lite";
import type { CalibrationReport } from "../../analysis/calibration/index.ts";
import type { Piece } from "../chart.ts";
import { evenlyFramed } from "../theme.ts";
import { counted } from "../wording.ts";

/** A chart of a calibration: one file in this folder and one line in its index. */
export interface CalibrationChart {
  /** Kebab-case: the name of its files. */
  readonly name: string;
  /** What it is about, for captions. */
  readonly title: string;
  /** The Vega-Lite spec, data and all; null when the calibration has nothing of the kind. Pure. */
  spec(report: CalibrationReport): TopLevelSpec | null;
}

/** Puts a title, explanations and the scenario's name round a chart. */
export function calibrationChart(
  title: string,
  subtitle: readonly string[],
  report: CalibrationReport,
  body: Piece,
): TopLevelSpec {
  return evenlyFramed(title, [...subtitle, `${report.scenario}: ${searchWords(report)}. Simulated.`], body);
}

/** "200 points, each on 8 seeds, without stops" */
export function searchWords({ evaluations, seeds, without }: CalibrationReport): string {
  const off = without.length > 0 ? `, without ${without.join(" and ")}` : "";
  return `${counted(evaluations.length, "point")}, each on ${counted(seeds.length, "seed")}${off}`;
}
