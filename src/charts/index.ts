export type { Chart } from "./chart.ts";
export { type ChartContext, type ChartScenario, chartContext, type VenueFacts } from "./context.ts";
export { type DrawnChart, type DrawRequest, drawRun } from "./render/draw-run.ts";
export type { ReportManifest } from "./render/report.ts";
export { CHARTS } from "./specs/index.ts";
