import type { JudgedFigure, ValidationReport } from "../../analysis/validation/index.ts";
import { runWords, twinWords } from "../validation/index.ts";
import { figure, percent, rangeWords, span } from "../wording.ts";
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
    const { figure: f, band, runs, missing } = row;
    const spread = missing === runs ? "\u2013" : span(band.p10, band.p90, f.unit);
    const lack = missing > 0 ? `<br><span class="note">${missing} of ${runs} runs have none</span>` : "";
    const numbers = [figure(f.value, f.unit), rangeWords(f), figure(band.median, f.unit), spread].map(escapeHtml);
    const reached = row.counts ? (row.covered ? "yes" : "no") : "";
    return `<tr><td title="${escapeHtml(f.of ?? f.key)}">${escapeHtml(f.label)}<br><span class="note">${escapeHtml(f.source)}</span></td>${numbers.map((text, i) => `<td class="n">${text}${i === 2 ? lack : ""}</td>`).join("")}<td>${verdictMark(row)}</td><td>${reached}</td></tr>`;
  });
  return `<div class="table"><table class="validation"><thead><tr><th>figure and source</th><th class="n">reported</th><th class="n">range</th><th class="n">median of the runs</th><th class="n">four in five runs</th><th>median in range</th><th>reported in nine of ten</th></tr></thead><tbody>
${cells.join("\n")}
</tbody></table></div>`;
}

function verdictMark({ counts, holds, figure: { input } }: JudgedFigure): string {
  if (counts) return holds ? '<span class="in">yes</span>' : '<span class="out">no</span>';
  return input === true ? "given" : "";
}
