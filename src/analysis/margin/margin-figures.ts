/** What a path of margin rates comes to: how it moves with the cycle, and what it covered. */
import { type Backtest, backtest, lossesOver } from "./backtest.ts";
import { type Procyclicality, procyclicality } from "./procyclicality.ts";

/** A policy with so many of its tools, on days with prices. */
export interface MarginFigures {
  /** Kinds of the tools that were applied, in order. */
  readonly tools: readonly string[];
  /** Rates in force after each day's settlement, fractions of notional. */
  readonly maintenance: Float64Array;
  readonly initial: Float64Array;
  /** Maintenance margin of a lot, in money. */
  readonly amount: Float64Array;
  /** Of the maintenance rate, and of the amount. */
  readonly rates: Procyclicality;
  readonly amounts: Procyclicality;
  /** The maintenance rate held against the losses of longs and of shorts; null where no loss is known yet. */
  readonly long: Backtest | null;
  readonly short: Backtest | null;
}

/** What a path is held against, and the contract. */
export interface MarginTerms {
  /** Share of losses that is to be covered, and over how many trading days. */
  readonly confidence: number;
  readonly holding: number;
  /** Units in a lot. */
  readonly multiplier: number;
}

export function marginFigures(
  tools: readonly string[],
  path: { readonly maintenance: Float64Array; readonly initial: Float64Array },
  prices: readonly number[],
  { confidence, holding, multiplier }: MarginTerms,
): MarginFigures {
  const { maintenance, initial } = path;
  const amount = maintenance.map((rate, i) => rate * prices[i] * multiplier);
  return {
    tools,
    maintenance,
    initial,
    amount,
    rates: procyclicality(maintenance),
    amounts: procyclicality(amount),
    long: backtest(maintenance, lossesOver(prices, holding, 1), confidence),
    short: backtest(maintenance, lossesOver(prices, holding, -1), confidence),
  };
}
