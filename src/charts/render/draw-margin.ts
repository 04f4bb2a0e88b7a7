import { MARGIN_CHARTS, type MarginChart, type MarginView } from "../margin/index.ts";
import { type ChartToDraw, type Drawn, drawCharts } from "./draw-charts.ts";
import { marginReportPage } from "./margin-report-page.ts";

/** A chart of margin, drawn. */
export type DrawnMarginChart = Drawn<ChartToDraw & { readonly chart: MarginChart }>;

/**
 * Draws margin on known prices into an existing directory: `charts/NAME.vl.json`, `.svg`, `.png` and `report.html`. Equal
 * views give equal bytes. Throws as `drawCharts` does.
 */
export async function drawMargin(
  directory: string,
  view: MarginView,
  notes: { readonly policy: string; readonly warnings: readonly string[] },
  signal?: AbortSignal,
): Promise<void> {
  const specs = function* () {
    for (const chart of MARGIN_CHARTS) {
      const spec = chart.spec(view);
      if (spec) yield { name: chart.name, spec, chart };
    }
  };
  await drawCharts(directory, specs(), signal, (drawn) => marginReportPage(view, notes, drawn));
}
