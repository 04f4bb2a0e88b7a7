import type { Interval } from "../../analysis/sweep/index.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { WIDTH } from "../theme.ts";
import { few, percent } from "../wording.ts";
import { clip } from "./parameter-words.ts";
import { hasInterval, intervalWords, type SweepChart, sweepChart } from "./sweep-chart.ts";

const FIRST = "alone (first order)";
const TOTAL = "with all its interactions (total)";
/** Most parameters that are drawn. */
const MOST = 16;

/** Sobol indices: how much of the variance each parameter makes, alone and together with others. */
export const sobolChart: SweepChart = {
  name: "sobol",
  title: "Sobol indices: whose variance it is",
  spec({ key, sobol }, analysis) {
    if (!sobol || sobol.used === 0 || !(sobol.variance > 0)) return null;
    const order = [...analysis.factors.keys()]
      .sort((a, b) => sobol.total[b].value - sobol.total[a].value)
      .slice(0, MOST);
    const rows = order.flatMap((i) => [
      { i, kind: FIRST, index: sobol.firstOrder[i] },
      { i, kind: TOTAL, index: sobol.total[i] },
    ]);
    const name = (i: number) => clip(analysis.factors[i].label, 34);
    const data = inlineData([
      { name: "parameter", values: rows.map((r) => name(r.i)) },
      { name: "path", values: rows.map((r) => analysis.factors[r.i].path) },
      { name: "kind", values: rows.map((r) => r.kind) },
      { name: "v", values: rows.map((r) => r.index.value) },
      { name: "low", values: rows.map((r) => r.index.low) },
      { name: "high", values: rows.map((r) => r.index.high) },
      {
        name: "text",
        values: rows.map(({ index }) => shareText(index)),
      },
    ]);
    const x = (field: string) => ({
      field,
      type: "quantitative",
      scale: { nice: true },
      axis: { title: `share of the variance of ${key} over points (%)`, format: "~%", tickCount: 6 },
    });
    const place = {
      y: {
        field: "parameter",
        type: "nominal",
        sort: order.map(name),
        scale: { paddingInner: 0.35 },
        axis: { title: null, labelLimit: 230, grid: false, ticks: false, domain: false, labelPadding: 8 },
      },
      yOffset: { field: "kind", sort: [FIRST, TOTAL] },
    };
    const intervals = rows.some((r) => hasInterval(r.index));
    const tooltip = [
      { field: "path", title: "parameter" },
      { field: "kind", title: "share" },
      { field: "text", title: "of the variance" },
    ];
    return sweepChart(
      headline(
        key,
        order.map((i) => ({
          name: analysis.factors[i].label,
          first: sobol.firstOrder[i],
          total: sobol.total[i],
        })),
        sobol.firstOrder.reduce((sum, s) => sum + s.value, 0),
        sobol.total,
      ),
      [
        "First order: what would go from the variance if the parameter were known. Total: what would stay if all others were.",
        `${intervals ? `Lines: ${intervalWords(analysis)}, from ` : "From "}${few(sobol.used)} blocks of the design${sobol.dropped > 0 ? `; ${few(sobol.dropped)} left out for want of a run` : ""}. Estimates below zero are noise.`,
      ],
      analysis,
      {
        data,
        width: WIDTH - 250,
        height: { step: 20, for: "offset" },
        encoding: place,
        layer: [
          {
            mark: { type: "bar" },
            encoding: {
              x: x("v"),
              color: {
                field: "kind",
                type: "nominal",
                scale: { domain: [FIRST, TOTAL], range: [INK.twin, "#9ccbe8"] },
                legend: { title: null, orient: "top", direction: "horizontal", symbolType: "square", labelLimit: 300 },
              },
              tooltip,
            },
          },
          ...(intervals
            ? [
                {
                  mark: { type: "rule", strokeWidth: 1.5, color: INK.text },
                  encoding: { x: x("low"), x2: { field: "high" } },
                },
              ]
            : []),
        ],
      },
    );
  },
};

export interface SobolFactor {
  readonly name: string;
  readonly first: Interval;
  readonly total: Interval;
}

/** Width of an interval that leaves open whose the variance is. */
const WIDE = 0.5;
/** Sum of all total indices below which they cannot be right: that of the true ones is 1 at least. */
const SHORT = 0.9;

/** Whether the indices of the first parameter, and all together, say enough for a sentence. */
export function tellsSobol(top: SobolFactor, all: readonly Interval[]): boolean {
  const narrow = (index: Interval) => hasInterval(index) && index.high - index.low < WIDE;
  return narrow(top.first) && narrow(top.total) && all.reduce((sum, { value }) => sum + value, 0) >= SHORT;
}

function headline(
  key: string,
  [top, ...others]: readonly SobolFactor[],
  alone: number,
  total: readonly Interval[],
): string {
  if (!tellsSobol(top, total))
    return `Too few blocks to tell whose the variance of ${key} is; ${top.name} comes out first, with ${shareText(top.total)} in all`;
  const together = 1 - alone;
  const shared = others.length === 0 || together < 0.02 ? "" : `; interactions make ${percent(Math.min(1, together))}`;
  if (top.first.value < 0.01)
    return `No parameter alone makes the variance of ${key}; ${top.name} has a hand in ${percent(Math.min(1, top.total.value))} of it`;
  return `${top.name} alone makes ${percent(Math.min(1, top.first.value))} of the variance of ${key}${shared}`;
}

/** "45% (30% to 61%)": a share of the variance and its interval; a dash when there is none. */
export const shareText = (index: Interval): string =>
  Number.isNaN(index.value)
    ? "\u2013"
    : hasInterval(index)
      ? `${percent(index.value)} (${percent(index.low)} to ${percent(index.high)})`
      : percent(index.value);
