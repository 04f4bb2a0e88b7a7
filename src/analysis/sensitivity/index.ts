/** Sensitivity of a sweep's figures to its parameters: pure functions of numbers, NaN being a run without a value. */
export { type BootstrapOptions, bootstrapInterval, type Statistic } from "./bootstrap.ts";
export {
  type Grouping,
  groupByCell,
  groupByLevel,
  groupByQuantile,
  type LevelGrouping,
  type RangeGrouping,
} from "./grouping.ts";
export { blocksIn, type MainEffect, type MainEffectOptions, mainEffects } from "./main-effects.ts";
export { elementaryEffects, type MorrisMeasure, morrisMeasures } from "./morris-measures.ts";
export { type Panel, pointMeans, type VarianceShares, varianceShares } from "./panel.ts";
export { rankCorrelation, ranks, type StandardizedRegression, standardizedRegression } from "./regression.ts";
export {
  drawBlocks,
  drawCounts,
  type Estimate,
  FEWEST_BLOCKS,
  percentileInterval,
  type ResampleOptions,
  wholeInterval,
} from "./resample.ts";
export { quadraticSurface, type Surface, type SurfaceOptions, smoothSurface } from "./response-surface.ts";
export { type SobolIndices, sobolIndices } from "./sobol-indices.ts";
