/** What mechanisms have in a figure over seeds: their Shapley values and shares, with intervals. */
import { RandomStream } from "../../core/random.ts";
import { bootstrapInterval, type Estimate, FEWEST_BLOCKS } from "../sensitivity/index.ts";
import { percentileInterval } from "../sensitivity/resample.ts";
import type { Orders } from "./orders.ts";
import { type Game, GRAIN, type Shares, shapley } from "./shapley.ts";

/** One mechanism. */
export interface CauseRow {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  /** Shapley value, in the figure's unit: the mean over seeds and its interval. */
  readonly value: Estimate;
  /** Part of the whole effect: mean value over mean effect, its interval by resampling seeds; NaN where the whole may be nothing. */
  readonly share: Estimate;
  /** What the figure would change by if it alone were taken away from all, on the mean. */
  readonly last: Estimate;
}

export interface CauseReport {
  readonly name: string;
  readonly hash: string;
  readonly version: string;
  readonly base: string;
  readonly without: readonly string[];
  /** Key of the figure, and whether it is a fraction. */
  readonly figure: string;
  readonly fraction: boolean;
  /** ms UTC: mechanisms are off from then; runs stop there. */
  readonly from: number;
  readonly until: number;
  /** Orders in each seed, and whether they are all that there are; else every seed has drawn its own. */
  readonly orders: number;
  readonly exact: boolean;
  /** Combinations that were run in each seed. */
  readonly combinations: number;
  /** Seeds of which every run ended well; those that count. */
  readonly seeds: readonly number[];
  readonly failed: number;
  readonly failures: readonly string[];
  /** The figure with all mechanisms, with none, and the difference. */
  readonly all: Estimate;
  readonly none: Estimate;
  readonly whole: Estimate;
  readonly rows: readonly CauseRow[];
  /** By seed: values and the whole in billionths x orders. Whole numbers: each row sums to its whole exactly. */
  readonly counted: readonly Pick<Shares, "values" | "whole">[];
}

/** What is summed up. */
export type CauseTerms = Omit<CauseReport, "all" | "none" | "whole" | "rows" | "counted" | "orders" | "exact">;

/** Resamples of seeds. */
const REPLICATES = 1000;

/** One seed: the orders that it goes through, and its figures. */
export interface SeedGame {
  readonly orders: Orders;
  readonly game: Game;
}

/** @param seeds in the order of `terms.seeds`, one or more, all with as many orders */
export function causeReport(
  terms: CauseTerms,
  mechanisms: readonly Pick<CauseRow, "name" | "title" | "about">[],
  seeds: readonly SeedGame[],
): CauseReport {
  const n = mechanisms.length;
  const all = (1 << n) - 1;
  const { list, exact } = seeds[0].orders;
  const counted = seeds.map((seed) => shapley(seed.game, seed.orders, n));
  const unit = GRAIN / list.length;
  const few = seeds.length < FEWEST_BLOCKS;
  const mean = (of: (game: Game, shares: Shares) => number, name: string): Estimate => {
    const values = Float64Array.from(seeds, ({ game }, s) => of(game, counted[s]));
    const estimate = bootstrapInterval(values, "mean", new RandomStream(0, `cause/${terms.hash}/${name}`));
    return few ? { ...estimate, low: Number.NaN, high: Number.NaN } : estimate;
  };
  const figure = (game: Game, on: number): number => game.get(on) ?? Number.NaN;
  const whole = mean((_, shares) => shares.whole * unit, "whole");
  // A part of what may be nothing is no share.
  const sign = Math.sign(whole.value);
  const clear = few
    ? counted.every((shares) => sign * shares.whole > 0)
    : sign * whole.low > 0 && sign * whole.high > 0;
  const rows = mechanisms.map(({ name, title, about }, i) => ({
    ...{ name, title, about },
    value: mean((_, { values }) => values[i] * unit, `${name}/value`),
    share: clear ? shareOf(counted, i, new RandomStream(0, `cause/${terms.hash}/${name}/share`)) : NO_SHARE,
    last: mean((game) => figure(game, all) - figure(game, all & ~(1 << i)), `${name}/last`),
  }));
  return {
    ...terms,
    orders: list.length,
    exact,
    all: mean((game) => figure(game, all), "all"),
    none: mean((game) => figure(game, 0), "none"),
    whole,
    rows,
    counted: counted.map(({ values, whole }) => ({ values, whole })),
  };
}

const NO_SHARE: Estimate = { value: Number.NaN, low: Number.NaN, high: Number.NaN };

/** Sum of values over sum of effects; no interval for too few seeds. */
function shareOf(counted: readonly Shares[], i: number, stream: RandomStream): Estimate {
  const seeds = counted.length;
  const over = (pick: (k: number) => number): number => {
    let value = 0;
    let whole = 0;
    for (let k = 0; k < seeds; k++) {
      const shares = counted[pick(k)];
      value += shares.values[i];
      whole += shares.whole;
    }
    return whole === 0 ? Number.NaN : value / whole;
  };
  const value = over((k) => k);
  if (seeds < FEWEST_BLOCKS) return { value, low: Number.NaN, high: Number.NaN };
  const resampled = Float64Array.from({ length: REPLICATES }, () => over(() => stream.int(seeds)));
  return percentileInterval(value, resampled, 0.95);
}
