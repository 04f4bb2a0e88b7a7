/** The tables that `stampede margin` prints. */
import { type Backtest, HORIZONS, type KupiecTest, type Procyclicality } from "../analysis/margin/index.ts";
import { dayName } from "../core/time.ts";
import type { LevelsReport } from "../experiment/margin/analyse-levels.ts";
import type { MarginFigures, MarginReport } from "../experiment/margin/margin-report.ts";
import { align, formatNumber } from "./figures.ts";

/** A ratio, a percentage and a statistic as people read them; a dash where there is none. */
const ratio = (value: number): string => (Number.isFinite(value) ? value.toFixed(3) : "-");
const percent = (value: number): string => (Number.isFinite(value) ? `${(value * 100).toFixed(2)}%` : "-");
const probability = (value: number): string => (value < 0.0001 ? "< 0.0001" : value.toFixed(4));

export function backtestLines(breaches: number, observations: number, confidence: number, test: KupiecTest): string[] {
  const promised = (1 - confidence) * observations;
  return [
    `${breaches} breaches in ${observations} days, ${Number(promised.toPrecision(4))} promised at ${Number((confidence * 100).toPrecision(6))}%`,
    ...align(
      [
        ["Kupiec", test.statistic.toFixed(5), `p = ${test.pValue.toFixed(5)}`, "too many or too few"],
        ["", "", `p = ${test.oneSided.toFixed(5)}`, "too many"],
      ],
      ["left", "right", "left", "left"],
    ),
  ];
}

export function levelsLines({ levels, path, figures }: LevelsReport): string[] {
  const [first, last] = [levels.dates[0], levels.dates[levels.dates.length - 1]];
  return [
    `${levels.file}: ${levels.values.length} levels, ${dayName(first)} to ${dayName(last)}, ${path.length} business days`,
    "",
    ...align(
      [
        ["peak to trough", ratio(figures.peakToTrough)],
        ["peak to trough, trough first", ratio(figures.peakToTroughOrdered)],
        ...HORIZONS.map((n, i) => [`largest increase over ${days(n)}`, ratio(figures.maxIncrease[i])]),
        ["mean", formatNumber(figures.mean)],
      ],
      ["left", "right"],
    ),
  ];
}

const days = (n: number): string => (n === 1 ? "a day" : `${n} days`);

export function reportLines(report: MarginReport): string[] {
  const { file, policy, dates, before, whole, without } = report;
  // The model alone first, then each tool on top of those before it.
  const columns = [...[...without].reverse(), whole];
  const names = columns.map(({ tools }, i) => (i === 0 ? policy.config.kind : `+ ${tools[tools.length - 1]}`));
  const sides = ["left", ...columns.map(() => "right")] as ("left" | "right")[];
  return [
    `${file}: ${policy.config.kind} margin on ${dates.length} days, ${dayName(dates[0])} to ${dayName(dates[dates.length - 1])}; ${before} days before filled look-backs`,
    `held against losses over ${days(policy.holding)} at ${Number((policy.confidence * 100).toPrecision(6))}%`,
    "",
    ...align([["", ...names], ...rows(columns)], sides),
  ];
}

function rows(columns: readonly MarginFigures[]): string[][] {
  const row = (name: string, of: (figures: MarginFigures) => string) => [name, ...columns.map(of)];
  const test = (name: string, side: "long" | "short", of: (backtest: Backtest) => string) =>
    row(name, (figures) => {
      const held = figures[side];
      return held === null ? "-" : of(held);
    });
  const cycle = (kind: "rates" | "amounts", of: (figures: Procyclicality) => string) => (figures: MarginFigures) =>
    of(figures[kind]);
  return [
    row("margin, mean", ({ rates }) => percent(rates.mean)),
    row("lowest", ({ maintenance }) => percent(Math.min(...maintenance))),
    row("highest", ({ maintenance }) => percent(Math.max(...maintenance))),
    row("last", ({ maintenance }) => percent(maintenance[maintenance.length - 1])),
    row("a lot's, last", ({ amount }) => formatNumber(amount[amount.length - 1])),
    test("breaches, long", "long", ({ breaches, observations }) => `${breaches} of ${observations}`),
    test("", "long", ({ breachRate }) => percent(breachRate)),
    test("breaches, short", "short", ({ breaches, observations }) => `${breaches} of ${observations}`),
    test("Kupiec, long", "long", ({ kupiec }) => ratio(kupiec.statistic)),
    test("p", "long", ({ kupiec }) => probability(kupiec.pValue)),
    test("independence", "long", ({ independence }) => ratio(independence.statistic)),
    test("p", "long", ({ independence }) => probability(independence.pValue)),
    test("conditional coverage", "long", ({ conditional }) => ratio(conditional.statistic)),
    test("p", "long", ({ conditional }) => probability(conditional.pValue)),
    test("shortfall, mean", "long", ({ meanShortfall }) => percent(meanShortfall)),
    test("shortfall, largest", "long", ({ maxShortfall }) => percent(maxShortfall)),
    test("loss over margin, largest", "long", ({ maxLossToMargin }) => ratio(maxLossToMargin)),
    row(
      "peak to trough, %",
      cycle("rates", (f) => ratio(f.peakToTrough)),
    ),
    row(
      "trough first, %",
      cycle("rates", (f) => ratio(f.peakToTroughOrdered)),
    ),
    ...HORIZONS.map((n, i) =>
      row(
        `increase over ${days(n)}, %`,
        cycle("rates", (f) => ratio(f.maxIncrease[i])),
      ),
    ),
    row(
      "peak to trough, money",
      cycle("amounts", (f) => ratio(f.peakToTrough)),
    ),
    row(
      "trough first, money",
      cycle("amounts", (f) => ratio(f.peakToTroughOrdered)),
    ),
    ...HORIZONS.map((n, i) =>
      row(
        `increase over ${days(n)}, money`,
        cycle("amounts", (f) => ratio(f.maxIncrease[i])),
      ),
    ),
  ];
}
