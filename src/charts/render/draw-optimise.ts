import type { OptimiseReport } from "../../analysis/optimise/index.ts";
import { OPTIMISE_CHARTS, type OptimiseChart } from "../optimise/index.ts";
import { type ChartToDraw, type Drawn, drawCharts } from "./draw-charts.ts";
import { optimiseReportPage } from "./optimise-report.ts";

/** A chart of a search, drawn. */
export type DrawnOptimiseChart = Drawn<ChartToDraw & { readonly chart: OptimiseChart }>;

/**
 * Draws a search into an existing directory: `charts/NAME.vl.json`, `.svg`, `.png` and `report.html`. Equal reports give
 * equal bytes. Throws as `drawCharts` does.
 */
export async function drawOptimise(directory: string, report: OptimiseReport, signal?: AbortSignal): Promise<void> {
  const specs = function* () {
    for (const chart of OPTIMISE_CHARTS) {
      const spec = chart.spec(report);
      if (spec) yield { name: chart.name, spec, chart };
    }
  };
  await drawCharts(directory, specs(), signal, (drawn) => optimiseReportPage(report, drawn));
}
