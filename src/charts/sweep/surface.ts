import type { TopLevelSpec } from "vega-lite";
import {
  type CellTable,
  type FittedSurface,
  isLogarithmic,
  type ParameterGroups,
  type SweepAnalysis,
} from "../../analysis/sweep/index.ts";
import type { Piece } from "../chart.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { WIDTH } from "../theme.ts";
import { amount, percent } from "../wording.ts";
import { metricAxis, metricFormat, metricNumber, metricText, metricTitle } from "./metric-words.ts";
import { clip, parameterScale, parameterText, rangeText } from "./parameter-words.ts";
import { type SweepChart, sweepChart } from "./sweep-chart.ts";

const PLOT = { width: WIDTH - 220, height: 430 };
/** Below this a surface says next to nothing of the figure. */
const WEAK = 0.1;

/** The figure over the two parameters that move it most. */
export const surfaceChart: SweepChart = {
  name: "surface",
  title: "Over the two strongest parameters",
  spec({ key, surface }, analysis) {
    if (!surface) return null;
    return surface.kind === "surface" ? fitted(key, surface, analysis) : cells(key, surface, analysis);
  },
};

const colour = (key: string, field: string, domain: readonly [number, number], room: number = PLOT.height): Piece => ({
  field,
  type: "quantitative",
  scale: { scheme: "viridis", domain, nice: false },
  legend: {
    title: metricTitle(key),
    orient: "right",
    gradientLength: Math.min(260, room - 24),
    gradientThickness: 12,
    ...legendFormat(key),
  },
});

function legendFormat(key: string): Piece {
  const { format, labelExpr } = metricAxis(key) as { format?: string; labelExpr?: string };
  return format === undefined ? { labelExpr } : { format };
}

function extent(values: Float64Array): [number, number] {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const [least, most] = [known[0], known[known.length - 1]];
  return least < most ? [least, most] : [least - (Math.abs(least) || 1) * 0.01, most + (Math.abs(most) || 1) * 0.01];
}

/** Edges half-way between the nodes, those at the ends at the ends themselves. */
const edges = (nodes: Float64Array, log: boolean): number[] => [
  nodes[0],
  ...Array.from({ length: nodes.length - 1 }, (_, i) =>
    log ? Math.sqrt(nodes[i] * nodes[i + 1]) : (nodes[i] + nodes[i + 1]) / 2,
  ),
  nodes[nodes.length - 1],
];

/** A pixel or so by which each tile lies under the next: no light shines through the seams. */
const overlap = (ends: readonly number[], tile: number): number => (ends[tile + 1] - ends[tile]) / 15;

function fitted(key: string, surface: FittedSurface, analysis: SweepAnalysis): TopLevelSpec {
  const [sx, sy] = [parameterScale(surface.x), parameterScale(surface.y)];
  const [logX, logY] = [isLogarithmic(surface.x), isLogarithmic(surface.y)];
  const [ex, ey] = [edges(surface.xs, logX).map(sx.of), edges(surface.ys, logY).map(sy.of)];
  const width = surface.xs.length;
  const all = [...surface.z.keys()].filter((i) => !Number.isNaN(surface.z[i]));
  const column = (i: number) => i % width;
  const row = (i: number) => Math.floor(i / width);
  const field = inlineData([
    { name: "x", values: all.map((i) => ex[column(i)]), digits: 15 },
    { name: "x2", values: all.map((i) => ex[column(i) + 1] + overlap(ex, column(i))), digits: 15 },
    { name: "y", values: all.map((i) => ey[row(i)]), digits: 15 },
    { name: "y2", values: all.map((i) => ey[row(i) + 1] + overlap(ey, row(i))), digits: 15 },
    { name: "z", values: all.map((i) => surface.z[i]) },
    { name: "px", values: all.map((i) => parameterText(surface.x, surface.xs[column(i)])) },
    { name: "py", values: all.map((i) => parameterText(surface.y, surface.ys[row(i)])) },
  ]);
  const { points } = surface;
  // A picture needs no more of a cloud of points than shows where they stand.
  const every = Math.ceil(points.x.length / 1500);
  const some = [...points.x.keys()].filter((i) => i % every === 0);
  const dots = inlineData([
    { name: "x", values: some.map((i) => sx.of(points.x[i])), digits: 15 },
    { name: "y", values: some.map((i) => sy.of(points.y[i])), digits: 15 },
    { name: "z", values: some.map((i) => points.z[i]) },
  ]);
  const axis = (name: "x" | "y", scale: typeof sx, ends: readonly number[], fieldName: string) => ({
    field: fieldName,
    type: scale.type,
    scale: {
      ...scale.scale,
      domain: [ends[0], ends[ends.length - 1]],
      nice: false,
    },
    axis: { title: scale.title, grid: false, tickCount: name === "x" ? 7 : 6, ...scale.axis },
  });
  const x = axis("x", sx, ex, "x");
  const y = axis("y", sy, ey, "y");
  const weak = !(surface.predictiveR2 >= WEAK);
  return sweepChart(
    weak
      ? `Even ${surface.x.label} and ${surface.y.label}, the strongest two, say little of ${key}`
      : fittedHeadline(key, surface),
    [
      `Colour: ${surface.fit === "quadratic" ? "a quadratic" : "a local linear"} fit to the points' means; it explains ${percent(surface.r2)} of their variance and predicts ${percent(Math.max(0, surface.predictiveR2))} at points left out.`,
      `Dots: ${some.length < analysis.table.points ? `${amount(some.length)} of the` : "the"} points.${all.length < surface.z.length ? " Blank: too few points near." : ""}`,
    ],
    analysis,
    {
      ...PLOT,
      layer: [
        {
          data: field,
          mark: { type: "rect", clip: true, opacity: 1 },
          encoding: {
            x,
            x2: { field: "x2" },
            y,
            y2: { field: "y2" },
            color: colour(key, "z", extent(surface.z)),
            tooltip: [
              { field: "px", title: surface.x.path },
              { field: "py", title: surface.y.path },
              { field: "z", title: key, format: metricFormat(key) },
            ],
          },
        },
        {
          data: dots,
          mark: {
            type: "point",
            filled: true,
            size: some.length > 400 ? 5 : 12,
            color: "#ffffff",
            stroke: "#1b1f24",
            strokeWidth: 0.4,
            opacity: 0.75,
          },
          encoding: {
            x,
            y,
            tooltip: [{ field: "z", title: `${key}, mean of the point`, format: metricFormat(key) }],
          },
        },
      ],
    },
  );
}

