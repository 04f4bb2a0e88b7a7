import { figuresChart } from "./figures-chart.ts";
import { otherPathsChart, priceChart } from "./paths-charts.ts";
import type { ValidationChart } from "./validation-chart.ts";

export { twinWords } from "./twin-words.ts";
export { runWords, type ValidationChart } from "./validation-chart.ts";

/** Every chart of a validation, in the order of the report. A new one is one file here and one line in this list. */
export const VALIDATION_CHARTS: readonly ValidationChart[] = [figuresChart, priceChart, otherPathsChart];
