import { BAND, type MetricAnalysis, type SweepAnalysis } from "../../analysis/sweep/index.ts";
import type { Piece } from "../chart.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { WIDTH } from "../theme.ts";
import { amount, counted, percent } from "../wording.ts";
import { histogram } from "./histogram.ts";
import { metricAxis, metricFormat, metricNumber, metricText, metricTitle } from "./metric-words.ts";
import { clip, parameterText } from "./parameter-words.ts";
import { type SweepChart, sweepChart } from "./sweep-chart.ts";

/** Most points that have a row of their own. */
const ROWS = 24;
/** Most runs that are not counted in bins. */
const FEW = 12;
/** Width of panels beside the names of points. */
const ROWS_WIDTH = WIDTH - 250;
/** Places along the axis of ranked points. */
const RANKS = 400;

/** How the figure is spread: over all runs, and at each point over its seeds. */
export const distributionChart: SweepChart = {
  name: "distribution",
  title: "How it is spread",
  spec(metric, analysis) {
    const { runs } = metric;
    if (runs.count === 0) return null;
    const points = pointPanels(metric, analysis);
    // A handful of runs has no shape: their own rows say more.
    const few = runs.count <= FEW && points.length > 0;
    const panels = few ? points : [histogramPanel(metric, analysis), ...points];
    return sweepChart(headline(metric), explain(metric), analysis, {
      vconcat: panels,
      spacing: 30,
      resolve: { scale: { color: "independent", x: "independent" } },
    });
  },
};

function headline({ key, runs }: MetricAnalysis): string {
  const [low, , middle, , high] = runs.quantiles;
  if (runs.least === runs.most) return `${key} is ${metricText(key, runs.least)} in every run`;
  if (runs.count < 20)
    return `${key} lies between ${metricNumber(key, runs.least)} and ${metricText(key, runs.most)}, ${metricText(key, middle.value)} in the middle run`;
  return `${key} is ${metricText(key, middle.value)} in the middle run, and between ${metricNumber(key, low.value)} and ${metricText(key, high.value)} in nine of ten`;
}

function explain({ shares, key, runs }: MetricAnalysis): string[] {
  const mean = runs.mean;
  const interval = Number.isNaN(mean.low)
    ? ""
    : ` (95% interval ${metricNumber(key, mean.low)} to ${metricNumber(key, mean.high)})`;
  const lines = [`Mean ${metricText(key, mean.value)}${interval}; ${counted(runs.count, "run")}.`];
  if (!Number.isNaN(shares.parameters)) {
    const dice = shares.seeds + shares.interaction;
    lines.push(
      `Of the spread over runs, the parameters make ${percent(shares.parameters)} and the dice ${percent(dice)}${shares.interaction > 0.005 ? `, ${percent(shares.interaction)} of it differently at different points` : ""}.`,
    );
  }
  return lines;
}

