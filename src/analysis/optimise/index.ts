export {
  type ConfirmedPoint,
  isFeasible,
  type OptimiseReport,
  type TriedPoint,
  type TunedParameter,
} from "./optimise-report.ts";
export {
  asCosts,
  type Constraint,
  type Objective,
  type Over,
  overRuns,
  rankedLoss,
  violationOf,
  weightedCost,
} from "./trade-off.ts";
