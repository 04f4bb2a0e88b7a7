import type { RunResult } from "../../engine/result.ts";
import type { Chart } from "../chart.ts";
import { type ChartScenario, chartContext } from "../context.ts";
import { CHARTS } from "../specs/index.ts";
import { type ChartToDraw, type Drawn, drawCharts } from "./draw-charts.ts";
import { type ReportManifest, reportPage } from "./report.ts";

/** What is drawn. */
export interface DrawRequest {
  readonly result: RunResult;
  readonly twin: RunResult | null;
  readonly scenario: ChartScenario;
  readonly manifest: ReportManifest;
  /** Stops the drawing between two charts. */
  readonly signal?: AbortSignal;
}

/** A chart of a run, drawn. */
export type DrawnChart = Drawn<ChartToDraw & { readonly chart: Chart }>;

/**
 * Draws a run into an existing directory: `charts/NAME.vl.json`, `.svg` and `.png` of every chart that the run has
 * something for, and `report.html`. Equal requests give equal bytes. Throws when Vega-Lite finds fault with a chart, the
 * signal's reason, and what the file system throws.
 */
export async function drawRun(directory: string, request: DrawRequest): Promise<void> {
  const { result, twin, scenario, manifest } = request;
  const context = chartContext(result, scenario, twin);
  const specs = function* () {
    for (const chart of CHARTS) {
      const spec = chart.spec(result, context);
      if (spec) yield { name: chart.name, spec, chart };
    }
  };
  await drawCharts(directory, specs(), request.signal, (drawn) => reportPage(result, context, manifest, drawn));
}
