/** What margin covered over all runs of a policy: their days together, no run going on where another ends. */
import type { Backtest } from "../margin/backtest.ts";
import { conditionalCoverage, independenceOver } from "../margin/christoffersen.ts";
import { backtest, kupiec, lossesOver } from "../margin/index.ts";
import { daysFrom, type MarginDays } from "./margin-days.ts";

/**
 * A backtest of all runs. Its p-values take days of all runs for independent; runs that share a shock are not, so they are too
 * small.
 */
export interface PooledCoverage extends Omit<Backtest, "breached"> {
  /** Mean over all days of what margin did not cover, a fraction of notional. */
  readonly meanUncovered: number;
}

/** What margin is held against. */
export interface CoverageTerms {
  readonly confidence: number;
  /** Trading days. */
  readonly holding: number;
}

/** Losses of one side (1 longs, -1 shorts) from the fork on against the margin of each day; null without a single loss. */
export function pooledCoverage(
  runs: readonly MarginDays[],
  fork: number,
  { confidence, holding }: CoverageTerms,
  side: 1 | -1,
): PooledCoverage | null {
  let [observations, breaches, shortfall, maxShortfall, most] = [0, 0, 0, Number.NaN, Number.NEGATIVE_INFINITY];
  const paths: (readonly boolean[])[] = [];
  for (const run of runs) {
    const own = daysFrom(run, fork);
    const test = backtest(own.maintenance, lossesOver(own.settlement, holding, side), confidence);
    if (test === null) continue;
    observations += test.observations;
    breaches += test.breaches;
    most = Math.max(most, test.maxLossToMargin);
    paths.push(test.breached);
    if (test.breaches === 0) continue;
    shortfall += test.meanShortfall * test.breaches;
    if (!(test.maxShortfall <= maxShortfall)) maxShortfall = test.maxShortfall;
  }
  if (observations === 0) return null;
  const coverage = kupiec(breaches, observations, confidence);
  const alone = independenceOver(paths);
  return {
    observations,
    breaches,
    breachRate: breaches / observations,
    kupiec: coverage,
    independence: alone,
    conditional: conditionalCoverage(coverage, alone),
    meanShortfall: shortfall / breaches,
    maxShortfall,
    maxLossToMargin: most,
    meanUncovered: shortfall / observations,
  };
}
