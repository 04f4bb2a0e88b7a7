/** Kupiec 1995, Techniques for verifying the accuracy of risk measurement models: is the number of breaches as promised? */
import { normalCdf } from "../../core/normal.ts";
import { chiSquareTail1 } from "./chi-square.ts";

export interface KupiecTest {
  /** Likelihood ratio of the proportion of failures, chi-square with one degree of freedom. */
  readonly statistic: number;
  /** Of both too many and too few breaches. */
  readonly pValue: number;
  /** Of too many only: no house is blamed for none at all, which the two-sided test rejects. */
  readonly oneSided: number;
}

/**
 * Tests `breaches` in `observations` days against a margin that covers the share `confidence` of losses (below 1). Throws a
 * RangeError for numbers that cannot be.
 */
export function kupiec(breaches: number, observations: number, confidence: number): KupiecTest {
  if (!Number.isInteger(observations) || observations < 1)
    throw new RangeError(`expected a whole number of observations of 1 or more, got ${observations}`);
  if (!Number.isInteger(breaches) || breaches < 0 || breaches > observations)
    throw new RangeError(`expected a whole number of breaches from 0 to ${observations}, got ${breaches}`);
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`expected a confidence above 0 and below 1, got ${confidence}`);
  const promised = 1 - confidence;
  const kept = observations - breaches;
  const seen = breaches / observations;
  const likelihood = (rate: number) => timesLog(kept, 1 - rate) + timesLog(breaches, rate);
  const statistic = Math.max(0, -2 * (likelihood(promised) - likelihood(seen)));
  const root = Math.sqrt(statistic);
  return {
    statistic,
    pValue: chiSquareTail1(statistic),
    oneSided: normalCdf(seen > promised ? -root : root),
  };
}

/** n ln x, where 0 ln 0 is 0. */
export const timesLog = (n: number, x: number): number => (n === 0 ? 0 : n * Math.log(x));
