import { distributionChart } from "./distribution.ts";
import { mainEffectsChart } from "./main-effects.ts";
import { morrisChart } from "./morris.ts";
import { shareText, sobolChart } from "./sobol.ts";
import { surfaceChart } from "./surface.ts";
import type { SweepChart } from "./sweep-chart.ts";
import { tornadoChart } from "./tornado.ts";

export { changeNumber, changeText, metricNumber, metricText, unitWords } from "./metric-words.ts";
export { parameterText, rangeText } from "./parameter-words.ts";
export { type SweepChart, sizeWords } from "./sweep-chart.ts";
export { shareText };

/** Every chart of a figure of a sweep, in the order of the report. A new one is one file here and one line in this list. */
export const SWEEP_CHARTS: readonly SweepChart[] = [
  tornadoChart,
  sobolChart,
  morrisChart,
  mainEffectsChart,
  surfaceChart,
  distributionChart,
];
