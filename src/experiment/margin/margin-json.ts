/** Margin figures as JSON has them: what is not known is null. */
import { type Backtest, HORIZONS, type MarginFigures, type Procyclicality } from "../../analysis/margin/index.ts";
import { dayName } from "../../core/time.ts";
import type { MarginReport } from "./margin-report.ts";

type Json = Record<string, unknown>;

const number = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** The whole report, its path included. */
export function marginJson(report: MarginReport): Json {
  const { file, policy, dates, prices, before, variants, whole, responsiveness, warnings } = report;
  return {
    prices: file,
    policy: policy.config,
    confidence: policy.confidence,
    holding: policy.holding,
    multiplier: policy.multiplier,
    from: dayName(dates[0]),
    to: dayName(dates[dates.length - 1]),
    days: dates.length,
    before,
    ...figuresJson(whole),
    ...answersJson(responsiveness[variants.length - 1]),
    variants: variants.map((figures, i) => ({
      tools: figures.tools,
      ...figuresJson(figures),
      ...answersJson(responsiveness[i]),
    })),
    warnings,
    path: dates.map((date, i) => ({
      date: dayName(date),
      close: prices[i],
      margin: whole.maintenance[i],
      initial: whole.initial[i],
      amount: whole.amount[i],
      model: variants[0].maintenance[i],
      breach: whole.long?.breached[i] ?? null,
      shortBreach: whole.short?.breached[i] ?? null,
    })),
  };
}

/** Figures of the rate, those of a lot's margin in money, and both sides' backtests; a long's beside the rate. */
function figuresJson({ rates, amounts, long, short }: MarginFigures): Json {
  return {
    ...procyclicalityJson(rates),
    ...backtestJson(long),
    amount: procyclicalityJson(amounts),
    short: backtestJson(short),
  };
}

/** `peakToTrough`, `maxIncrease5d` and the like. */
export function procyclicalityJson({
  peakToTrough,
  peakToTroughOrdered,
  maxIncrease,
  maxCall,
  mean,
}: Procyclicality): Json {
  const byHorizon = (name: string, values: readonly number[]) =>
    HORIZONS.map((n, i) => [`${name}${n}d`, number(values[i])] as const);
  return {
    peakToTrough: number(peakToTrough),
    peakToTroughOrdered: number(peakToTroughOrdered),
    ...Object.fromEntries(byHorizon("maxIncrease", maxIncrease)),
    ...Object.fromEntries(byHorizon("maxCall", maxCall)),
    mean: number(mean),
  };
}

const answersJson = (values: readonly number[]): Json =>
  Object.fromEntries(HORIZONS.map((n, i) => [`responsiveness${n}d`, number(values[i])]));

function backtestJson(test: Backtest | null): Json {
  if (test === null) return { observations: 0, breaches: null };
  const { observations, breaches, breachRate, kupiec, independence, conditional } = test;
  return {
    observations,
    breaches,
    breachRate,
    coverage: 1 - breachRate,
    kupiec: kupiec.statistic,
    pValue: kupiec.pValue,
    oneSidedPValue: kupiec.oneSided,
    independence: independence.statistic,
    independencePValue: independence.pValue,
    conditionalCoverage: conditional.statistic,
    conditionalCoveragePValue: conditional.pValue,
    meanShortfall: number(test.meanShortfall),
    maxShortfall: number(test.maxShortfall),
    maxLossToMargin: number(test.maxLossToMargin),
  };
}
