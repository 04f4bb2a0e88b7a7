import type { TopLevelSpec } from "vega-lite";
import type { PolicyReport, ScenarioReport, StressReport } from "../../analysis/stress/index.ts";
import type { Piece } from "../chart.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { percent } from "../wording.ts";
import { forEachStress, type StressChart, stressChart } from "./stress-chart.ts";

/** Procyclicality against what margin left uncovered, a dot per policy: along given prices, and where it moves them. */
export const frontierChart: StressChart = {
  title: "Procyclicality and coverage, without and with feedback",
  specs: (report) => forEachStress("frontier", report, (scenario) => spec(report, scenario)),
};

const SIZE = 330;
/** Dots nearer than this part of the panel share a label. */
const OVERLAP = 0.028;

/** A policy in one of the two worlds. */
interface Dot {
  readonly number: number;
  readonly policy: PolicyReport;
  readonly x: number;
  readonly y: number;
  readonly margin: number;
}

const HEADINGS = ["Without feedback: prices of the twin without calls", "With feedback: margin moves the prices"];

function spec(report: StressReport, scenario: ScenarioReport): TopLevelSpec | null {
  const { policies } = scenario;
  const fixed = policies.flatMap((policy, i) => (policy.fixed ? dot(i, policy, policy.fixed) : []));
  const moved = policies.flatMap((policy, i) => dot(i, policy, policy));
  if (fixed.length < 2 || moved.length < 2) return null;
  const all = [...fixed, ...moved];
  const scales = {
    x: domain(
      all.map((one) => one.x),
      1,
    ),
    y: domain(
      all.map((one) => one.y),
      0,
    ),
    size: Math.max(...all.map((one) => one.margin)),
  };
  const panels = [panel(HEADINGS[0], fixed, null, scales, true), panel(HEADINGS[1], moved, fixed, scales, false)];
  return stressChart(
    headline(policies),
    [
      "Right: margin that swings more with the cycle. Up: more loss left uncovered. Size of a dot: mean margin.",
      "Hollow in the right panel: where the same policy lies without feedback.",
    ],
    report,
    scenario,
    { hconcat: [...panels, key(moved)], spacing: 26, resolve: { scale: { size: "shared" } } },
  );
}

function dot(i: number, policy: PolicyReport, { figures, long }: Pick<PolicyReport, "figures" | "long">): Dot[] {
  const x = figures.get("margin.peakToTrough")?.median.value ?? Number.NaN;
  const margin = figures.get("margin.mean")?.median.value ?? Number.NaN;
  if (long === null || Number.isNaN(x) || Number.isNaN(margin)) return [];
  return [{ number: i + 1, policy, x, y: long.meanUncovered, margin }];
}

/** Ends with room around the dots, from `least` on. */
function domain(values: readonly number[], least: number): [number, number] {
  const [low, high] = [Math.min(least, ...values), Math.max(...values)];
  const room = 0.09 * (high - low || 1);
  return [low - room, high + room];
}

function headline(policies: readonly PolicyReport[]): string {
  const wider = policies.filter(
    ({ long, fixed }) => long !== null && fixed?.long && long.meanUncovered > fixed.long.meanUncovered,
  ).length;
  return `Once margin moves prices, ${wider} of ${policies.length} policies leave more uncovered than they would along given prices`;
}

interface Scales {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly size: number;
}

/** Numbers of the dots; where dots lie on each other, the first of them has all their numbers. */
function labelData(dots: readonly Dot[], { x, y }: Scales): Piece {
  const near = (a: Dot, b: Dot): boolean =>
    Math.hypot((a.x - b.x) / (x[1] - x[0]), (a.y - b.y) / (y[1] - y[0])) < OVERLAP;
  const heads = dots.map((one) => dots.find((other) => near(one, other)) as Dot);
  const own = dots.filter((one) => heads.includes(one));
  return inlineData([
    { name: "x", values: own.map((one) => one.x) },
    { name: "y", values: own.map((one) => one.y) },
    {
      name: "number",
      values: own.map((one) =>
        dots
          .filter((_, i) => heads[i] === one)
          .map((other) => other.number)
          .join(" "),
      ),
    },
  ]);
}

