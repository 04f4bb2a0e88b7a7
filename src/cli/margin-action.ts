/** What `stampede margin` does: finds which of its three questions was asked. */
import { UsageError } from "./errors.ts";
import type { MarginOptions } from "./margin.ts";
import { printAnswer } from "./margin-answer.ts";

export async function margin(prices: string | undefined, options: MarginOptions): Promise<void> {
  checkUse(prices, options);
  const { backtest, levels } = options;
  if (backtest !== undefined) printAnswer((await import("./margin-backtest.ts")).backtestAnswer(backtest), options);
  else if (levels !== undefined) await (await import("./margin-levels.ts")).answerLevels(levels, options);
  else await (await import("./margin-prices.ts")).answerPrices(prices as string, options);
}

/** Options of one question are not taken for another. */
function checkUse(prices: string | undefined, options: MarginOptions): void {
  const asked = [
    ...(prices === undefined ? [] : ["a file of prices"]),
    ...(options.levels === undefined ? [] : ["--levels"]),
    ...(options.backtest === undefined ? [] : ["--backtest"]),
  ];
  if (asked.length === 0)
    throw new UsageError("expected a file of prices, --levels FILE or --backtest BREACHES N CONFIDENCE");
  if (asked.length > 1) throw new UsageError(`${asked.join(" and ")} ask different things: give one of them`);
  if (options.venue !== undefined && options.scenario === undefined)
    throw new UsageError("--venue is for --scenario: it says whose policy of that scenario is meant");
  if (prices !== undefined) return;
  const others = ["model", "tools", "scenario", "venue", "confidence", "holding", "multiplier"] as const;
  const given = others.find((name) => options[name] !== undefined);
  if (given !== undefined) throw new UsageError(`--${given} is for a file of prices, not for ${asked[0]}`);
  if (options.backtest !== undefined && options.out !== undefined)
    throw new UsageError("--out is for a file of prices or of levels, not for --backtest");
}
