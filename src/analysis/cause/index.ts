/** What mechanisms have in a crash: Shapley values over combinations of them. */
export { type CauseReport, type CauseRow, causeReport, type SeedGame } from "./cause-report.ts";
export { type ComparedFigure, compareFigures, pricesAt, type TwinReport } from "./compare.ts";
export { combinationsOf, EXACT_UP_TO, type Orders, ordersOf } from "./orders.ts";
export {
  bestMoment,
  type RescueKind,
  type RescueMoment,
  type RescueReport,
  type Sizes,
  searchSmallest,
} from "./rescue-report.ts";
export { type Game, shapley } from "./shapley.ts";
