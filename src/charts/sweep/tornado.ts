import { type MetricAnalysis, type SweepAnalysis, strongestBar, type TornadoBar } from "../../analysis/sweep/index.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { WIDTH } from "../theme.ts";
import { changeText, metricAxis, metricNumber, metricText, metricTitle } from "./metric-words.ts";
import { clip, parameterText, rangeText } from "./parameter-words.ts";
import { hasInterval, intervalWords, type SweepChart, sweepChart } from "./sweep-chart.ts";

/** Most bars that are drawn. */
const MOST = 16;
const PLOT = WIDTH - 400;

/** The figure at the low and the high end of every parameter, the strongest on top. */
export const tornadoChart: SweepChart = {
  name: "tornado",
  title: "What moves it: both ends of every parameter",
  spec(metric, analysis) {
    const { key, runs } = metric;
    const bars = metric.tornado.slice(0, MOST);
    if (bars.length === 0) return null;
    const rows = bars.flatMap((bar) => [
      { bar, end: bar.low, ends: bar.lowEnd, name: LOW },
      { bar, end: bar.high, ends: bar.highEnd, name: HIGH },
    ]);
    const labels = bars.map((bar) => label(bar));
    const data = inlineData([
      { name: "parameter", values: rows.map((r) => label(r.bar)) },
      { name: "path", values: rows.map((r) => r.bar.parameter.path) },
      { name: "end", values: rows.map((r) => r.name) },
      { name: "v", values: rows.map((r) => r.end.value) },
      { name: "middle", values: rows.map(() => runs.mean.value) },
      { name: "low", values: rows.map((r) => r.end.low) },
      { name: "high", values: rows.map((r) => r.end.high) },
      { name: "least", values: rows.map((r) => r.bar.least) },
      { name: "most", values: rows.map((r) => r.bar.most) },
      { name: "at", values: rows.map((r) => rangeText(r.bar.parameter, r.ends)) },
      { name: "text", values: rows.map((r) => metricText(key, r.end.value)) },
      {
        name: "interval",
        values: rows.map((r) =>
          hasInterval(r.end) ? `${metricText(key, r.end.low)} to ${metricText(key, r.end.high)}` : "none",
        ),
      },
      { name: "ends", values: rows.map((r) => endsText(r.bar)) },
      { name: "change", values: rows.map((r) => changeWords(key, r.bar)) },
    ]);
    const y = {
      field: "parameter",
      type: "nominal",
      sort: labels,
      axis: { title: null, labelLimit: 230, grid: false, ticks: false, domain: false, labelPadding: 8 },
    };
    const x = (field: string) => ({
      field,
      type: "quantitative",
      scale: { zero: false, nice: true },
      axis: { title: metricTitle(key), tickCount: 6, ...metricAxis(key) },
    });
    const tooltip = [
      { field: "path", title: "parameter" },
      { field: "at", title: "at" },
      { field: "text", title: key },
      { field: "interval", title: "interval" },
      { field: "change", title: "high less low" },
    ];
    const right = (field: string, dx: number, colour: string) => ({
      transform: [{ filter: `datum.end === '${LOW}'` }],
      mark: { type: "text", align: "left", dx, fontSize: 11, color: colour },
      encoding: { x: { value: PLOT }, text: { field, type: "nominal" }, tooltip },
    });
    const whisker = (end: string, yOffset: number) => ({
      transform: [{ filter: `datum.end === '${end}'` }],
      mark: { type: "rule", strokeWidth: 1.4, color: INK.text, yOffset },
      encoding: { x: x("low"), x2: { field: "high" } },
    });
    const whiskers = rows.some((r) => hasInterval(r.end));
    return sweepChart(
      headline(key, metric, analysis),
      [
        metric.morris ? SLOPES : explain(bars),
        ...(whiskers
          ? [`Thin lines: ${intervalWords(analysis)}. Dashed: the mean over all runs.`]
          : ["Dashed: the mean over all runs."]),
        ...(metric.tornado.length > MOST ? [`The ${MOST} strongest of ${metric.tornado.length} parameters.`] : []),
      ],
      analysis,
      {
        data,
        width: PLOT,
        height: { step: 34 },
        encoding: { y },
        layer: [
          { mark: { type: "bar", height: 24, color: INK.band }, encoding: { x: x("least"), x2: { field: "most" } } },
          {
            mark: { type: "bar", height: 14, opacity: 0.9 },
            encoding: {
              x: x("middle"),
              x2: { field: "v" },
              color: {
                field: "end",
                type: "nominal",
                scale: { domain: [LOW, HIGH], range: [INK.twin, INK.settlement] },
                legend: { title: null, orient: "top", direction: "horizontal", symbolType: "square" },
              },
              tooltip,
            },
          },
          {
            mark: { type: "rule", strokeDash: [4, 3], color: INK.faint },
            encoding: { x: { ...x("middle"), aggregate: "mean" }, y: null },
          },
          // A little apart, or those of two ends would look like one.
          ...(whiskers ? [whisker(LOW, -4), whisker(HIGH, 4)] : []),
          right("ends", 16, INK.faint),
        ],
      },
    );
  },
};

const LOW = "low end";
const HIGH = "high end";

const label = ({ parameter }: TornadoBar): string => clip(parameter.label, 34);

/** "5% to 6.4% → 18.5% to 20%" */
const endsText = (bar: TornadoBar): string => {
  const clipped = (ends: readonly [number, number]) => clip(rangeText(bar.parameter, ends), 18);
  return `${clipped(bar.lowEnd)} \u2192 ${clipped(bar.highEnd)}`;
};

function changeWords(key: string, { change }: TornadoBar): string {
  const text = changeText(key, change.value);
  return hasInterval(change) ? `${text} (${changeText(key, change.low)} to ${changeText(key, change.high)})` : text;
}

const SLOPES =
  "Bars: \u03bc, the mean effect of a parameter over its whole range at the slope of its steps, laid about the mean. Effects of both signs cancel in it.";

function explain(bars: readonly TornadoBar[]): string {
  const part = bars.find((bar) => bar.part !== null)?.part;
  const named = bars.some((bar) => bar.parameter.levels !== null);
  const ends = part
    ? `Ends: the lowest and the highest ${part} of a range, the first and the last of listed values`
    : "Ends: the least and the largest value";
  return `${ends}${named ? "; of names, the extreme ones" : ""}. Pale: all in between.`;
}

function headline(key: string, { tornado, morris }: MetricAnalysis, { table }: SweepAnalysis): string {
  const { bar, verdict } = strongestBar(tornado)!;
  const name = bar.parameter.label;
  const change = changeText(key, bar.change.value);
  if (verdict === "chance")
    return `No parameter moves ${key} from end to end by more than chance; ${name} comes nearest, ${change}`;
  // Listed points without an interval are all that there is; drawn ones are too few.
  if (verdict === "unknown" && table.units !== null)
    return `Too few points to tell what moves ${key}; ${name} comes out first, ${change}`;
  const at = (ends: readonly [number, number]) =>
    bar.part === null ? parameterText(bar.parameter, ends[0]) : clip(rangeText(bar.parameter, ends), 24);
  const words = verdict === "surest" ? `is the surest to move ${key}` : `moves ${key} most`;
  if (morris) return `${name} ${words}: ${change} across its range, at the slope of its steps`;
  return `${name} ${words}: ${metricNumber(key, bar.low.value)} at ${at(bar.lowEnd)}, ${metricText(key, bar.high.value)} at ${at(bar.highEnd)}`;
}
