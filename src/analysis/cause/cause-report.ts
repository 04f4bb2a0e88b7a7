/** What mechanisms have in a figure over seeds: their Shapley values and shares, with intervals. */
import { RandomStream } from "../../core/random.ts";
import { bootstrapInterval, type Estimate } from "../sensitivity/index.ts";
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
  /** Part of the whole effect: mean value over mean effect, its interval by resampling seeds. */
  readonly share: Estimate;
  /** What the figure would change by if it alone were taken away from all, on the mean. */
  readonly last: Estimate;
  /** Standard error that the sample of orders leaves, in the figure's unit; 0 where every order was taken. */
  readonly orderError: number;
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
  readonly orders: number;
  readonly exact: boolean;
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

/** @param games by seed, in the order of `terms.seeds` */
export function causeReport(
  terms: CauseTerms,
  mechanisms: readonly Pick<CauseRow, "name" | "title" | "about">[],
  orders: Orders,
  games: readonly Game[],
): CauseReport {
  const n = mechanisms.length;
  const all = (1 << n) - 1;
  const counted = games.map((game) => shapley(game, orders, n));
  const unit = GRAIN / orders.list.length;
  const mean = (of: (game: Game, shares: Shares) => number, name: string): Estimate =>
    bootstrapInterval(
      Float64Array.from(games, (game, s) => of(game, counted[s])),
      "mean",
      new RandomStream(0, `cause/${terms.hash}/${name}`),
    );
  const figure = (game: Game, on: number): number => game.get(on) ?? Number.NaN;
  const rows = mechanisms.map(({ name, title, about }, i) => ({
    ...{ name, title, about },
    value: mean((_, { values }) => values[i] * unit, `${name}/value`),
    share: shareOf(counted, i, new RandomStream(0, `cause/${terms.hash}/${name}/share`)),
    last: mean((game) => figure(game, all) - figure(game, all & ~(1 << i)), `${name}/last`),
    orderError: orders.exact ? 0 : orderError(counted, i),
  }));
  return {
    ...terms,
    orders: orders.list.length,
    exact: orders.exact,
    all: mean((game) => figure(game, all), "all"),
    none: mean((game) => figure(game, 0), "none"),
    whole: mean((_, { whole }) => whole * unit, "whole"),
    rows,
    counted: counted.map(({ values, whole }) => ({ values, whole })),
  };
}

/** Sum of values over sum of effects; NaN where mechanisms had no effect. */
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
  if (seeds < 2) return { value, low: Number.NaN, high: Number.NaN };
  const resampled = Float64Array.from({ length: REPLICATES }, () => over(() => stream.int(seeds)));
  return percentileInterval(value, resampled, 0.95);
}

/** Of the mean over seeds: pairs of an order and its reverse are the sample. */
function orderError(counted: readonly Shares[], i: number): number {
  if (counted.length === 0) return Number.NaN;
  const pairs = counted[0].added.length / 2;
  if (pairs < 2) return Number.NaN;
  const means = Array.from({ length: pairs }, (_, p) => {
    let sum = 0;
    for (const { added } of counted) sum += added[2 * p][i] + added[2 * p + 1][i];
    return (sum / (2 * counted.length)) * GRAIN;
  });
  const centre = means.reduce((a, b) => a + b, 0) / pairs;
  const squares = means.reduce((sum, x) => sum + (x - centre) * (x - centre), 0);
  return Math.sqrt(squares / (pairs - 1) / pairs);
}
