/** A policy on a file of prices: its path, what it covered, and how it moved with the cycle. */
import {
  type Backtest,
  backtest,
  lossesOver,
  type Procyclicality,
  procyclicality,
} from "../../analysis/margin/index.ts";
import { LEAST_RATE, MOST_RATE } from "../../clearing/margin/rate.ts";
import type { MarginPolicyConfig } from "../../clearing/margin/registry.ts";
import { DAY, dayName } from "../../core/time.ts";
import type { DatedValues } from "./dated-values.ts";
import { marginPath } from "./margin-path.ts";
import type { ReadPolicy } from "./read-policy.ts";

/** What a path of rates comes to. */
export interface MarginFigures {
  /** Kinds of the tools that were applied, in order. */
  readonly tools: readonly string[];
  readonly maintenance: Float64Array;
  readonly initial: Float64Array;
  /** Maintenance margin of a lot, in money. */
  readonly amount: Float64Array;
  /** Of the rate, a fraction of notional, and of the amount. */
  readonly rates: Procyclicality;
  readonly amounts: Procyclicality;
  /** Held against the losses of longs and of shorts; null where no loss is known yet. */
  readonly long: Backtest | null;
  readonly short: Backtest | null;
}

export interface MarginReport {
  readonly file: string;
  readonly policy: ReadPolicy;
  /** The days on which margin is known. */
  readonly dates: readonly number[];
  readonly prices: readonly number[];
  /** Prices before them, which filled look-backs. */
  readonly before: number;
  /** The whole policy, and what it is without its last tool, without its last two, down to the model alone. */
  readonly whole: MarginFigures;
  readonly without: readonly MarginFigures[];
  readonly warnings: readonly string[];
}

/** Works out all of it, every variant on the days that the whole policy has. */
export function marginReport(prices: DatedValues, policy: ReadPolicy, warnings: readonly string[]): MarginReport {
  const { config } = policy;
  // A settlement is known when its day is over, wherever the venue stands.
  const times = prices.dates.map((date) => date + DAY);
  const known = { times, prices: prices.values, multiplier: policy.multiplier, notice: policy.notice };
  const tools = config.tools ?? [];
  const whole = marginPath(config, known);
  const before = whole.maintenance.findIndex((rate) => !Number.isNaN(rate));
  const closes = prices.values.slice(before);
  const figures = (count: number) => {
    const path = count === tools.length ? whole : marginPath(withTools(config, count), known);
    const kinds = tools.slice(0, count).map((tool) => tool.kind);
    return figuresOf(kinds, path.maintenance.slice(before), path.initial.slice(before), closes, policy);
  };
  const all = figures(tools.length);
  return {
    file: prices.file,
    policy,
    dates: prices.dates.slice(before),
    prices: closes,
    before,
    whole: all,
    without: tools.map((_, i) => figures(tools.length - 1 - i)),
    warnings: [...warnings, ...boundWarnings(all, prices.dates.slice(before))],
  };
}

const withTools = (config: MarginPolicyConfig, count: number): MarginPolicyConfig => ({
  ...config,
  tools: (config.tools ?? []).slice(0, count),
});

function figuresOf(
  tools: readonly string[],
  maintenance: Float64Array,
  initial: Float64Array,
  prices: readonly number[],
  { confidence, holding, multiplier }: ReadPolicy,
): MarginFigures {
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

/** Says when a rate stood at the bounds that every rate has: it is then no longer the policy's own. */
function boundWarnings({ maintenance }: MarginFigures, dates: readonly number[]): string[] {
  return [LEAST_RATE, MOST_RATE].flatMap((bound) => {
    const days = maintenance.reduce((count, rate) => count + (rate === bound ? 1 : 0), 0);
    if (days === 0) return [];
    const first = dayName(dates[maintenance.indexOf(bound)]);
    const what = bound === LEAST_RATE ? "least" : "most";
    return [
      `margin stood at ${bound * 100}%, the ${what} that it may be, on ${days === 1 ? "a day" : `${days} days`}, first on ${first}`,
    ];
  });
}
