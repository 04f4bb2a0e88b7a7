/** What `stampede analyse` does: reads, analyses, writes, and prints what a person wants first. */
import { join, relative } from "node:path";
import type { MetricAnalysis, SweepAnalysis } from "../analysis/sweep/index.ts";
import { changeNumber, metricNumber, rangeText, shareText, sizeWords, unitWords } from "../charts/sweep/index.ts";
import { analyseStore } from "../experiment/sweep-analysis/analyse-store.ts";
import { analysisJson } from "../experiment/sweep-analysis/analysis-json.ts";
import { writeAnalysis } from "../experiment/sweep-analysis/write-analysis.ts";
import type { AnalyseOptions } from "./analyse.ts";
import { align } from "./figures.ts";
import { interruptible } from "./interrupt.ts";

/** Parameters that are listed for each figure. */
const MOST = 8;

export async function analyse(sweep: string, options: AnalyseOptions): Promise<void> {
  const { charts } = options;
  const note = options.quiet || options.json ? () => {} : (text: string) => process.stderr.write(`${text}\n`);
  const { store, analysis } = await interruptible(async (signal) => {
    const read = await analyseStore(sweep, options.metric ?? null);
    signal.throwIfAborted();
    const kept = read.store.manifest.metrics.length;
    if (!options.metric && kept > read.analysis.metrics.length)
      note(`${read.analysis.metrics.length} of ${kept} figures are analysed; --metric KEY takes others`);
    note(charts ? "drawing charts" : "writing figures");
    await writeAnalysis(read.store.directory, read.analysis, { charts, signal });
    return read;
  });
  const report = charts ? join(store.directory, "report.html") : null;
  if (options.json) {
    process.stdout.write(
      `${JSON.stringify({ directory: store.directory, report, ...withoutPoints(analysisJson(analysis)) })}\n`,
    );
    return;
  }
  const place = report ?? join(store.directory, "analysis.json");
  const path = relative("", place);
  process.stdout.write(
    `${[...text(analysis), "", `${report ? "report" : "figures"}: ${path.startsWith("..") ? place : path}`].join("\n")}\n`,
  );
}

/** The figures without those of single points, which are in analysis.json. */
function withoutPoints(json: Record<string, unknown>): Record<string, unknown> {
  const metrics = json.metrics as Record<string, Record<string, unknown>>;
  const entries = Object.entries(metrics).map(([key, { points: _byPoint, ...rest }]) => [key, rest]);
  return { ...json, metrics: Object.fromEntries(entries) };
}

function text(analysis: SweepAnalysis): string[] {
  const { table, metrics } = analysis;
  const lines = [`${table.name}: ${sizeWords(table)}`];
  if (table.runs.failed > 0)
    lines.push(
      `${table.runs.failed} failed: stampede query SWEEP "SELECT point, seed, error FROM results WHERE status = 'failed'"`,
    );
  return [...lines, "", ...figureTable(analysis), ...metrics.flatMap((metric) => parameterTable(metric, analysis))];
}

function figureTable({ metrics, confidence }: SweepAnalysis): string[] {
  const rows = metrics.map(({ key, runs }) => {
    const [low, , middle, , high] = runs.quantiles;
    return [
      withUnit(key),
      metricNumber(key, runs.mean.value),
      ends(key, runs.mean),
      metricNumber(key, middle.value),
      `${metricNumber(key, low.value)} to ${metricNumber(key, high.value)}`,
    ];
  });
  const heading = ["figure", "mean", `${Math.round(confidence * 100)}% interval`, "median", "nine runs of ten"];
  return align([heading, ...rows], ["left", "right", "right", "right", "right"]);
}

/** What each parameter does to a figure, and its share of the variance or its Morris measures. */
function parameterTable(metric: MetricAnalysis, { factors }: SweepAnalysis): string[] {
  const { key, tornado, sobol, morris } = metric;
  if (tornado.length === 0) return [];
  const rows = tornado.slice(0, MOST).map((bar) => {
    const at = factors.indexOf(bar.parameter);
    return [
      bar.parameter.label,
      rangeText(bar.parameter, bar.lowEnd),
      metricNumber(key, bar.low.value),
      rangeText(bar.parameter, bar.highEnd),
      metricNumber(key, bar.high.value),
      changeNumber(key, bar.change.value),
      Number.isNaN(bar.change.low)
        ? ""
        : `${changeNumber(key, bar.change.low)} to ${changeNumber(key, bar.change.high)}`,
      ...(sobol ? [shareText(sobol.firstOrder[at]), shareText(sobol.total[at])] : []),
      ...(morris ? [metricNumber(key, morris[at].muStar.value), metricNumber(key, morris[at].sigma.value)] : []),
    ];
  });
  const heading = [
    `${withUnit(key)} by`,
    "low end",
    "",
    "high end",
    "",
    unitWords(key) === "%" ? "change, points" : "change",
    "its interval",
    ...(sobol ? ["alone", "in all"] : []),
    ...(morris ? ["\u03bc*", "\u03c3"] : []),
  ];
  const left = tornado.length - rows.length;
  return [
    "",
    ...align(
      [heading, ...rows],
      heading.map((_, i) => (i === 0 ? "left" : "right")),
    ),
    ...(left > 0 ? [`and ${left} weaker parameters`] : []),
  ];
}

const ends = (key: string, { low, high }: { readonly low: number; readonly high: number }): string =>
  Number.isNaN(low) ? "" : `${metricNumber(key, low)} to ${metricNumber(key, high)}`;

/** Percentages say so themselves. */
const withUnit = (key: string): string => (["", "%"].includes(unitWords(key)) ? key : `${key} (${unitWords(key)})`);
