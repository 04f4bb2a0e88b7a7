import type { TopLevelSpec } from "vega-lite";
import type { MetricAnalysis, SweepAnalysis } from "../../analysis/sweep/index.ts";
import type { Piece } from "../chart.ts";
import { evenlyFramed } from "../theme.ts";
import { amount, counted } from "../wording.ts";

/** A chart of one figure of a sweep: one file in this folder and one line in its index. */
export interface SweepChart {
  /** Kebab-case: the end of the name of its files. */
  readonly name: string;
  /** What it is about, for captions. The title that says what is seen is in the spec. */
  readonly title: string;
  /** The Vega-Lite spec, data and all; null when the sweep has nothing of the kind. Pure. */
  spec(metric: MetricAnalysis, analysis: SweepAnalysis): TopLevelSpec | null;
}

/** Puts a title, explanations and the sweep's name round a chart. */
export function sweepChart(
  title: string,
  subtitle: readonly string[],
  { table }: SweepAnalysis,
  body: Piece,
): TopLevelSpec {
  return evenlyFramed(title, [...subtitle, `${table.name}: ${sizeWords(table)}. Simulated.`], body);
}

/** "latin-hypercube, 200 points, 50 seeds each, 9,998 of 10,000 runs" */
export function sizeWords({ method, points, seeds, runs }: SweepAnalysis["table"]): string {
  const each = seeds === 1 ? "one seed each" : `${amount(seeds)} seeds each`;
  const done =
    runs.finished === runs.planned
      ? counted(runs.planned, "run")
      : `${amount(runs.finished)} of ${counted(runs.planned, "run")}`;
  return `${method}, ${counted(points, "point")}, ${each}, ${done}`;
}

/** Whether an interval is there at all. */
export const hasInterval = ({ low, high }: { readonly low: number; readonly high: number }): boolean =>
  !Number.isNaN(low) && !Number.isNaN(high);

/** "bars: 95% bootstrap intervals", said where there are any. */
export const intervalWords = (analysis: SweepAnalysis): string =>
  `${Math.round(analysis.confidence * 100)}% bootstrap intervals`;
