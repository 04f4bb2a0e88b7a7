import type { CalibratedFigure } from "../../analysis/calibration/index.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { WIDTH } from "../theme.ts";
import { uniqueLabels } from "../unique-labels.ts";
import { few, sentence } from "../wording.ts";
import { type CalibrationChart, calibrationChart } from "./calibration-chart.ts";

/** Figures that are shown, those of the strongest pairs. */
const MOST_FIGURES = 12;

/** Figures that pull against each other: what brings one nearer to the record takes the other away. */
export const opposedChart: CalibrationChart = {
  name: "opposed",
  title: "Figures that pull against each other",
  spec(report) {
    const { opposed } = report;
    if (opposed.length === 0) return null;
    const shown: CalibratedFigure[] = [];
    for (const { a, b } of opposed) {
      const more = [a, b].filter((one) => !shown.includes(one));
      if (shown.length + more.length > MOST_FIGURES) break;
      shown.push(...more);
    }
    const labels = uniqueLabels(shown.map(({ label }) => label));
    const pairs = opposed.flatMap(({ a, b, correlation, tension }) => {
      const [i, j] = [shown.indexOf(a), shown.indexOf(b)].sort((x, y) => x - y);
      return i < 0 ? [] : [{ i, j, correlation, tension }];
    });
    const data = inlineData([
      { name: "a", values: pairs.map(({ i }) => labels[i]) },
      { name: "b", values: pairs.map(({ j }) => labels[j]) },
      { name: "tension", values: pairs.map(({ tension }) => tension) },
      { name: "correlation", values: pairs.map(({ correlation }) => correlation) },
      { name: "text", values: pairs.map(({ tension }) => tension.toFixed(1)) },
    ]);
    const most = Math.max(...pairs.map(({ tension }) => tension));
    const axis = { title: null, labelLimit: 300, domain: false, ticks: false, grid: false };
    return calibrationChart(
      `${sentence(opposed.length <= 10 ? few(opposed.length) : String(opposed.length))} ${opposed.length === 1 ? "pair" : "pairs"} of figures ${opposed.length === 1 ? "pulls" : "pull"} against each other: what brought one nearer took the other away`,
      [
        "Colour: the correlation of their misses over the points tried, times the geometric mean of what they miss at the best point.",
      ],
      report,
      {
        data,
        width: Math.min(WIDTH - 340, labels.length * 46),
        height: labels.length * 26,
        encoding: {
          x: {
            field: "b",
            type: "nominal",
            sort: labels,
            scale: { domain: labels },
            axis: { ...axis, labelAngle: -40 },
          },
          y: { field: "a", type: "nominal", sort: labels, scale: { domain: labels }, axis },
        },
        layer: [
          {
            mark: { type: "rect", stroke: "#ffffff", strokeWidth: 2 },
            encoding: {
              color: {
                field: "tension",
                type: "quantitative",
                scale: { scheme: "oranges", domain: [0, most * 1.3] },
                legend: { title: "pull", gradientThickness: 12, gradientLength: 90 },
              },
              tooltip: [
                { field: "a", title: "one" },
                { field: "b", title: "other" },
                { field: "correlation", title: "correlation of misses", format: ".2f" },
                { field: "tension", title: "pull", format: ".2f" },
              ],
            },
          },
          {
            mark: { type: "text", fontSize: 10.5, color: INK.text },
            encoding: { text: { field: "text", type: "nominal" } },
          },
        ],
      },
    );
  },
};
