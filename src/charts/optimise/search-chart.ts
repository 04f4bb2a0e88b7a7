import { isFeasible } from "../../analysis/optimise/index.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { WIDTH } from "../theme.ts";
import { type OptimiseChart, optimiseChart } from "./optimise-chart.ts";

/** The weighted sum of every point that keeps the constraints, and the least so far. */
export const searchChart: OptimiseChart = {
  name: "search",
  title: "The weighted sum of every point that keeps the constraints",
  spec(report) {
    const { points, best, objectives, scales } = report;
    const feasible = [...points.keys()].filter((p) => isFeasible(points[p]));
    if (feasible.length === 0) return null;
    let least = Number.POSITIVE_INFINITY;
    const path = feasible.map((p) => {
      least = Math.min(least, points[p].cost);
      return least;
    });
    const data = inlineData([
      { name: "point", values: feasible },
      { name: "cost", values: feasible.map((p) => points[p].cost) },
      { name: "least", values: path },
      { name: "batch", values: feasible.map((p) => points[p].batch) },
    ]);
    const x = {
      field: "point",
      type: "quantitative",
      scale: { nice: false, domain: [0, Math.max(1, points.length - 1)] },
      axis: { title: "point, in the order in which they were tried", tickMinStep: 1, format: "d" },
    };
    const y = (field: string) => ({
      field,
      type: "quantitative",
      scale: { zero: false, nice: true },
      axis: { title: "weighted sum, small is better" },
    });
    const terms = objectives
      .map(
        ({ title, weight, goal }, i) =>
          `${goal === "minimise" ? "" : "\u2212"}${weight} \u00d7 ${title} / ${Number(scales[i].toPrecision(3))}`,
      )
      .join(" + ");
    const start = points[0];
    return optimiseChart(
      best === 0
        ? `No point came to less than the start: ${start.cost.toFixed(3)}`
        : `The search came to ${points[best].cost.toFixed(3)} at point ${best}${isFeasible(start) ? `, from ${start.cost.toFixed(3)} at the start` : "; the start misses a constraint"}`,
      ["Dots: points that keep the constraints; line: the least so far.", `The sum: ${terms}.`],
      report,
      {
        width: WIDTH - 40,
        height: 280,
        layer: [
          {
            data,
            mark: { type: "point", filled: true, size: 26, color: INK.plain, opacity: 0.9 },
            encoding: {
              x,
              y: y("cost"),
              tooltip: [
                { field: "point", title: "point" },
                { field: "batch", title: "batch" },
                { field: "cost", title: "weighted sum", format: ".3f" },
              ],
            },
          },
          {
            data,
            mark: { type: "line", interpolate: "step-after", color: INK.up, strokeWidth: 2 },
            encoding: { x, y: y("least") },
          },
        ],
      },
    );
  },
};
