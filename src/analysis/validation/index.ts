export { type DatedFigure, datedFigure } from "./dated-figure.ts";
export {
  bandOf,
  type FigureBand,
  type JudgedFigure,
  judgeAll,
  judgeFigure,
  judgeTwin,
  type TwinVerdict,
  type Verdict,
} from "./judge.ts";
export { FAN, type Fan, type ValidationReport } from "./report.ts";
