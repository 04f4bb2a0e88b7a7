import { type DatedFigure, FAN, type Fan } from "../../analysis/validation/index.ts";
import { HOUR } from "../../core/time.ts";
import type { Piece } from "../chart.ts";
import { inlineData } from "../inline-data.ts";
import type { LocalTime } from "../local-time.ts";
import { INK } from "../palette.ts";
import { OVER_TIME, valueY } from "../panel.ts";
import { WIDTH } from "../theme.ts";
import { figure } from "../wording.ts";

/** A fan over a stretch of time, with what was reported along it. */
export interface PathPanelOptions {
  readonly fan: Fan;
  readonly clock: LocalTime;
  /** ms UTC */
  readonly from: number;
  readonly until: number;
  readonly heading: string;
  readonly yTitle: string;
  readonly percent: boolean;
  readonly height: number;
}

/** A pause of the market this long is left open. */
const PAUSE = 6 * HOUR;

/** Builds the panel: nine in ten runs, half of them, the middle one, and points where something was reported. */
export function pathPanel({ fan, clock, from, until, heading, yTitle, percent, height }: PathPanelOptions): Piece {
  const rows = fanRows(fan, from, until);
  const domain = [clock.at(from), clock.at(until)];
  const long = until - from > 100 * HOUR;
  const x = {
    field: "t",
    type: "temporal",
    scale: { type: "utc", domain, nice: false },
    axis: {
      title: clock.name,
      format: long ? "%-d %b" : "%-d %b %H:%M",
      tickCount: long ? 12 : 7,
      labelOverlap: "greedy",
    },
  };
  const y = (field: string) => ({
    ...valueY(yTitle, percent ? "percent" : undefined, { zero: false }, height),
    field,
  });
  const data = inlineData([
    { name: "t", values: rows.time.map((t) => clock.at(t)), digits: 15 },
    ...FAN.map((_, q) => ({ name: `q${q}`, values: rows.values[q] })),
  ]);
  const area = (low: number, high: number, opacity: number) => ({
    mark: { type: "area", color: INK.twin, opacity, clip: true, line: false },
    encoding: { x, y: y(`q${low}`), y2: { field: `q${high}` } },
  });
  const shown = fan.reported.filter((point) => point.until > from && point.from < until);
  return {
    data,
    width: WIDTH,
    height,
    title: { text: heading, fontSize: 12, anchor: "start", frame: "group", offset: 8 },
    layer: [
      area(0, 4, 0.16),
      area(1, 3, 0.3),
      { mark: { type: "line", color: INK.twin, strokeWidth: 1.6, clip: true }, encoding: { x, y: y("q2") } },
      ...(shown.length > 0 ? pointLayers(shown, clock, y("v"), percent) : []),
    ],
  };
}

/** Rows of a fan inside the stretch, an empty one where the market pauses. */
function fanRows(fan: Fan, from: number, until: number): { time: number[]; values: number[][] } {
  const time: number[] = [];
  const values: number[][] = FAN.map(() => []);
  let before = Number.NaN;
  for (let i = 0; i < fan.time.length; i++) {
    const at = fan.time[i];
    if (at < from || at > until) continue;
    if (at - before > PAUSE) {
      time.push(before + 1);
      for (const column of values) column.push(Number.NaN);
    }
    time.push(at);
    for (let q = 0; q < FAN.length; q++) values[q].push(fan.quantiles[q][i]);
    before = at;
  }
  return { time, values };
}

const SHAPES: Readonly<Record<DatedFigure["kind"], string>> = {
  value: "circle",
  highest: "triangle-up",
  lowest: "triangle-down",
};

/** Points with their tolerances; the highest and lowest of a stretch stand in its middle, with the stretch drawn. */
function pointLayers(points: readonly DatedFigure[], clock: LocalTime, y: Piece, percent: boolean): Piece[] {
  const middle = ({ from, until }: DatedFigure) => clock.at((from + until) / 2);
  const data = inlineData([
    { name: "t", values: points.map(middle), digits: 15 },
    { name: "from", values: points.map((p) => clock.at(p.from)), digits: 15 },
    { name: "until", values: points.map((p) => clock.at(p.until)), digits: 15 },
    { name: "v", values: points.map((p) => p.figure.value) },
    { name: "low", values: points.map((p) => p.figure.low ?? p.figure.value) },
    { name: "high", values: points.map((p) => p.figure.high ?? p.figure.value) },
    { name: "kind", values: points.map((p) => p.kind) },
    { name: "label", values: points.map((p) => p.figure.label) },
    { name: "text", values: points.map((p) => figure(p.figure.value, percent ? "%" : p.figure.unit)) },
  ]);
  const kinds = Object.keys(SHAPES);
  return [
    {
      data,
      mark: { type: "rule", color: INK.forced, opacity: 0.45, strokeWidth: 1.2, clip: true },
      encoding: { x: OVER_TIME, y: { ...y, field: "low" }, y2: { field: "high" } },
    },
    {
      data,
      mark: { type: "rule", color: INK.forced, strokeWidth: 1.2, clip: true },
      encoding: { x: { ...OVER_TIME, field: "from" }, x2: { field: "until" }, y },
    },
    {
      data,
      mark: { type: "point", filled: true, size: 52, color: INK.forced, opacity: 1, clip: true },
      encoding: {
        x: OVER_TIME,
        y,
        shape: {
          field: "kind",
          type: "nominal",
          scale: { domain: kinds, range: kinds.map((kind) => SHAPES[kind as DatedFigure["kind"]]) },
          legend: null,
        },
        tooltip: [
          { field: "label", title: "reported" },
          { field: "text", title: "value" },
        ],
      },
    },
  ];
}
