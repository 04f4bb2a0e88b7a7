import { frontChart } from "./front-chart.ts";
import type { OptimiseChart } from "./optimise-chart.ts";
import { parametersChart } from "./parameters-chart.ts";
import { searchChart } from "./search-chart.ts";

export { frontHeadings, frontRows, goalRows } from "./goal-rows.ts";
export { type OptimiseChart, searchWords } from "./optimise-chart.ts";

/** Every chart of a search over a policy's parameters, in the order of the report. A new one is one file here and one line in this list. */
export const OPTIMISE_CHARTS: readonly OptimiseChart[] = [frontChart, parametersChart, searchChart];
