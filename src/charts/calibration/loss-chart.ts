import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { WIDTH } from "../theme.ts";
import { type CalibrationChart, calibrationChart } from "./calibration-chart.ts";

/** The loss of every point tried, and the least so far. */
export const lossChart: CalibrationChart = {
  name: "loss",
  title: "The loss of every point tried",
  spec(report) {
    const { evaluations, best, margin } = report;
    const losses = evaluations.map(({ loss }) => loss);
    let least = Number.POSITIVE_INFINITY;
    const path = losses.map((loss) => {
      least = Math.min(least, loss);
      return least;
    });
    const number = [...losses.keys()];
    const data = inlineData([
      { name: "point", values: number },
      { name: "loss", values: losses },
      { name: "least", values: path },
      { name: "batch", values: evaluations.map(({ batch }) => batch) },
    ]);
    const good = inlineData([
      { name: "from", values: [losses[best]] },
      { name: "to", values: [losses[best] + margin] },
    ]);
    const x = {
      field: "point",
      type: "quantitative",
      scale: { nice: false, domain: [0, Math.max(1, losses.length - 1)] },
      axis: { title: "point, in the order in which they were tried", tickMinStep: 1, format: "d" },
    };
    const y = (field: string) => ({
      field,
      type: "quantitative",
      scale: { domainMin: 0, domainMax: Math.max(...losses) * 1.04 || 1, nice: false },
      axis: { title: "loss: mean squared miss, in tolerances" },
    });
    const tooltip = [
      { field: "point", title: "point" },
      { field: "batch", title: "batch" },
      { field: "loss", title: "loss", format: ".3f" },
    ];
    return calibrationChart(
      best === 0
        ? `No point came nearer to the record than the start: loss ${losses[0].toFixed(2)}`
        : `The search brought the loss from ${losses[0].toFixed(2)} to ${losses[best].toFixed(2)}`,
      [
        "Dots: points; line: the least so far. Shaded: losses that count as no worse than the best. 1: every figure misses by its tolerance.",
      ],
      report,
      {
        width: WIDTH - 40,
        height: 300,
        layer: [
          {
            data: good,
            mark: { type: "rect", color: INK.up, opacity: 0.12 },
            encoding: { y: y("from"), y2: { field: "to" } },
          },
          {
            data,
            mark: { type: "point", filled: true, size: 26, color: INK.plain, opacity: 0.9 },
            encoding: { x, y: y("loss"), tooltip },
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
