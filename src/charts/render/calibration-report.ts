import { type CalibrationReport, holding, pinned, RESAMPLES } from "../../analysis/calibration/index.ts";
import { searchWords } from "../calibration/index.ts";
import { counted, figure, percent } from "../wording.ts";
import type { DrawnCalibrationChart } from "./draw-calibration.ts";
import { escapeHtml, htmlTable } from "./html.ts";
import { figureHtml, reportDocument } from "./report-document.ts";

/** Pairs of figures in the table. */
const PAIRS = 20;

/** A calibration: one HTML page that needs no network and no other file. */
export async function calibrationReportPage(
  report: CalibrationReport,
  charts: readonly DrawnCalibrationChart[],
): Promise<string> {
  const { title, scenario, evaluations, best, figures, margin, error, within, failures } = report;
  const loss = (p: number) => evaluations[p].loss.toFixed(3);
  const failed = evaluations.reduce((sum, one) => sum + one.failed, 0);
  const body = `<header>
<h1>${escapeHtml(title)}, calibrated</h1>
<p class="lead">The loss goes from ${loss(0)} at the start to ${loss(best)} at point ${best}; ${holding(figures, "found")} of ${figures.length} figures lie within their tolerance, ${holding(figures, "start")} at the start.</p>
<p class="facts">${escapeHtml(`${scenario} \u00b7 ${searchWords(report)}`)}${failed > 0 ? escapeHtml(` \u00b7 ${counted(failed, "run")} failed: ${failures.join("; ")}`) : ""}</p>
</header>
<h2>Parameters</h2>
${parameterTable(report)}
<p class="note">${escapeHtml(`${counted(within, "point")} of ${evaluations.length} have a loss that exceeds the best by at most ${margin.toFixed(3)}, the larger of a tenth of it and its standard error over seeds (${error.toFixed(3)}): they count as good. A parameter of which good points take up more than half of the bounds is not pinned down by the record. A short range says only that no good point was met elsewhere.`)}</p>
${charts.map((drawn) => figureHtml(drawn, drawn.chart.title)).join("\n")}
<h2>Figures that pull against each other</h2>
${opposedTable(report)}
<h2>Every figure</h2>
${figureTable(report)}
<h2>How to read this</h2>
<p>Each point is simulated on the same seeds. A figure's miss is the median of its runs less what was reported, in units of half the range that counts as agreement; misses beyond three count as three, and so does a figure without a value. The loss is the mean of their squares, every figure weighing the same: the method of simulated moments with a diagonal weighting by tolerance.</p>
<p>Intervals come from ${RESAMPLES} draws of the seeds, with replacement, each of which chooses again among the points tried: they tell how much the choice owes to the seeds, not how far the truth may lie, and are no wider than what was tried.</p>`;
  return reportDocument(`${title}: calibration`, body, charts);
}

function parameterTable(report: CalibrationReport): string {
  const rows = report.parameters.map((parameter) => {
    const { path, reason, written: w, rangeShare } = parameter;
    const state = pinned(parameter, report);
    const verdict = state === null ? "too few good points to tell" : state ? "as far as was searched" : "no";
    const good = `${w.range.join(" to ")} (${percent(rangeShare)} of the bounds)`;
    return [path, w.start, w.found, `${w.low} to ${w.high}`, w.interval.join(" to "), good, verdict, reason];
  });
  return htmlTable(
    [
      { heading: "parameter" },
      { heading: "start", numeric: true },
      { heading: "found", numeric: true },
      { heading: "bounds" },
      { heading: "5% to 95% over seeds" },
      { heading: "among good points" },
      { heading: "pinned down" },
      { heading: "why it is free" },
    ],
    rows,
  );
}

function opposedTable({ opposed }: CalibrationReport): string {
  if (opposed.length === 0) return "<p>None of those that are missed.</p>";
  const rows = opposed
    .slice(0, PAIRS)
    .map(({ a, b, correlation, tension }) => [
      ...[`${a.label} (${signed(a.found.miss)})`, `${b.label} (${signed(b.found.miss)})`],
      ...[signed(correlation), tension.toFixed(2)],
    ]);
  const columns = [
    { heading: "figure, and its miss in tolerances" },
    { heading: "against" },
    { heading: "correlation of misses", numeric: true },
    { heading: "pull", numeric: true },
  ];
  return htmlTable(columns, rows);
}

function figureTable({ figures }: CalibrationReport): string {
  const rows = figures.map(({ label, unit, value, start, found }) => [
    label,
    ...[value, start.median, found.median].map((one) => figure(one, unit)),
    ...[signed(start.miss), signed(found.miss)],
  ]);
  const numeric = ["reported", "at the start", "found", "miss at the start", "miss"];
  return htmlTable([{ heading: "figure" }, ...numeric.map((heading) => ({ heading, numeric: true }))], rows);
}

const signed = (value: number): string => `${value > 0 ? "+" : ""}${value.toFixed(2)}`.replace("-", "\u2212");
