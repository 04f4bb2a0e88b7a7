import type { TopLevelSpec } from "vega-lite";
import type { OptimiseReport } from "../../analysis/optimise/index.ts";
import type { Piece } from "../chart.ts";
import { evenlyFramed } from "../theme.ts";
import { counted } from "../wording.ts";

/** A chart of a search over a policy's parameters: one file in this folder and one line in its index. */
export interface OptimiseChart {
  /** Kebab-case: the name of its files. */
  readonly name: string;
  /** What it is about, for captions. */
  readonly title: string;
  /** The Vega-Lite spec, data and all; null when the search has nothing of the kind. Pure. */
  spec(report: OptimiseReport): TopLevelSpec | null;
}

/** Puts a title, explanations and the study's name round a chart. */
export function optimiseChart(
  title: string,
  subtitle: readonly string[],
  report: OptimiseReport,
  body: Piece,
): TopLevelSpec {
  return evenlyFramed(
    title,
    [...subtitle, `${report.name} (${report.base}): ${searchWords(report)}. Simulated.`],
    body,
  );
}

/** "100 points, each on 4 seeds, without stops" */
export function searchWords({ points, seeds, without }: OptimiseReport): string {
  const off = without.length > 0 ? `, without ${without.join(" and ")}` : "";
  return `${counted(points.length, "point")}, each on ${counted(seeds.length, "seed")}${off}`;
}

const MILLIONS =
  "abs(datum.value) >= 1e6 ? format(datum.value / 1e6, ',.4~g') + 'M' : format(datum.value, abs(datum.value) >= 1000 ? ',.0f' : '.4~g')";

/** The axis of a figure: fractions as per cents where its unit says so. */
export const axisOf = ({ title, unit }: { readonly title: string; readonly unit: string }): Piece => ({
  title: unit === "" || unit === "%" ? title : `${title}, ${unit}`,
  ...(unit === "%" ? { format: ".3~%" } : { labelExpr: MILLIONS }),
  tickCount: 6,
});
