/** Probability that a chi-square variable exceeds a statistic: closed forms for the two that backtests need. */
import { normalCdf } from "../../core/normal.ts";

/** With one degree of freedom: the square of a standard normal. */
export const chiSquareTail1 = (statistic: number): number => Math.min(1, 2 * normalCdf(-Math.sqrt(statistic)));

/** With two: exponential. */
export const chiSquareTail2 = (statistic: number): number => Math.exp(-statistic / 2);
