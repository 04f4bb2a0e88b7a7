import type { TopLevelSpec } from "vega-lite";
import type { ScenarioReport, StressReport } from "../../analysis/stress/index.ts";
import type { Piece } from "../chart.ts";
import { evenlyFramed } from "../theme.ts";
import { counted } from "../wording.ts";

/** A kind of chart of a stress study: one file in this folder and one line in its index. */
export interface StressChart {
  /** What it is about, for captions. */
  readonly title: string;
  /** A chart for each stress that has something of the kind: Vega-Lite, data and all, and the name of its files. Pure. */
  specs(report: StressReport): readonly { readonly name: string; readonly spec: TopLevelSpec }[];
}

/** A chart of the kind for each stress; its name gets the stress's where there are several. */
export function forEachStress(
  name: string,
  report: StressReport,
  spec: (scenario: ScenarioReport) => TopLevelSpec | null,
): { readonly name: string; readonly spec: TopLevelSpec }[] {
  return report.scenarios.flatMap((scenario) => {
    const made = spec(scenario);
    const own = report.scenarios.length > 1 ? `${name}.${scenario.name}` : name;
    return made === null ? [] : [{ name: own, spec: made }];
  });
}

/** Puts a title, explanations and the study's name round a chart. */
export function stressChart(
  title: string,
  subtitle: readonly string[],
  report: StressReport,
  scenario: ScenarioReport,
  body: Piece,
): TopLevelSpec {
  const stress = report.scenarios.length > 1 ? `, ${scenario.title}` : "";
  const runs = `${report.base}${stress}: ${counted(scenario.baseline.runs, "seed")}, the same for every policy. Simulated.`;
  return evenlyFramed(title, [...subtitle, runs], body);
}
