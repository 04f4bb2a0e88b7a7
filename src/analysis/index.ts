export { type Amplification, amplification } from "./amplification.ts";
export { autocorrelation } from "./autocorrelation.ts";
export { type Attribution, attribution } from "./crash-attribution.ts";
export { type CrashProfile, crashProfile, WORST_HOURS } from "./crash-profile.ts";
export { type DepthCollapse, depthCollapse } from "./depth-collapse.ts";
export { downsample } from "./downsample.ts";
export { type Drawdown, drawdowns, maxDrawdown } from "./drawdown.ts";
export { highest, lowest } from "./extremes.ts";
export { type PremiumPath, premiumPath } from "./fund-premium.ts";
export { type FoldedMatrix, foldKillMatrix, killerName } from "./kill-matrix.ts";
export { lastPrices } from "./last-price.ts";
export {
  type LiquidationWave,
  largestLiquidations,
  liquidationWaves,
  usdPer,
} from "./liquidation-waves.ts";
export { medians } from "./medians.ts";
export { type Moments, moments } from "./moments.ts";
export { quantile } from "./quantile.ts";
export { evaluateReported } from "./reported/evaluate-reported.ts";
export { agrees, counts, figureKey, type ReportedFigure } from "./reported/reported-figure.ts";
export { type ReportedRow, reportedTable } from "./reported-table.ts";
export { midReturns } from "./returns.ts";
export { firstStepFrom, stepAt } from "./steps.ts";
export { tailIndex } from "./tail-index.ts";
export { crashDay, dayChange, limitRuns, type TradingDay, tradingDays } from "./trading-days.ts";
export { type WorstWindow, worstWindow } from "./worst-window.ts";
