export { type AnalysisOptions, analyseSweep, type MetricAnalysis, type SweepAnalysis } from "./analyse-sweep.ts";
export { CHOSEN, chooseMetrics } from "./choose-metrics.ts";
export type { ParameterEffect, TornadoBar } from "./effects.ts";
export { type MetricUnit, metricUnit } from "./metric-unit.ts";
export type { ParameterGroups } from "./parameter-groups.ts";
export type { PointStatistics } from "./point-statistics.ts";
export { BAND, type Interval, type RunStatistics } from "./run-statistics.ts";
export { type StrongestBar, strongestBar } from "./strongest-bar.ts";
export type { CellTable, FittedSurface, Surface } from "./surface.ts";
export {
  isLogarithmic,
  type MetricColumn,
  type ParameterColumn,
  type ParameterUnit,
  type SweepScheme,
  type SweepTable,
  shortLabels,
} from "./sweep-table.ts";
