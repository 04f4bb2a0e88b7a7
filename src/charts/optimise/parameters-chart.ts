import { isFeasible, type OptimiseReport } from "../../analysis/optimise/index.ts";
import type { Piece } from "../chart.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { axisOf, type OptimiseChart, optimiseChart } from "./optimise-chart.ts";

const [WIDTH, HEIGHT] = [390, 190];

/** What the front is made of: each parameter along the first objective. */
export const parametersChart: OptimiseChart = {
  name: "parameters",
  title: "What the front is made of",
  spec(report) {
    const { parameters, front, points, objectives } = report;
    if (points.length < 2 || front.length === 0) return null;
    const of = objectives[0];
    return optimiseChart(
      front.length === 1
        ? "Parameters of the points that were tried"
        : `What one chooses on the way along the front, by ${of.title}`,
      ["Blue: the front; orange: the best point; grey: other points that keep the constraints. Axes: the bounds."],
      report,
      { columns: 2, spacing: 24, concat: parameters.map((_, i) => panel(report, i)) },
    );
  },
};

function panel({ parameters, points, front, best, objectives }: OptimiseReport, i: number): Piece {
  const { path, low, high, scale } = parameters[i];
  const others = [...points.keys()].filter((p) => isFeasible(points[p]) && !front.includes(p) && p !== best);
  const x = { field: "x", type: "quantitative", scale: { zero: false, nice: true }, axis: axisOf(objectives[0]) };
  const y = {
    field: "y",
    type: "quantitative",
    scale: { domain: [low, high], nice: false, ...(scale === "log" ? { type: "log" } : {}) },
    axis: { title: null, tickCount: 5 },
  };
  const dots = (chosen: readonly number[], color: string, size: number): Piece => ({
    data: inlineData([
      { name: "x", values: chosen.map((p) => points[p].objectives[0]) },
      { name: "y", values: chosen.map((p) => points[p].values[i]) },
    ]),
    mark: { type: "point", filled: true, color, size, opacity: 0.95 },
    encoding: { x, y },
  });
  return {
    title: { text: path, fontSize: 12, anchor: "start", frame: "group", offset: 6 },
    width: WIDTH,
    height: HEIGHT,
    layer: [
      ...(others.length > 0 ? [dots(others, "#d5dce4", 24)] : []),
      dots(front, INK.up, 40),
      ...(Number.isFinite(points[best].objectives[0]) ? [dots([best], INK.down, 90)] : []),
    ],
  };
}
