import type { TopLevelSpec } from "vega-lite";
import type { FactsReport, Interval } from "../../analysis/stylised-facts/index.ts";
import type { Piece } from "../chart.ts";
import { type Column, inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { framed } from "../theme.ts";
import { amount, venueLabel } from "../wording.ts";

/** What charts of facts say of the run that they come from. */
export interface FactsSubject {
  /** Scenario's name and seed. */
  readonly scenario: string;
  readonly seed: number;
}

/** A chart of a run's stylised facts: one file in this folder and one line in its index. */
export interface FactsChart {
  /** Kebab-case: the name of its files. */
  readonly name: string;
  /** What it is about, for captions. */
  readonly title: string;
  /** The Vega-Lite spec, data and all; null when the run has nothing of the kind. Pure. */
  spec(report: FactsReport, subject: FactsSubject): TopLevelSpec | null;
}

/** Puts a title, explanations and the run's name round a chart. */
export function factsChart(
  title: string,
  subtitle: readonly string[],
  { venue, returns }: FactsReport,
  { scenario, seed }: FactsSubject,
  body: Piece,
): TopLevelSpec {
  const run = `${scenario}, seed ${seed}, ${venueLabel(venue)}: ${amount(returns)} minute returns. Simulated.`;
  return framed(title, [...subtitle, run], body);
}

/** A plain axis. */
export const axis = (field: string, title: string, scale: Piece = {}, more: Piece = {}): Piece => ({
  field,
  type: "quantitative",
  scale: { nice: true, zero: false, ...scale },
  axis: { title, tickCount: 6, ...more },
});

/** A log axis over the positive ones of these values, with ticks at 1, 2 and 5, or at powers of ten where it is long. */
export function logAxis(field: string, title: string, values: readonly number[]): Piece {
  const known = values.filter((v) => v > 0);
  const low = Math.min(...known) / 1.15;
  const high = Math.max(...known) * 1.15;
  const ticks: number[] = [];
  const long = high / low > 2000;
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++)
    for (const digit of long ? [1] : [1, 2, 5]) ticks.push(Number(`${digit}e${power}`));
  return {
    field,
    type: "quantitative",
    scale: { type: "log", domain: [low, high], nice: false },
    axis: {
      title,
      values: ticks.filter((t) => t >= low && t <= high),
      labelExpr: "datum.value < 0.001 ? format(datum.value, '.0e') : format(datum.value, '~g')",
    },
  };
}

/** Points with their bands: columns `x`, `v`, `low`, `high`. Values that a log axis cannot show are left out. */
export function banded(
  x: readonly number[],
  values: readonly number[],
  bands: readonly (Interval | null)[],
  positive: boolean,
): Piece {
  const rows = x.map((_, i) => i).filter((i) => !positive || values[i] > 0);
  const least = Math.min(...rows.map((i) => values[i])) / 3;
  const floor = (v: number) => (positive ? Math.max(v, least) : v);
  const column = (name: string, of: (i: number) => number): Column => ({ name, values: rows.map(of) });
  return inlineData([
    column("x", (i) => x[i]),
    column("v", (i) => values[i]),
    column("low", (i) => floor(bands[i]?.low ?? values[i])),
    column("high", (i) => Math.max(floor(bands[i]?.high ?? values[i]), values[i])),
  ]);
}

/** The band behind, the line and its points: for data of `banded`. */
export function bandedLine(x: Piece, y: Piece, colour: string = INK.up): Piece[] {
  return [
    {
      mark: { type: "area", color: colour, opacity: 0.16, clip: true },
      encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" } },
    },
    {
      mark: { type: "line", color: colour, clip: true, point: { size: 22, filled: true, color: colour } },
      encoding: {
        x,
        y: { ...y, field: "v" },
        tooltip: [
          { field: "x", title: "at", format: ".3~g" },
          { field: "v", title: "value", format: ".3~g" },
          { field: "low", title: "from", format: ".3~g" },
          { field: "high", title: "to", format: ".3~g" },
        ],
      },
    },
  ];
}

/** A dashed power law over a stretch of x; nothing when the law is none. */
export function lawLine(
  { exponent, scale }: { readonly exponent: number; readonly scale: number },
  from: number,
  to: number,
  x: Piece,
  y: Piece,
  colour: string = INK.forced,
): Piece[] {
  if (!Number.isFinite(exponent) || !(to > from)) return [];
  const at = [from, to];
  return [
    {
      data: inlineData([
        { name: "x", values: at },
        { name: "v", values: at.map((t) => scale * Math.exp(exponent * Math.log(t))) },
      ]),
      mark: { type: "line", strokeDash: [5, 4], color: colour, strokeWidth: 1.6, clip: true },
      encoding: { x, y: { ...y, field: "v" } },
    },
  ];
}

/** A line across at one height. */
export const level = (v: number, y: Piece): Piece => ({
  data: inlineData([{ name: "v", values: [v] }]),
  mark: { type: "rule", color: INK.faint, strokeDash: [2, 3] },
  encoding: { y: { ...y, field: "v" } },
});

/** A panel with a heading. */
export const factPanel = (heading: string, width: number, height: number, layer: readonly Piece[]): Piece => ({
  // A chart of one panel has the chart's own title.
  ...(heading === "" ? {} : { title: { text: heading, fontSize: 12, anchor: "start", frame: "group", offset: 8 } }),
  width,
  height,
  layer,
});
