import type { StressReport } from "../../analysis/stress/index.ts";
import { STRESS_CHARTS, type StressChart } from "../stress/index.ts";
import { type ChartToDraw, type Drawn, drawCharts } from "./draw-charts.ts";
import { stressReportPage } from "./stress-report-page.ts";

/** A chart of a stress study, drawn. */
export type DrawnStressChart = Drawn<ChartToDraw & { readonly chart: StressChart }>;

/**
 * Draws a stress study into an existing directory: `charts/NAME.vl.json`, `.svg`, `.png` and `report.html`. Equal reports
 * give equal bytes. Throws as `drawCharts` does.
 */
export async function drawStress(directory: string, report: StressReport, signal?: AbortSignal): Promise<void> {
  const specs = function* () {
    for (const chart of STRESS_CHARTS) for (const { name, spec } of chart.specs(report)) yield { name, spec, chart };
  };
  await drawCharts(directory, specs(), signal, (drawn) => stressReportPage(report, drawn));
}
