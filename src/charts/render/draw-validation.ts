import type { ValidationReport } from "../../analysis/validation/index.ts";
import { VALIDATION_CHARTS, type ValidationChart } from "../validation/index.ts";
import { type ChartToDraw, type Drawn, drawCharts } from "./draw-charts.ts";
import { validationReportPage } from "./validation-report.ts";

/** A chart of a validation, drawn. */
export type DrawnValidationChart = Drawn<ChartToDraw & { readonly chart: ValidationChart }>;

/**
 * Draws a validation into an existing directory: `charts/NAME.vl.json`, `.svg`, `.png` and `report.html`. Equal reports
 * give equal bytes. Throws as `drawCharts` does.
 */
export async function drawValidation(directory: string, report: ValidationReport, signal?: AbortSignal): Promise<void> {
  const specs = function* () {
    for (const chart of VALIDATION_CHARTS) {
      const spec = chart.spec(report);
      if (spec) yield { name: chart.name, spec, chart };
    }
  };
  await drawCharts(directory, specs(), signal, (drawn) => validationReportPage(report, drawn));
}
