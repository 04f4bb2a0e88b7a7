import { type Backtest, HORIZONS, type MarginFigures, type Procyclicality } from "../../analysis/margin/index.ts";
import { amount } from "../wording.ts";
import { daysWords, type MarginView } from "./margin-view.ts";

/** A figure of each variant, as people read it. */
export interface FigureRow {
  readonly label: string;
  readonly cells: readonly string[];
}

/** Headings of the variants: the model, then `+ floor`. */
export const variantNames = ({ kind, variants }: MarginView): string[] =>
  variants.map(({ tools }) => (tools.length === 0 ? kind : `+ ${tools[tools.length - 1]}`));

const ratio = (value: number): string => (Number.isFinite(value) ? value.toFixed(3) : "-");
const percent = (value: number): string => (Number.isFinite(value) ? `${(value * 100).toFixed(2)}%` : "-");
const probability = (value: number): string => (value < 0.0001 ? "< 0.0001" : value.toFixed(4));
const money = (value: number): string => (value >= 1000 ? value.toFixed(0) : String(Number(value.toPrecision(4))));

/** Every figure, in the order of a report: cost, coverage, the cycle in per cent and in money. */
export function figureRows({ variants }: MarginView): FigureRow[] {
  const row = (label: string, of: (figures: MarginFigures) => string): FigureRow => ({
    label,
    cells: variants.map(of),
  });
  const test = (label: string, of: (backtest: Backtest) => string, side: "long" | "short" = "long") =>
    row(label, ({ [side]: held }) => (held === null ? "-" : of(held)));
  return [
    row("margin, mean", ({ rates }) => percent(rates.mean)),
    row("margin, lowest", ({ maintenance }) => percent(lowest(maintenance))),
    row("margin, highest", ({ maintenance }) => percent(-lowest(maintenance.map((rate) => -rate)))),
    row("margin, last", ({ maintenance }) => percent(maintenance[maintenance.length - 1])),
    row("margin of a lot, mean", ({ amounts }) => money(amounts.mean)),
    row("margin of a lot, last", ({ amount }) => money(amount[amount.length - 1])),
    test("breaches of longs", ({ breaches, observations }) => `${breaches} of ${observations}`),
    test("breach rate", ({ breachRate }) => percent(breachRate)),
    test("Kupiec", ({ kupiec }) => ratio(kupiec.statistic)),
    test("p", ({ kupiec }) => probability(kupiec.pValue)),
    test("independence", ({ independence }) => ratio(independence.statistic)),
    test("p", ({ independence }) => probability(independence.pValue)),
    test("conditional coverage", ({ conditional }) => ratio(conditional.statistic)),
    test("p", ({ conditional }) => probability(conditional.pValue)),
    test("shortfall, mean", ({ meanShortfall }) => percent(meanShortfall)),
    test("shortfall, largest", ({ maxShortfall }) => percent(maxShortfall)),
    test("loss over margin, largest", ({ maxLossToMargin }) => ratio(maxLossToMargin)),
    test("breaches of shorts", ({ breaches, observations }) => `${breaches} of ${observations}`, "short"),
    test("breach rate", ({ breachRate }) => percent(breachRate), "short"),
    ...cycleRows("rate", ({ rates }) => rates, row),
    ...cycleRows("money", ({ amounts }) => amounts, row),
  ];
}

function cycleRows(
  unit: string,
  of: (figures: MarginFigures) => Procyclicality,
  row: (label: string, of: (figures: MarginFigures) => string) => FigureRow,
): FigureRow[] {
  return [
    row(`peak to trough, ${unit}`, (figures) => ratio(of(figures).peakToTrough)),
    row(`trough before peak, ${unit}`, (figures) => ratio(of(figures).peakToTroughOrdered)),
    ...HORIZONS.map((n, i) =>
      row(`largest increase over ${daysWords(n)}, ${unit}`, (figures) => ratio(of(figures).maxIncrease[i])),
    ),
  ];
}

/** Label and value of each figure of a margin path by itself. */
export const levelRows = (figures: Procyclicality): [string, string][] => [
  ["peak to trough", ratio(figures.peakToTrough)],
  ["trough before peak", ratio(figures.peakToTroughOrdered)],
  ...HORIZONS.map((n, i): [string, string] => [`largest increase over ${daysWords(n)}`, ratio(figures.maxIncrease[i])]),
  ["mean", amount(figures.mean)],
];

const lowest = (values: Float64Array): number => values.reduce((low, value) => Math.min(low, value));
