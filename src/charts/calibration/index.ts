import type { CalibrationChart } from "./calibration-chart.ts";
import { figuresChart } from "./figures-chart.ts";
import { lossChart } from "./loss-chart.ts";
import { opposedChart } from "./opposed-chart.ts";
import { parametersChart } from "./parameters-chart.ts";

export { type CalibrationChart, searchWords } from "./calibration-chart.ts";

/** Every chart of a calibration, in the order of the report. A new one is one file here and one line in this list. */
export const CALIBRATION_CHARTS: readonly CalibrationChart[] = [lossChart, parametersChart, figuresChart, opposedChart];
