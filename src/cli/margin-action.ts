/** What `stampede margin` does: one of its three questions, answered as a table or as one JSON object. */
import { InvalidArgumentError } from "commander";
import { kupiec } from "../analysis/margin/index.ts";
import { dayName } from "../core/time.ts";
import { analyseLevels } from "../experiment/margin/analyse-levels.ts";
import { analysePrices } from "../experiment/margin/analyse-prices.ts";
import { marginJson, procyclicalityJson } from "../experiment/margin/margin-json.ts";
import { UsageError } from "./errors.ts";
import { confidenceOf, type MarginOptions } from "./margin.ts";
import { backtestLines, levelsLines, reportLines } from "./margin-table.ts";

export async function margin(prices: string | undefined, options: MarginOptions): Promise<void> {
  checkUse(prices, options);
  if (options.backtest !== undefined) answer(options, ...backtestAnswer(options.backtest));
  else if (options.levels !== undefined) answerLevels(options.levels, options);
  else await answerPrices(prices as string, options);
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
  if (prices !== undefined) return;
  const others = ["model", "tools", "scenario", "venue", "confidence", "holding", "multiplier", "out"] as const;
  const given = others.find((name) => options[name] !== undefined);
  if (given !== undefined) throw new UsageError(`--${given} is for a file of prices, not for ${asked[0]}`);
}

function answer(options: MarginOptions, json: Record<string, unknown>, lines: readonly string[]): void {
  process.stdout.write(`${options.json ? JSON.stringify(json) : lines.join("\n")}\n`);
}

function warn(options: MarginOptions, warnings: readonly string[]): void {
  if (options.quiet) return;
  for (const warning of warnings) process.stderr.write(`stampede: warning: ${warning}\n`);
}

function backtestAnswer(values: readonly string[]): [Record<string, unknown>, string[]] {
  const form = "--backtest takes BREACHES N CONFIDENCE, such as --backtest 4 250 99%";
  if (values.length !== 3) throw new UsageError(`${form}; got ${values.join(" ")}`);
  const [breaches, observations] = values.slice(0, 2).map((text) => (/^\d+$/.test(text) ? Number(text) : Number.NaN));
  if (!Number.isSafeInteger(breaches) || !Number.isSafeInteger(observations) || observations < 1)
    throw new UsageError(`${form}: expected whole numbers, N of 1 or more, got ${values[0]} and ${values[1]}`);
  if (breaches > observations)
    throw new UsageError(`${form}: ${breaches} breaches in ${observations} days are more than can be`);
  const confidence = confidenceIn(values[2], form);
  const test = kupiec(breaches, observations, confidence);
  const json = {
    breaches,
    observations,
    confidence,
    breachRate: breaches / observations,
    kupiec: test.statistic,
    pValue: test.pValue,
    oneSidedPValue: test.oneSided,
  };
  return [json, backtestLines(breaches, observations, confidence, test)];
}

function confidenceIn(text: string, form: string): number {
  try {
    return confidenceOf(text);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    throw new UsageError(`${form}: expected a confidence above 0% and below 100%, got ${text}`);
  }
}

function answerLevels(file: string, options: MarginOptions): void {
  const report = analyseLevels(file);
  const { levels, path, figures } = report;
  warn(options, levels.warnings);
  const json = {
    levels: levels.file,
    from: dayName(levels.dates[0]),
    to: dayName(levels.dates[levels.dates.length - 1]),
    businessDays: path.length,
    ...procyclicalityJson(figures),
    warnings: levels.warnings,
  };
  answer(options, json, levelsLines(report));
}

async function answerPrices(file: string, options: MarginOptions): Promise<void> {
  const report = await analysePrices(file, options);
  warn(options, report.warnings);
  answer(options, marginJson(report), reportLines(report));
}