/** Nodes that are the nearest to some point: what the fit says there it does not make up. */
function heldNodes({ x, y, xs, ys, z, points }: FittedSurface): number[] {
  const place = (parameter: FittedSurface["x"], nodes: Float64Array) => {
    const of = isLogarithmic(parameter) ? Math.log : (value: number) => value;
    const [first, last] = [of(nodes[0]), of(nodes[nodes.length - 1])];
    return (value: number) => Math.round(((of(value) - first) / (last - first || 1)) * (nodes.length - 1));
  };
  const [column, row] = [place(x, xs), place(y, ys)];
  const held = Array.from(points.x, (value, p) => row(points.y[p]) * xs.length + column(value));
  return [...new Set(held)].filter((node) => !Number.isNaN(z[node]));
}

function fittedHeadline(key: string, surface: FittedSurface): string {
  const { x, y, xs, ys, z } = surface;
  const held = heldNodes(surface);
  const lowest = held.reduce((a, i) => (z[i] < z[a] ? i : a), held[0]);
  const highest = held.reduce((a, i) => (z[i] > z[a] ? i : a), held[0]);
  const at = (i: number) =>
    `${x.label} ${parameterText(x, xs[i % xs.length])} and ${y.label} ${parameterText(y, ys[Math.floor(i / xs.length)])}`;
  return `${key} goes from ${metricNumber(key, z[lowest])} at ${at(lowest)} to ${metricText(key, z[highest])} at ${at(highest)}`;
}

function cells(key: string, { x, y, z, counts }: CellTable, analysis: SweepAnalysis): TopLevelSpec | null {
  const known = [...z.keys()].filter((i) => !Number.isNaN(z[i]));
  if (known.length < 2) return null;
  const width = x.centre.length;
  const xLabels = groupLabels(x);
  const yLabels = groupLabels(y);
  const domain = extent(z);
  const data = inlineData([
    { name: "x", values: known.map((i) => xLabels[i % width]) },
    { name: "y", values: known.map((i) => yLabels[Math.floor(i / width)]) },
    { name: "z", values: known.map((i) => z[i]) },
    { name: "text", values: known.map((i) => metricNumber(key, z[i])) },
    { name: "points", values: known.map((i) => counts[i]) },
  ]);
  const cell = PLOT.width / width;
  const height = Math.min(460, yLabels.length * (yLabels.length <= 4 ? 72 : 46));
  const best = known.reduce((a, i) => (z[i] > z[a] ? i : a), known[0]);
  const worst = known.reduce((a, i) => (z[i] < z[a] ? i : a), known[0]);
  const at = (i: number) =>
    `${x.parameter.label} ${xLabels[i % width]} and ${y.parameter.label} ${yLabels[Math.floor(i / width)]}`;
  return sweepChart(
    `${key} goes from ${metricNumber(key, z[worst])} at ${at(worst)} to ${metricText(key, z[best])} at ${at(best)}`,
    ["Each cell: the mean over its points, whatever the other parameters are. Blank: no point stands there."],
    analysis,
    {
      data,
      width: PLOT.width,
      height,
      encoding: {
        x: {
          field: "x",
          type: "nominal",
          sort: xLabels,
          axis: {
            title: axisTitle(x),
            grid: false,
            labelAngle: cell < 90 ? -35 : 0,
            labelLimit: 180,
            domain: false,
            ticks: false,
          },
        },
        y: {
          field: "y",
          type: "nominal",
          sort: [...yLabels].reverse(),
          axis: { title: axisTitle(y), grid: false, labelLimit: 150, domain: false, ticks: false },
        },
      },
      layer: [
        {
          mark: { type: "rect", stroke: "#ffffff", strokeWidth: 2 },
          encoding: {
            color: colour(key, "z", domain, height),
            tooltip: [
              { field: "x", title: x.parameter.path },
              { field: "y", title: y.parameter.path },
              { field: "z", title: `mean ${key}`, format: metricFormat(key) },
              { field: "points", title: "points", format: "," },
            ],
          },
        },
        ...(cell >= 44
          ? [
              {
                mark: { type: "text", fontSize: 11 },
                encoding: {
                  text: { field: "text", type: "nominal" },
                  color: {
                    condition: { test: `datum.z < ${domain[0] + 0.6 * (domain[1] - domain[0])}`, value: "#ffffff" },
                    value: INK.text,
                  },
                },
              },
            ]
          : []),
      ],
    },
  );
}

const groupLabels = (groups: ParameterGroups): string[] =>
  Array.from(groups.centre, (_, i) => clip(rangeText(groups.parameter, [groups.low[i], groups.high[i]]), 30));

const axisTitle = ({ parameter }: ParameterGroups): string => parameter.label;
