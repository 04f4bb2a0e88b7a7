import { type CalibratedParameter, type CalibrationReport, pinned } from "../../analysis/calibration/index.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { WIDTH } from "../theme.ts";
import { few, sentence } from "../wording.ts";
import { type CalibrationChart, calibrationChart } from "./calibration-chart.ts";

const START = "start";
const FOUND = "found";
const PLOT = WIDTH - 330;

/** Every parameter within its bounds: start, choice, what other seeds would choose, and what is no worse. */
export const parametersChart: CalibrationChart = {
  name: "parameters",
  title: "Every parameter within its bounds",
  spec(report) {
    const { parameters } = report;
    const loose = parameters.filter((parameter) => pinned(parameter, report) === false).length;
    const labels = parameters.map(({ path }) => path);
    const at = (of: (parameter: CalibratedParameter) => number) => parameters.map((one) => place(one, of(one)));
    const data = inlineData([
      { name: "path", values: labels },
      { name: "good", values: at(({ range }) => range[0]) },
      { name: "good2", values: at(({ range }) => range[1]) },
      { name: "seeds", values: at(({ interval }) => interval[0]) },
      { name: "seeds2", values: at(({ interval }) => interval[1]) },
      {
        name: "text",
        values: parameters.map(({ written: w }) => `${w.found} (${w.start} at the start; ${w.low} to ${w.high})`),
      },
      { name: "range", values: parameters.map(({ written }) => written.range.join(" to ")) },
      { name: "interval", values: parameters.map(({ written }) => written.interval.join(" to ")) },
    ]);
    const marks = inlineData([
      { name: "path", values: [...labels, ...labels] },
      { name: "at", values: [...at(({ start }) => start), ...at(({ found }) => found)] },
      { name: "what", values: [...labels.map(() => START), ...labels.map(() => FOUND)] },
    ]);
    const y = {
      field: "path",
      type: "nominal",
      sort: labels,
      axis: { title: null, labelLimit: 320, ticks: false, domain: false, grid: true, labelPadding: 8 },
    };
    const x = (field: string) => ({
      field,
      type: "quantitative",
      scale: { domain: [0, 1], nice: false },
      axis: {
        title: "place within the bounds, on the parameter's own scale",
        values: [0, 0.5, 1],
        labelExpr: "datum.value == 0 ? 'least' : datum.value == 1 ? 'most' : 'middle'",
      },
    });
    const tooltip = [
      { field: "path", title: "parameter" },
      { field: "text", title: "found" },
      { field: "interval", title: "best on other draws of the seeds" },
      { field: "range", title: "no worse than the best" },
    ];
    return calibrationChart(
      headline(loose, report),
      [
        "Wide band: points whose loss counts as no worse than the best. Thick line: what is the best when the seeds are drawn again, 5% to 95%.",
      ],
      report,
      {
        width: PLOT,
        height: { step: 30 },
        layer: [
          {
            data,
            mark: { type: "bar", height: 18, color: "#d5dce4" },
            encoding: { x: x("good"), x2: { field: "good2" }, y, tooltip },
          },
          {
            data,
            mark: { type: "rule", color: INK.text, strokeWidth: 3, opacity: 0.6 },
            encoding: { x: x("seeds"), x2: { field: "seeds2" }, y, tooltip },
          },
          {
            data: marks,
            mark: { type: "point", size: 80, filled: true, opacity: 1 },
            encoding: {
              x: x("at"),
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
            data,
            mark: { type: "text", align: "left", dy: -14, fontSize: 10, color: INK.faint },
            encoding: { x: { value: 4 }, y, text: { field: "text", type: "nominal" } },
          },
        ],
      },
    );
  },
};

function headline(loose: number, report: CalibrationReport): string {
  const { parameters } = report;
  const all = parameters.length;
  if (loose === all)
    return all === 1 ? "The record does not pin the parameter down" : "The record pins down none of the parameters";
  if (loose > 0)
    return `${sentence(few(loose))} of ${few(all)} parameters ${loose === 1 ? "is" : "are"} not pinned down by the record`;
  return pinned(parameters[0], report) === null
    ? "Too few good points were tried to tell what the record pins down"
    : `Good points keep to a part of the bounds of ${all === 1 ? "the parameter" : `all ${few(all)} parameters`}, as far as was searched`;
}

/** Where a value stands between the bounds, 0 to 1, on the parameter's own scale. */
function place({ low, high, scale }: CalibratedParameter, value: number): number {
  return scale === "log" ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}
