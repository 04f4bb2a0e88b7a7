/** A margin policy's answer to a step of volatility, on paths of made-up prices. */
import { type ImpulseResponse, impulseResponse } from "../../analysis/margin/index.ts";
import type { MarginPolicyConfig } from "../../clearing/margin/registry.ts";
import { settlementsNeeded } from "../../clearing/margin/settlements-needed.ts";
import { RandomStream } from "../../core/random.ts";
import { marginPath } from "./margin-path.ts";

/** The step, and what it is taken over. */
export interface ImpulseTerms {
  /** Standard deviation of daily returns before the step, and what it is multiplied by. */
  readonly volatility: number;
  readonly factor: number;
  /** Settlements that are followed after the step. */
  readonly days: number;
  readonly paths: number;
}

/** The contract that the policy margins, and the moment at which all of it happens: dated steps do not come due. */
export interface ImpulseContract {
  readonly price: number;
  readonly multiplier: number;
  readonly moment: number;
}

/** Quiet days before the step: look-backs full, and so many more that a model has forgotten how it began. */
const SETTLED = 250;
/** Paths begin so many days apart, so that models that are reviewed every few days are met at all ages. */
const AGES = 20;

/**
 * Margin over that of the last quiet day, 0 to `days` settlements after it. Returns are independent and normal, of `volatility`
 * and then `factor` times as much; paths are the same for every policy.
 */
export function impulseOf(
  policy: MarginPolicyConfig,
  { volatility, factor, days, paths }: ImpulseTerms,
  { price, multiplier, moment }: ImpulseContract,
): ImpulseResponse {
  const quiet = Math.max(SETTLED, settlementsNeeded(policy)) + AGES;
  const ratios = Array.from({ length: paths }, (_, p) => {
    // Backward from the step, so that a longer look-back does not change the days that all policies see.
    const before = new RandomStream(p, "impulse/before");
    const after = new RandomStream(p, "impulse/after");
    const count = quiet + (p % AGES);
    const moves = [
      ...Array.from({ length: count }, () => volatility * before.normal()).reverse(),
      ...Array.from({ length: days }, () => factor * volatility * after.normal()),
    ];
    const prices = new Float64Array(moves.length + 1).fill(price);
    // A loss of all there is cannot be drawn: a normal return far out is cut there.
    for (const [i, move] of moves.entries()) prices[i + 1] = prices[i] * Math.max(0.05, 1 + move);
    const scale = price / prices[count];
    const scaled = prices.map((one) => one * scale);
    const times = new Float64Array(scaled.length).fill(moment);
    return marginPath(policy, { times, prices: scaled, multiplier, notice: null }).maintenance.slice(count);
  });
  return impulseResponse(ratios);
}

/** Root mean square of the returns of known prices; null where fewer than `AGES` are known or they hardly move. */
export function volatilityOf(prices: readonly number[]): number | null {
  const returns = prices.slice(1).map((price, i) => price / prices[i] - 1);
  const sigma = Math.sqrt(returns.reduce((sum, move) => sum + move * move, 0) / returns.length);
  return returns.length >= AGES && sigma >= LEAST ? sigma : null;
}

/** A history that moves by less a day is no record of returns, but a line between levels. */
const LEAST = 0.001;
