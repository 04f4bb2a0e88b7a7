import type { CalibrationReport } from "../../analysis/calibration/index.ts";
import { CALIBRATION_CHARTS, type CalibrationChart } from "../calibration/index.ts";
import { calibrationReportPage } from "./calibration-report.ts";
import { type ChartToDraw, type Drawn, drawCharts } from "./draw-charts.ts";

/** A chart of a calibration, drawn. */
export type DrawnCalibrationChart = Drawn<ChartToDraw & { readonly chart: CalibrationChart }>;

/**
 * Draws a calibration into an existing directory: `charts/NAME.vl.json`, `.svg`, `.png` and `report.html`. Equal reports
 * give equal bytes. Throws as `drawCharts` does.
 */
export async function drawCalibration(
  directory: string,
  report: CalibrationReport,
  signal?: AbortSignal,
): Promise<void> {
  const specs = function* () {
    for (const chart of CALIBRATION_CHARTS) {
      const spec = chart.spec(report);
      if (spec) yield { name: chart.name, spec, chart };
    }
  };
  await drawCharts(directory, specs(), signal, (drawn) => calibrationReportPage(report, drawn));
}
