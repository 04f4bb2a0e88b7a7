import type { WarningReport } from "../../analysis/warnings/index.ts";
import { leadChart, rocChart, type WarningSubject } from "../warnings/index.ts";
import { type ChartToDraw, drawCharts } from "./draw-charts.ts";
import { warningsReportPage } from "./warnings-report-page.ts";

/**
 * Draws how well crashes were foretold into an existing directory: `charts/NAME.vl.json`, `.svg`, `.png` and `report.html`.
 * Equal reports give equal bytes. Throws as `drawCharts` does.
 */
export async function drawWarnings(
  directory: string,
  report: WarningReport,
  subject: WarningSubject,
  signal?: AbortSignal,
): Promise<void> {
  const lead = leadChart(report, subject);
  const charts: ChartToDraw[] = [
    { name: "roc", spec: rocChart(report, subject) },
    ...(lead ? [{ name: "lead-time", spec: lead }] : []),
  ];
  await drawCharts(directory, charts, signal, (drawn) => warningsReportPage(report, subject, drawn));
}
