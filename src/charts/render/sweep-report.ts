import { type MetricAnalysis, type SweepAnalysis, strongestBar } from "../../analysis/sweep/index.ts";
import { changeText, metricNumber, metricText, parameterText, sizeWords, unitWords } from "../sweep/index.ts";
import { amount, counted, percent } from "../wording.ts";
import type { DrawnSweepChart } from "./draw-sweep.ts";
import { escapeHtml, htmlTable } from "./html.ts";
import { figureHtml, reportDocument } from "./report-document.ts";

/** Points at each end of a figure's table. */
const EXTREMES = 5;

/** The report of a sweep: one HTML page that needs no network and no other file. */
export async function sweepReportPage(analysis: SweepAnalysis, charts: readonly DrawnSweepChart[]): Promise<string> {
  const { table, metrics } = analysis;
  const sections = ["Figures", ...metrics.map((m) => m.key), "Parameters", "How to read this"];
  const body = `<header>
<h1>Sweep ${escapeHtml(table.name)}</h1>
<p class="lead">${escapeHtml(charts[0]?.title ?? "")}${charts.length > 0 ? "." : ""}</p>
<p class="facts">${escapeHtml(`${sizeWords(table)} \u00b7 hash ${table.hash} \u00b7 Stampede ${table.version}`)}</p>
</header>
<nav>${sections.map((s, i) => `<a href="#part-${i}">${escapeHtml(s)}</a>`).join(" ")}</nav>
${missingHtml(analysis)}
<h2 id="part-0">Figures</h2>
${figuresHtml(analysis)}
<p class="note">Point at a chart for values.</p>
${metrics.map((metric, i) => metricSection(metric, analysis, charts, i + 1)).join("\n")}
<h2 id="part-${metrics.length + 1}">Parameters</h2>
${parametersHtml(analysis)}
<h2 id="part-${metrics.length + 2}">How to read this</h2>
${readingHtml(analysis)}`;
  return reportDocument(`Sweep ${table.name} (${table.hash})`, body, charts);
}

function missingHtml({ table: { runs } }: SweepAnalysis): string {
  const waiting = runs.planned - runs.finished - runs.failed;
  const parts = [
    ...(runs.failed > 0 ? [`${counted(runs.failed, "run")} failed`] : []),
    ...(waiting > 0 ? [`${counted(waiting, "run")} ${waiting === 1 ? "is" : "are"} not done yet`] : []),
  ];
  return parts.length === 0
    ? ""
    : `<p class="note"><b>${escapeHtml(parts.join(" and "))}</b>: what follows leaves ${parts.length > 1 || runs.failed + waiting > 1 ? "them" : "it"} out.</p>`;
}

/** A row for each figure: what it comes to, and what moves it most. */
function figuresHtml({ metrics }: SweepAnalysis): string {
  const rows = metrics.map(({ key, runs, tornado, shares }) => {
    const [low, , middle, , high] = runs.quantiles;
    const ends = Number.isNaN(runs.mean.low)
      ? "\u2013"
      : `${metricNumber(key, runs.mean.low)} to ${metricNumber(key, runs.mean.high)}`;
    const top = strongestBar(tornado)?.bar;
    return [
      named(key),
      metricNumber(key, runs.mean.value),
      ends,
      metricNumber(key, middle.value),
      `${metricNumber(key, low.value)} to ${metricNumber(key, high.value)}`,
      top
        ? `${top.parameter.label} (${changeText(key, top.change.value).replace("percentage points", "points")})`
        : "\u2013",
      Number.isNaN(shares.parameters) ? "\u2013" : percent(shares.parameters),
    ];
  });
  return htmlTable(
    [
      { heading: "figure" },
      { heading: "mean", numeric: true },
      { heading: "its interval", numeric: true },
      { heading: "median", numeric: true },
      { heading: "nine runs of ten", numeric: true },
      { heading: "moved most by (from end to end)" },
      { heading: "spread made by parameters", numeric: true },
    ],
    rows,
  );
}

