import { isFeasible, type OptimiseReport } from "../../analysis/optimise/index.ts";
import type { Piece } from "../chart.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { counted } from "../wording.ts";
import { axisOf, type OptimiseChart, optimiseChart } from "./optimise-chart.ts";

const [WIDE, NARROW, HEIGHT] = [640, 390, 360];

/** What a point is, from the least telling to the most, and how it is drawn. */
const KINDS = [
  { name: "misses a constraint", colour: "#d5dce4", size: 26, shape: "circle" },
  { name: "kept, but beaten", colour: INK.plain, size: 30, shape: "circle" },
  { name: "Pareto front", colour: INK.up, size: 52, shape: "circle" },
  { name: "start", colour: INK.price, size: 90, shape: "square" },
  { name: "best", colour: INK.down, size: 130, shape: "diamond" },
] as const;

/** Every point tried by two objectives, with the front of those that keep the constraints and that no other beats. */
export const frontChart: OptimiseChart = {
  name: "front",
  title: "The Pareto front of all that was tried",
  spec(report) {
    const { objectives, constraints, points, front } = report;
    if (objectives.length < 2 || front.length === 0) return null;
    const pairs = objectives.slice(1).map((_, k) => k + 1);
    const infeasible = points.length - points.filter(isFeasible).length;
    const rest = constraints.length === 0 ? "" : `, ${infeasible} miss a constraint`;
    const one = pairs.length === 1;
    const panels = pairs.map((k) => panel(report, k, one ? WIDE : NARROW));
    const better = objectives.map(({ title, goal }) => `${title} ${goal === "minimise" ? "low" : "high"}`).join(", ");
    return optimiseChart(
      front.length === 1
        ? `One point beats every other: there is nothing to trade${rest}`
        : `${front.length} of ${counted(points.length, "point")} are beaten by no other${rest}`,
      [
        `Better: ${better}. Best: the least weighted sum of the objectives.`,
        "A point beats another where it is nowhere worse and somewhere better.",
      ],
      report,
      one ? panels[0] : { columns: 2, concat: panels, spacing: 30 },
    );
  },
};

function panel(report: OptimiseReport, k: number, width: number): Piece {
  const { points, objectives, front, best } = report;
  const known = [...points.keys()].filter((p) => points[p].objectives.every(Number.isFinite));
  const first = new Set(front);
  const kind = (p: number) => (p === best ? 4 : p === 0 ? 3 : first.has(p) ? 2 : isFeasible(points[p]) ? 1 : 0);
  const path = inlineData([
    { name: "x", values: front.map((p) => points[p].objectives[0]) },
    { name: "y", values: front.map((p) => points[p].objectives[k]) },
  ]);
  const x = { field: "x", type: "quantitative", scale: { zero: false, nice: true }, axis: axisOf(objectives[0]) };
  const y = { field: "y", type: "quantitative", scale: { zero: false, nice: true }, axis: axisOf(objectives[k]) };
  const colour = {
    type: "nominal",
    scale: { domain: KINDS.map(({ name }) => name), range: KINDS.map(({ colour }) => colour) },
    legend: { title: null, orient: "top", direction: "horizontal" },
  };
  const tooltip = [
    { field: "point", title: "point" },
    { field: "x", title: objectives[0].title, format: ".4~g" },
    { field: "y", title: objectives[k].title, format: ".4~g" },
  ];
  return {
    width,
    height: HEIGHT,
    layer: [
      ...(objectives.length === 2
        ? [{ data: path, mark: { type: "line", color: INK.up, strokeWidth: 1.2, opacity: 0.6 }, encoding: { x, y } }]
        : []),
      // The telling ones last, so that they lie on top.
      ...KINDS.map(({ name, size, shape }, at) => {
        const own = known.filter((p) => kind(p) === at);
        return {
          data: inlineData([
            { name: "x", values: own.map((p) => points[p].objectives[0]) },
            { name: "y", values: own.map((p) => points[p].objectives[k]) },
            { name: "point", values: own },
          ]),
          mark: { type: "point", filled: true, opacity: 0.95, size, shape },
          encoding: { x, y, color: { datum: name, ...colour }, tooltip },
        };
      }),
    ],
  };
}
