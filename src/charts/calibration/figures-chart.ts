import { type CalibratedFigure, holding, MOST } from "../../analysis/calibration/index.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { WIDTH } from "../theme.ts";
import { uniqueLabels } from "../unique-labels.ts";
import { figure } from "../wording.ts";
import { type CalibrationChart, calibrationChart } from "./calibration-chart.ts";

const START = "start";
const FOUND = "found";
const PLOT = WIDTH - 530;

/** Every figure's miss at the start and at the best point, in its own tolerance. */
export const figuresChart: CalibrationChart = {
  name: "figures",
  title: "Every figure's miss at the start and at the best point",
  spec(report) {
    const { figures } = report;
    const labels = uniqueLabels(figures.map(({ label }) => label));
    const rows = inlineData([
      { name: "label", values: labels },
      { name: "from", values: figures.map(({ start }) => start.miss) },
      { name: "to", values: figures.map(({ found }) => found.miss) },
      { name: "text", values: figures.map(words) },
    ]);
    const marks = inlineData([
      { name: "label", values: [...labels, ...labels] },
      { name: "miss", values: [...figures.map(({ start }) => start.miss), ...figures.map(({ found }) => found.miss)] },
      { name: "what", values: [...labels.map(() => START), ...labels.map(() => FOUND)] },
    ]);
    const band = inlineData([
      { name: "low", values: [-1] },
      { name: "high", values: [1] },
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
      axis: { title: "simulated less reported, in tolerances", tickCount: 6, format: "~g" },
    });
    return calibrationChart(
      `${holding(figures, "found")} of ${figures.length} figures lie within their tolerance, ${holding(figures, "start")} at the start`,
      ["Shaded: within tolerance. Misses beyond three tolerances, and figures without a value, count as three."],
      report,
      {
        width: PLOT,
        height: { step: 17 },
        layer: [
          {
            data: band,
            mark: { type: "rect", color: "#e4e8ed" },
            encoding: { x: x("low"), x2: { field: "high" } },
          },
          {
            data: rows,
            mark: { type: "rule", color: INK.plain, strokeWidth: 1 },
            encoding: { x: x("from"), x2: { field: "to" }, y },
          },
          {
            data: marks,
            mark: { type: "point", filled: true, size: 55, opacity: 1 },
            encoding: {
              x: x("miss"),
              y,
              color: {
                field: "what",
                type: "nominal",
                scale: { domain: [START, FOUND], range: [INK.plain, INK.up] },
                legend: { title: null, orient: "top", direction: "horizontal" },
              },
            },
          },
          {
            data: rows,
            mark: { type: "text", align: "left", dx: 10, fontSize: 10.5, color: INK.text },
            encoding: { x: { value: PLOT }, y, text: { field: "text", type: "nominal" } },
          },
        ],
      },
    );
  },
};

/** "−30.1% (−22.4% at the start), reported −31.4%" */
const words = ({ start, found, value, unit }: CalibratedFigure): string =>
  `${figure(found.median, unit)} (${figure(start.median, unit)} at the start), reported ${figure(value, unit)}`;