/** A figure and its unit; percentages say so themselves. */
const named = (key: string): string => (["", "%"].includes(unitWords(key)) ? key : `${key} (${unitWords(key)})`);

function metricSection(
  metric: MetricAnalysis,
  analysis: SweepAnalysis,
  charts: readonly DrawnSweepChart[],
  part: number,
): string {
  const figures = charts.filter((c) => c.metric === metric).map((c) => figureHtml(c, c.chart.title));
  return `<h2 id="part-${part}">${escapeHtml(metric.key)}</h2>
${figures.length > 0 ? figures.join("\n") : "<p>No run has this figure.</p>"}
${extremesHtml(metric, analysis)}`;
}

/** The points where the figure is least and where it is largest. */
function extremesHtml({ key, points }: MetricAnalysis, { table }: SweepAnalysis): string {
  const order = [...points.mean.keys()].filter((p) => points.count[p] > 0);
  order.sort((a, b) => points.mean[a] - points.mean[b] || a - b);
  if (order.length < 2) return "";
  const cut = order.length > 2 * EXTREMES;
  const shown = cut ? [...order.slice(0, EXTREMES), ...order.slice(-EXTREMES)] : order;
  const rows = shown.map((p) => [
    String(p),
    metricText(key, points.mean[p]),
    Number.isNaN(points.meanLow[p])
      ? "\u2013"
      : `${metricText(key, points.meanLow[p])} to ${metricText(key, points.meanHigh[p])}`,
    String(points.count[p]),
    ...table.parameters.map((parameter) => parameterText(parameter, parameter.values[p])),
  ]);
  return `<h3>${cut ? `The ${EXTREMES} points where it is least, and the ${EXTREMES} where it is largest` : "Every point, from the least to the largest"}</h3>
${htmlTable(
  [
    { heading: "point" },
    { heading: "mean", numeric: true },
    { heading: "its interval", numeric: true },
    { heading: "runs", numeric: true },
    ...table.parameters.map((p) => ({ heading: p.label, numeric: p.levels === null })),
  ],
  rows,
)}`;
}

function parametersHtml({ table }: SweepAnalysis): string {
  const rows = table.parameters.map((parameter) => {
    const known = parameter.values.filter((value) => !Number.isNaN(value)).sort();
    const distinct = new Set(known).size;
    const range =
      parameter.levels !== null
        ? [...new Set(known)].map((value) => parameterText(parameter, value)).join(", ")
        : `${parameterText(parameter, known[0])} to ${parameterText(parameter, known[known.length - 1])}`;
    return [parameter.path, parameter.label, range, amount(distinct), parameter.sampled ? "" : "follows from others"];
  });
  return htmlTable(
    [
      { heading: "path in the scenario" },
      { heading: "called here" },
      { heading: "values" },
      { heading: "different ones", numeric: true },
      { heading: "" },
    ],
    rows,
  );
}

function readingHtml({ table, confidence }: SweepAnalysis): string {
  const seeds = table.common
    ? "Every point has the same seeds (common random numbers), so differences between points are surer than the points themselves."
    : "Every point has seeds of its own.";
  const drawn = table.units
    ? "points are drawn again with their runs"
    : "points stay, since the design would list them again";
  return `<p>A point is a choice of parameters; a run is a point with a seed. Figures are those of each run's summary. ${seeds}</p>
<p>Intervals are percentile bootstrap intervals at ${Math.round(confidence * 100)}%: ${drawn}${table.common && table.seeds > 1 ? ", and seeds are drawn again once for all points" : ""}. They say what another sample of the same kind would have given, not how right the model is. Each speaks for itself: of twenty parameters that do nothing, one will look as if it did something.</p>
<p>A tornado and the small panels take the other parameters as the design has them. Where parameters act together, look at the surface, at total Sobol indices, or at \u03c3 of a Morris design.</p>
<p>The data lie beside this page: <code>results.parquet</code> has a row for each run, <code>analysis.json</code> every figure of this page; <code>stampede query</code> asks them in SQL.</p>`;
}
