import type { MetricAnalysis, SweepAnalysis } from "../../analysis/sweep/index.ts";
import { SWEEP_CHARTS, type SweepChart } from "../sweep/index.ts";
import { type ChartToDraw, type Drawn, drawCharts } from "./draw-charts.ts";
import { sweepReportPage } from "./sweep-report.ts";

/** A chart of a figure of a sweep, drawn. */
export type DrawnSweepChart = Drawn<ChartToDraw & { readonly chart: SweepChart; readonly metric: MetricAnalysis }>;

/**
 * Draws a sweep into an existing directory: `charts/METRIC.CHART.vl.json`, `.svg` and `.png` of every figure analysed, and
 * `report.html`. Equal analyses give equal bytes. Throws as `drawCharts` does.
 */
export async function drawSweep(
  directory: string,
  analysis: SweepAnalysis,
  options: { readonly signal?: AbortSignal; readonly onChart?: (name: string) => void } = {},
): Promise<void> {
  const specs = function* () {
    for (const metric of analysis.metrics) {
      for (const chart of SWEEP_CHARTS) {
        const spec = chart.spec(metric, analysis);
        if (!spec) continue;
        const name = `${fileName(metric.key)}.${chart.name}`;
        options.onChart?.(name);
        yield { name, spec, chart, metric };
      }
    }
  };
  await drawCharts(directory, specs(), options.signal, (drawn) => sweepReportPage(analysis, drawn));
}

/** A metric's key in characters that every file system takes. */
const fileName = (key: string): string => key.replaceAll(/[^A-Za-z0-9._-]/g, "_");