function histogramPanel({ key, runs, points }: MetricAnalysis, { table }: SweepAnalysis): Piece {
  const column = table.metrics.find((m) => m.key === key);
  const sorted = (column?.values ?? new Float64Array()).filter((value) => !Number.isNaN(value)).sort();
  const { edges, counts } = histogram(sorted);
  const single = counts.length === 1;
  const margin = single ? Math.abs(edges[0]) * 0.01 || 0.5 : 0;
  const data = inlineData([
    { name: "from", values: counts.map((_, i) => edges[i] - margin) },
    { name: "to", values: counts.map((_, i) => edges[i + 1] + margin) },
    { name: "runs", values: counts },
    {
      name: "bin",
      values: counts.map((_, i) =>
        single ? metricText(key, edges[i]) : `${metricText(key, edges[i])} to ${metricText(key, edges[i + 1])}`,
      ),
    },
  ]);
  const x = (field: string) => ({
    field,
    type: "quantitative",
    scale: { zero: false, nice: false, padding: 6 },
    axis: { title: metricTitle(key), tickCount: 9, grid: false, ...metricAxis(key) },
  });
  const marks = [
    { at: runs.quantiles[0].value, what: "5%" },
    { at: runs.quantiles[2].value, what: "median" },
    { at: runs.quantiles[4].value, what: "95%" },
  ].filter(({ at }, i, all) => i === 0 || at > all[i - 1].at);
  const lines = inlineData([{ name: "at", values: marks.map((m) => m.at) }]);
  const [start, end] = [edges[0] - margin, edges[edges.length - 1] + margin];
  return {
    width: panelWidth(points),
    height: 200,
    title: { text: "All runs", fontSize: 12, anchor: "start", frame: "group", offset: 10 },
    layer: [
      {
        data,
        mark: { type: "bar", color: INK.twin, opacity: 0.75, binSpacing: 1 },
        encoding: {
          x: { ...x("from"), bin: "binned" },
          x2: { field: "to" },
          y: {
            field: "runs",
            type: "quantitative",
            axis: { title: "runs", tickCount: 5, tickMinStep: 1, format: ",d" },
          },
          tooltip: [
            { field: "bin", title: key },
            { field: "runs", title: "runs", format: "," },
          ],
        },
      },
      { data: lines, mark: { type: "rule", color: INK.text, strokeDash: [4, 3] }, encoding: { x: x("at") } },
      // The median's label stands above the others', which may come near it.
      ...marks.map(({ at, what }) => ({
        data: inlineData([{ name: "at", values: [at] }]),
        mark: {
          type: "text",
          fontSize: 11,
          color: INK.text,
          text: `${what}: ${metricNumber(key, at)}`,
          ...labelSide((at - start) / (end - start)),
        },
        encoding: { x: x("at"), y: { value: what === "median" ? -22 : -8 } },
      })),
    ],
  };
}

/** A label near an end of the axis stands on the inner side of its line, clear of the labels beside the plot. */
const labelSide = (place: number): Piece =>
  place < 0.1 ? { align: "left", dx: -4 } : place > 0.9 ? { align: "right", dx: 4 } : { align: "center" };

/** Panels of one chart are equally wide, whatever stands beside them. */
const panelWidth = ({ count }: MetricAnalysis["points"]): number =>
  count.filter((n) => n > 0).length <= ROWS ? ROWS_WIDTH : WIDTH - 40;

function pointPanels(metric: MetricAnalysis, analysis: SweepAnalysis): Piece[] {
  const { mean, count } = metric.points;
  const shown = [...mean.keys()].filter((p) => count[p] > 0);
  if (shown.length < 2) return [];
  const middle = metric.points.quantiles[2];
  shown.sort((a, b) => middle[a] - middle[b] || a - b);
  if (shown.length <= ROWS) return [rowsPanel(metric, analysis, shown)];
  return analysis.table.seeds > 1 ? [rankedPanel(metric, shown)] : [];
}

