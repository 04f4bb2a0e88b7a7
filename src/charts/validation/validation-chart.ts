import type { TopLevelSpec } from "vega-lite";
import type { ValidationReport } from "../../analysis/validation/index.ts";
import type { Piece } from "../chart.ts";
import { evenlyFramed } from "../theme.ts";
import { counted } from "../wording.ts";

/** A chart of a validation: one file in this folder and one line in its index. */
export interface ValidationChart {
  /** Kebab-case: the name of its files. */
  readonly name: string;
  /** What it is about, for captions. */
  readonly title: string;
  /** The Vega-Lite spec, data and all; null when the validation has nothing of the kind. Pure. */
  spec(report: ValidationReport): TopLevelSpec | null;
}

/** Puts a title, explanations and the scenario's name round a chart. */
export function validationChart(
  title: string,
  subtitle: readonly string[],
  report: ValidationReport,
  body: Piece,
): TopLevelSpec {
  return evenlyFramed(title, [...subtitle, `${report.scenario}: ${runWords(report)}. Simulated.`], body);
}

/** "200 runs, seeds 1001 to 1200, without stops" */
export function runWords({ seeds, failed, without }: ValidationReport): string {
  const sorted = [...seeds].sort((a, b) => a - b);
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  const whole = last - first === sorted.length - 1;
  const which = sorted.length === 1 ? `seed ${first}` : whole ? `seeds ${first} to ${last}` : "listed seeds";
  const off = without.length > 0 ? `, without ${without.join(" and ")}` : "";
  return `${counted(seeds.length - failed, "run")}, ${which}${off}`;
}