function dotData(dots: readonly Dot[]): Piece {
  return inlineData([
    { name: "x", values: dots.map((one) => one.x) },
    { name: "y", values: dots.map((one) => one.y) },
    { name: "margin", values: dots.map((one) => one.margin) },
    { name: "policy", values: dots.map((one) => one.policy.title) },
    { name: "marginText", values: dots.map((one) => percent(one.margin, 1)) },
    { name: "yText", values: dots.map((one) => percent(one.y, 2)) },
  ]);
}

function panel(
  heading: string,
  dots: readonly Dot[],
  ghosts: readonly Dot[] | null,
  scales: Scales,
  first: boolean,
): Piece {
  const x = {
    field: "x",
    type: "quantitative",
    scale: { domain: scales.x, nice: false, zero: false },
    axis: { title: "margin, peak to trough", tickCount: 6 },
  };
  const y = {
    field: "y",
    type: "quantitative",
    scale: { domain: scales.y, nice: false, zero: false },
    axis: { title: first ? "uncovered loss, mean of a day" : null, format: ".1%", tickCount: 6, labels: first },
  };
  const size = {
    field: "margin",
    type: "quantitative",
    scale: { domain: [0, scales.size], range: [60, 900] },
    legend: null,
  };
  const ghost = (ghosts ?? []).map((from) => ({ from, to: dots.find((one) => one.number === from.number) }));
  const moved = ghost.flatMap(({ from, to }) => (to === undefined ? [] : [{ from, to }]));
  const trails: Piece[] =
    moved.length === 0
      ? []
      : [
          {
            data: inlineData([
              { name: "x", values: moved.map(({ from }) => from.x) },
              { name: "y", values: moved.map(({ from }) => from.y) },
              { name: "x2", values: moved.map(({ to }) => to.x) },
              { name: "y2", values: moved.map(({ to }) => to.y) },
            ]),
            mark: { type: "rule", color: INK.plain, strokeWidth: 1 },
            encoding: { x, y, x2: { field: "x2" }, y2: { field: "y2" } },
          },
          {
            data: dotData(ghosts ?? []),
            mark: { type: "point", filled: false, color: INK.plain, strokeWidth: 1, opacity: 1 },
            encoding: { x, y, size },
          },
        ];
  const tooltip = [
    { field: "policy", title: "policy" },
    { field: "marginText", title: "mean margin" },
    { field: "yText", title: "uncovered" },
  ];
  return {
    width: SIZE,
    height: SIZE,
    title: { text: heading, fontSize: 12, anchor: "start", frame: "group", offset: 8 },
    layer: [
      ...trails,
      {
        data: dotData(dots),
        mark: { type: "point", filled: true, color: first ? INK.up : INK.forced, opacity: 0.72 },
        encoding: { x, y, size, tooltip },
      },
      {
        data: labelData(dots, scales),
        mark: { type: "text", fontSize: 10, fontWeight: "bold", color: INK.price },
        encoding: { x, y, text: { field: "number", type: "nominal" } },
      },
    ],
  };
}

/** What the numbers stand for. */
function key(dots: readonly Dot[]): Piece {
  const rows = dots.map((one) => `${one.number}  ${one.policy.title}`);
  return {
    data: inlineData([
      { name: "row", values: rows.map((_, i) => i) },
      { name: "text", values: rows },
    ]),
    width: 190,
    height: SIZE,
    mark: { type: "text", align: "left", fontSize: 11, color: INK.text },
    encoding: {
      x: { value: 0 },
      y: { field: "row", type: "quantitative", scale: { domain: [13, -0.5], nice: false }, axis: null },
      text: { field: "text", type: "nominal" },
    },
  };
}