/** A row for each point: its median, half of its runs, nine tenths of them. */
function rowsPanel(
  { key, points }: MetricAnalysis,
  { table, factors }: SweepAnalysis,
  shown: readonly number[],
): Piece {
  const labels = shown.map((p) => clip(`${p}: ${factors.map((f) => parameterText(f, f.values[p])).join(", ")}`, 44));
  const [low, lower, middle, upper, high] = points.quantiles;
  const data = inlineData([
    { name: "point", values: labels },
    { name: "low", values: shown.map((p) => low[p]) },
    { name: "lower", values: shown.map((p) => lower[p]) },
    { name: "middle", values: shown.map((p) => middle[p]) },
    { name: "upper", values: shown.map((p) => upper[p]) },
    { name: "high", values: shown.map((p) => high[p]) },
    { name: "runs", values: shown.map((p) => points.count[p]) },
    {
      name: "all",
      values: shown.map((p) => factors.map((f) => `${f.label} ${parameterText(f, f.values[p])}`).join(", ")),
    },
  ]);
  const x = (field: string) => ({
    field,
    type: "quantitative",
    scale: { zero: false, nice: true, padding: 6 },
    axis: { title: metricTitle(key), tickCount: 8, ...metricAxis(key) },
  });
  const tooltip = [
    { field: "all", title: "point" },
    ...BAND.map((q, i) => ({
      field: ["low", "lower", "middle", "upper", "high"][i],
      title: q === 0.5 ? "median" : percent(q),
      format: metricFormat(key),
    })),
    { field: "runs", title: "runs" },
  ];
  const seeds = table.seeds > 1;
  return {
    data,
    width: ROWS_WIDTH,
    height: { step: 19 },
    title: {
      text: seeds ? "By point: median, half of its runs, nine tenths of them" : "By point",
      fontSize: 12,
      anchor: "start",
      frame: "group",
      offset: 8,
    },
    encoding: {
      y: {
        field: "point",
        type: "nominal",
        sort: labels,
        axis: {
          title: `point: ${clip(factors.map((f) => f.label).join(", "), 60)}`,
          labelLimit: 270,
          grid: false,
          ticks: false,
          domain: false,
        },
      },
    },
    layer: [
      ...(seeds
        ? [
            { mark: { type: "rule", color: INK.plain }, encoding: { x: x("low"), x2: { field: "high" } } },
            {
              mark: { type: "bar", height: 9, color: INK.twin, opacity: 0.5 },
              encoding: { x: x("lower"), x2: { field: "upper" } },
            },
          ]
        : []),
      {
        mark: { type: "point", filled: true, size: 46, color: INK.text, opacity: 1 },
        encoding: { x: x("middle"), tooltip },
      },
    ],
  };
}

/** Many points, ranked by their medians, as bands. */
function rankedPanel({ key, points }: MetricAnalysis, shown: readonly number[]): Piece {
  const places = Math.min(RANKS, shown.length);
  const ranks = Array.from({ length: places }, (_, i) => Math.round((i * (shown.length - 1)) / (places - 1)));
  const data = inlineData([
    { name: "rank", values: ranks.map((r) => r + 1) },
    { name: "point", values: ranks.map((r) => shown[r]) },
    ...BAND.map((_, i) => ({ name: `q${i}`, values: ranks.map((r) => points.quantiles[i][shown[r]]) })),
  ]);
  const x = {
    field: "rank",
    type: "quantitative",
    scale: { domain: [1, shown.length], nice: false, zero: false },
    axis: {
      title: `points, ranked by their median (${amount(shown.length)})`,
      grid: false,
      format: ",d",
      tickCount: 8,
    },
  };
  const y = (field: string) => ({
    field,
    type: "quantitative",
    scale: { zero: false, nice: true },
    axis: { title: metricTitle(key), tickCount: 6, ...metricAxis(key) },
  });
  const area = (from: number, to: number, opacity: number) => ({
    mark: { type: "area", color: INK.twin, opacity, interpolate: "linear" },
    encoding: { x, y: y(`q${from}`), y2: { field: `q${to}` } },
  });
  return {
    data,
    width: WIDTH - 40,
    height: 240,
    title: {
      text: "By point: median, half of its runs, nine tenths of them",
      fontSize: 12,
      anchor: "start",
      frame: "group",
      offset: 8,
    },
    layer: [
      area(0, 4, 0.16),
      area(1, 3, 0.3),
      {
        mark: { type: "line", color: INK.text, strokeWidth: 1.4, point: { size: 14, opacity: 0 } },
        encoding: {
          x,
          y: y("q2"),
          tooltip: [
            { field: "point", title: "point" },
            ...BAND.map((q, i) => ({
              field: `q${i}`,
              title: q === 0.5 ? "median" : percent(q),
              format: metricFormat(key),
            })),
          ],
        },
      },
    ],
  };
}
