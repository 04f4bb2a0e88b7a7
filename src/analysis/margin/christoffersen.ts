/** Christoffersen 1998, Evaluating interval forecasts: do breaches come alone, and are they as many as promised? */
import { chiSquareTail1, chiSquareTail2 } from "./chi-square.ts";
import { type KupiecTest, timesLog } from "./kupiec.ts";

export interface LikelihoodRatio {
  readonly statistic: number;
  readonly pValue: number;
}

/**
 * Independence: whether a breach is as likely after a breach as after none. `breaches` tells of each day in order; days of a
 * path with fewer than two are independent for all that is known (0, 1).
 */
export const independence = (breaches: ArrayLike<boolean>): LikelihoodRatio => independenceOver([breaches]);

/** The same of several paths, none of which goes on where another ends. */
export function independenceOver(paths: readonly ArrayLike<boolean>[]): LikelihoodRatio {
  // Days by what the day before was and what they are.
  let [calm, start, end, again] = [0, 0, 0, 0];
  for (const breaches of paths) {
    for (let i = 1; i < breaches.length; i++) {
      if (breaches[i - 1]) breaches[i] ? again++ : end++;
      else breaches[i] ? start++ : calm++;
    }
  }
  const afterCalm = calm + start;
  const afterBreach = end + again;
  const days = afterCalm + afterBreach;
  const one = bernoulli(end + calm, start + again, days);
  const two = bernoulli(calm, start, afterCalm) + bernoulli(end, again, afterBreach);
  const statistic = Math.max(0, -2 * (one - two));
  return { statistic, pValue: chiSquareTail1(statistic) };
}

/** Conditional coverage: both tests in one, chi-square with two degrees of freedom. */
export function conditionalCoverage(coverage: KupiecTest, alone: LikelihoodRatio): LikelihoodRatio {
  const statistic = coverage.statistic + alone.statistic;
  return { statistic, pValue: chiSquareTail2(statistic) };
}

/** Greatest log likelihood of so many misses and hits. */
const bernoulli = (misses: number, hits: number, days: number): number =>
  days === 0 ? 0 : timesLog(misses, misses / days) + timesLog(hits, hits / days);
