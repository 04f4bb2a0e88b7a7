export { lossOf, MOST, medianOf, miss, missesOf, type Target } from "./moments.ts";
export { missCorrelations, type OpposedPair, opposedPairs } from "./opposed-figures.ts";
export {
  type CalibratedFigure,
  type CalibratedParameter,
  type CalibrationReport,
  type Evaluation,
  type FigureAt,
  holding,
  type OpposedFigures,
  pinned,
} from "./report.ts";
export { RESAMPLES, resampleBest } from "./resampled-best.ts";
