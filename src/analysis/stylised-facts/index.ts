export type { FactClaim, Interval, StylisedFact, Verdict } from "./fact.ts";
export type { FactTrades, MarketSeries } from "./market-series.ts";
export { type FactsReport, mustPassHolds, stylisedFacts } from "./measure.ts";
export { factsOverSeeds } from "./over-seeds.ts";
