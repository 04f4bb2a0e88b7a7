import { autocorrelationChart } from "./autocorrelation.ts";
import type { FactsChart } from "./facts-chart.ts";
import { horizonsChart } from "./horizons.ts";
import { impactChart } from "./impact.ts";
import { recoveryChart } from "./recovery.ts";
import { signsChart } from "./signs.ts";
import { tailChart } from "./tail.ts";

export { factEnds, factInterval, factMark, factNumber } from "./fact-words.ts";
export type { FactsChart, FactsSubject } from "./facts-chart.ts";

/** Every chart of a run's stylised facts, in the order of the report. A new one is one file here and one line in this list. */
export const FACTS_CHARTS: readonly FactsChart[] = [
  autocorrelationChart,
  tailChart,
  horizonsChart,
  signsChart,
  impactChart,
  recoveryChart,
];
