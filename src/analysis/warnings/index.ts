export { INDICATORS, type Indicator } from "./indicators.ts";
export { type CrashTerms, type RunMoments, runMoments, type WarnedRun } from "./moments.ts";
export type { RocPoint } from "./roc.ts";
export {
  type Half,
  type IndicatorResult,
  type WarningReport,
  type WarningTerms,
  warningReport,
} from "./warning-report.ts";
