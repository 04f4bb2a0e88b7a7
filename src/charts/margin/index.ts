import { lossesChart } from "./losses-chart.ts";
import type { MarginChart } from "./margin-view.ts";
import { pathChart } from "./path-chart.ts";

export { type FigureRow, figureRows, levelRows, variantNames } from "./figure-rows.ts";
export { type LevelsView, levelsChart, levelsSubject } from "./levels-chart.ts";
export { daysWords, type MarginChart, type MarginView, policyName, subjectLine } from "./margin-view.ts";

/** Every chart of a policy on known prices, in the order of the report. A new one is one file here and one line in this list. */
export const MARGIN_CHARTS: readonly MarginChart[] = [pathChart, lossesChart];
