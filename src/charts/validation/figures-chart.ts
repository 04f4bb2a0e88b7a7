import type { JudgedFigure } from "../../analysis/validation/index.ts";
import type { Piece } from "../chart.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { WIDTH } from "../theme.ts";
import { uniqueLabels } from "../unique-labels.ts";
import { figure } from "../wording.ts";
import { type ValidationChart, validationChart } from "./validation-chart.ts";

/** Every reported figure against its band over runs, each in units of its own tolerance. */
export const figuresChart: ValidationChart = {
  name: "figures",
  title: "Every figure against its band over runs",
  spec(report) {
    const rows = report.rows.filter((row) => row.counts);
    if (rows.length === 0) return null;
    const { verdict } = report;
    const groups = [...new Set(rows.map(groupOf))];
    const panels = groups.map((group, g) =>
      groupPanel(
        group,
        rows.filter((row) => groupOf(row) === group),
        g === groups.length - 1,
      ),
    );
    return validationChart(
      `${verdict.holding} of ${verdict.figures} reported figures hold: the middle of the runs lies in their range`,
      [
        "Zero: as reported. Grey: the range that counts as agreement, a unit being half of it. Thin line: nine in ten runs, thick: four in five.",
      ],
      report,
      { vconcat: panels, spacing: 6, resolve: { scale: { x: "shared", color: "shared" } } },
    );
  },
};

/** Ends of the axis, in tolerances; what lies beyond is drawn at the end, and its text tells. */
const MOST = 4;
const PLOT = WIDTH - 530;
const HOLDS = "median in range";
const FAILS = "median out of range";
const NONE = "no value in most runs";

const groupOf = ({ figure: { group } }: JudgedFigure): string => group ?? "";

/** Half of the range; of an open one the distance to its end, of a single value a quarter of it. */
function tolerance({ figure: { value, low, high } }: JudgedFigure): number {
  if (low !== null && high !== null && high > low) return (high - low) / 2;
  const end = low === null || low === value ? high : low;
  const distance = end === null ? 0 : Math.abs(end - value);
  return distance > 0 ? distance : Math.abs(value) * 0.25 || 1;
}

function groupPanel(group: string, rows: readonly JudgedFigure[], last: boolean): Piece {
  const scaled = (row: JudgedFigure, value: number): number =>
    Math.max(-MOST, Math.min(MOST, (value - row.figure.value) / tolerance(row)));
  const band = (of: (row: JudgedFigure) => number) => rows.map((row) => scaled(row, of(row)));
  const state = (row: JudgedFigure) => (row.holds ? HOLDS : row.missing * 2 >= row.runs ? NONE : FAILS);
  const labels = uniqueLabels(rows.map((row) => row.figure.label));
  const data = inlineData([
    { name: "label", values: labels },
    { name: "low", values: band((row) => row.figure.low ?? Number.NEGATIVE_INFINITY) },
    { name: "high", values: band((row) => row.figure.high ?? Number.POSITIVE_INFINITY) },
    { name: "p5", values: band((row) => row.band.p5) },
    { name: "p10", values: band((row) => row.band.p10) },
    { name: "median", values: band((row) => row.band.median) },
    { name: "p90", values: band((row) => row.band.p90) },
    { name: "p95", values: band((row) => row.band.p95) },
    { name: "zero", values: rows.map(() => 0) },
    { name: "state", values: rows.map(state) },
    { name: "text", values: rows.map(words) },
  ]);
  const y = {
    field: "label",
    type: "nominal",
    sort: labels,
    axis: { title: null, labelLimit: 330, ticks: false, domain: false, grid: false, labelPadding: 8 },
  };
  const x = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: [-MOST, MOST], nice: false },
    axis: {
      title: last ? "simulated less reported, in tolerances" : null,
      labels: last,
      ticks: last,
      tickCount: 8,
      format: "~g",
    },
  });
  const tooltip = [
    { field: "label", title: "figure" },
    { field: "text", title: "simulated" },
    { field: "state", title: "verdict" },
  ];
  return {
    data,
    width: PLOT,
    height: { step: 16 },
    ...(group === "" ? {} : { title: { text: group, fontSize: 12, anchor: "start", frame: "group", offset: 4 } }),
    encoding: { y },
    layer: [
      { mark: { type: "bar", height: 12, color: "#e4e8ed" }, encoding: { x: x("low"), x2: { field: "high" } } },
      { mark: { type: "tick", color: INK.faint, thickness: 1.5, height: 14 }, encoding: { x: x("zero") } },
      { mark: { type: "rule", color: INK.text, strokeWidth: 1 }, encoding: { x: x("p5"), x2: { field: "p95" } } },
      {
        mark: { type: "rule", color: INK.text, strokeWidth: 3.5, opacity: 0.55 },
        encoding: { x: x("p10"), x2: { field: "p90" } },
      },
      {
        mark: { type: "point", filled: true, size: 60, opacity: 1 },
        encoding: {
          x: x("median"),
          color: {
            field: "state",
            type: "nominal",
            scale: { domain: [HOLDS, FAILS, NONE], range: [INK.up, INK.down, INK.plain] },
            legend: { title: null, orient: "top", direction: "horizontal" },
          },
          tooltip,
        },
      },
      {
        mark: { type: "text", align: "left", dx: 10, fontSize: 10.5, color: INK.text },
        encoding: { x: { value: PLOT }, text: { field: "text", type: "nominal" }, tooltip },
      },
    ],
  };
}

/** "−27.1% (−33.0% … −21.4%), reported −31.4%" */
function words({ band, figure: { unit, value }, missing, runs }: JudgedFigure): string {
  const reported = `reported ${figure(value, unit)}`;
  if (missing === runs) return `no value, ${reported}`;
  const plain = (v: number) => (unit === "%" ? figure(v, unit) : figure(v, ""));
  return `${figure(band.median, unit)} (${plain(band.p10)} … ${plain(band.p90)}), ${reported}`;
}
