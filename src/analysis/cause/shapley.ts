/**
 * Shapley values (Shapley 1953) of mechanisms in a figure of a run: what a mechanism adds when it is put in place, over the
 * orders in which they may be. In each order what they add telescopes to the whole effect, so the values sum to it whatever
 * orders are taken. All is counted in whole billionths, so that the sum is exact and not exact but for rounding.
 */
import type { Orders } from "./orders.ts";

/** Billionths in which a figure is counted. */
export const GRAIN = 1e-9;

/** A run's figure by combination (bit i: mechanism i is on). */
export type Game = ReadonlyMap<number, number>;

/** What mechanisms add in one seed, in billionths times the number of orders: whole numbers. */
export interface Shares {
  readonly values: readonly number[];
  /** With all mechanisms less with none, in the same unit. The values sum to it exactly. */
  readonly whole: number;
}

/** Throws an Error when the figure of a combination is missing. */
export function shapley(game: Game, { list }: Orders, n: number): Shares {
  const figure = (on: number): number => {
    const value = game.get(on);
    if (value === undefined || Number.isNaN(value)) throw new Error(`the figure of combination ${on} is missing`);
    return Math.round(value / GRAIN);
  };
  const values = new Array<number>(n).fill(0);
  for (const order of list) {
    let on = 0;
    for (const i of order) {
      values[i] += figure(on | (1 << i)) - figure(on);
      on |= 1 << i;
    }
  }
  return { values, whole: (figure((1 << n) - 1) - figure(0)) * list.length };
}
