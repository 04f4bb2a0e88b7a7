export { figureNames } from "./figure-names.ts";
export type { ImpulseReport } from "./impulse-report.ts";
export { daysFrom, type MarginDays } from "./margin-days.ts";
export { marginFigures } from "./margin-figures.ts";
export {
  type FigureSpread,
  type PolicyReport,
  policyReport,
  type StressRun,
  withAmplification,
} from "./policy-report.ts";
export type { PooledCoverage } from "./pooled-coverage.ts";
export { type ReverseCell, type ReverseReport, reverseCell, reverseReport } from "./reverse-report.ts";
export { runFigures } from "./run-figures.ts";
export { type SensitivityReport, sensitivityReport, type Variation } from "./sensitivity-report.ts";
export type { PriceFan, ScenarioReport, StressReport } from "./stress-report.ts";
export type { Figures, StressTerms } from "./stress-terms.ts";
