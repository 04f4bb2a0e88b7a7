import type { FactsReport } from "../../analysis/stylised-facts/index.ts";
import { FACTS_CHARTS, type FactsChart, type FactsSubject } from "../facts/index.ts";
import { type ChartToDraw, type Drawn, drawCharts } from "./draw-charts.ts";
import { factsReportPage } from "./facts-report.ts";

/** A chart of a run's facts, drawn. */
export type DrawnFactsChart = Drawn<ChartToDraw & { readonly chart: FactsChart }>;

/**
 * Draws the facts of a run into an existing directory: `charts/NAME.vl.json`, `.svg`, `.png` and `report.html`. Equal
 * reports give equal bytes. Throws as `drawCharts` does.
 */
export async function drawFacts(
  directory: string,
  report: FactsReport,
  subject: FactsSubject,
  signal?: AbortSignal,
): Promise<void> {
  const specs = function* () {
    for (const chart of FACTS_CHARTS) {
      const spec = chart.spec(report, subject);
      if (spec) yield { name: chart.name, spec, chart };
    }
  };
  await drawCharts(directory, specs(), signal, (drawn) => factsReportPage(report, subject, drawn));
}
