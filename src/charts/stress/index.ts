import { fansChart } from "./fans-chart.ts";
import { frontierChart } from "./frontier-chart.ts";
import { impulseChart } from "./impulse-chart.ts";
import { outcomesChart } from "./outcomes-chart.ts";
import { reverseChart } from "./reverse-chart.ts";
import { sensitivityChart } from "./sensitivity-chart.ts";
import type { StressChart } from "./stress-chart.ts";

export type { StressChart } from "./stress-chart.ts";

/** Every kind of chart of a stress study, in the order of the report. A new one is one file here and one line in this list. */
export const STRESS_CHARTS: readonly StressChart[] = [
  outcomesChart,
  frontierChart,
  fansChart,
  impulseChart,
  reverseChart,
  sensitivityChart,
];
