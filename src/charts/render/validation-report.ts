import type { JudgedFigure, ValidationReport } from "../../analysis/validation/index.ts";
import { runWords, twinWords } from "../validation/index.ts";
import { figure, percent } from "../wording.ts";
import type { DrawnValidationChart } from "./draw-validation.ts";
import { escapeHtml } from "./html.ts";
import { figureHtml, reportDocument } from "./report-document.ts";

/** A validation: one HTML page that needs no network and no other file. */
export async function validationReportPage(
  report: ValidationReport,
  charts: readonly DrawnValidationChart[],
): Promise<string> {
  const { title, scenario, verdict, twin, rows, failed, failures } = report;
  const groups = [...new Set(rows.map((row) => row.figure.group ?? ""))];
  const share = (n: number) => (verdict.figures === 0 ? "\u2013" : percent(n / verdict.figures));
  const body = `<header>
<h1>${escapeHtml(title)}, held against the record</h1>
<p class="lead">The middle of the runs lies in the range of ${verdict.holding} of ${verdict.figures} reported figures (${share(verdict.holding)}; ${percent(verdict.pass)} are asked for: <span class="${verdict.passed ? "in" : "out"}">${verdict.passed ? "passed" : "not passed"}</span>). Nine in ten runs enclose the reported value of ${verdict.covered} (${share(verdict.covered)}).</p>
${twin === null ? "" : `<p>${escapeHtml(twinWords(twin))}</p>`}
<p class="facts">${escapeHtml(`${scenario} \u00b7 ${runWords(report)}`)}${failed > 0 ? escapeHtml(` \u00b7 ${failed} failed: ${failures.join("; ")}`) : ""}</p>
</header>
${charts.map((drawn) => figureHtml(drawn, drawn.chart.title)).join("\n")}
<h2>Every figure</h2>
${groups
  .map(
    (group) =>
      `${group === "" ? "" : `<h3>${escapeHtml(group)}</h3>`}${figuresTable(rows.filter((row) => (row.figure.group ?? "") === group))}`,
  )
  .join("\n")}
<h2>How to read this</h2>
<p>Each run is a whole simulation with a seed of its own, none of them used to choose parameters where the scenario keeps them apart. A figure holds when the median of the runs lies in its range; a run that has no value of it counts as outside. Ranges were set from what sources say, by a stated rule, and not from what the model gives. Figures that only restate what the scenario is given are shown and not counted.</p>`;
  return reportDocument(`${title}: validation`, body, charts);
}

function figuresTable(rows: readonly JudgedFigure[]): string {
  const cells = rows.map((row) => {
    const { figure: f, band } = row;
    const mark = !row.counts
      ? f.input
        ? "given"
        : ""
      : row.holds
        ? '<span class="in">holds</span>'
        : '<span class="out">does not</span>';
    const value = (x: number) => escapeHtml(figure(x, f.unit));
    const reached = row.counts ? (row.covered ? "yes" : "no") : "";
    const missing = row.missing > 0 ? ` (${row.missing} of ${row.runs} runs have none)` : "";
    const title = f.of === undefined ? f.key : f.of;
    return `<tr><td title="${escapeHtml(title)}">${escapeHtml(f.label)}</td><td class="n">${value(f.value)}</td><td class="n">${escapeHtml(rangeWords(row))}</td><td class="n">${value(band.median)}${missing}</td><td class="n">${value(band.p10)} to ${value(band.p90)}</td><td>${mark}</td><td>${reached}</td><td>${escapeHtml(f.source)}</td></tr>`;
  });
  return `<div class="table"><table class="validation"><thead><tr><th>figure</th><th class="n">reported</th><th class="n">range</th><th class="n">median</th><th class="n">four in five runs</th><th></th><th>reported in nine of ten</th><th>source</th></tr></thead><tbody>
${cells.join("\n")}
</tbody></table></div>`;
}

function rangeWords({ figure: { low, high, unit } }: JudgedFigure): string {
  if (low === null && high === null) return "\u2013";
  if (low === null) return `at most ${figure(high, unit)}`;
  return high === null ? `at least ${figure(low, unit)}` : `${figure(low, unit)} to ${figure(high, unit)}`;
}
