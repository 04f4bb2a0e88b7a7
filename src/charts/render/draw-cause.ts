import type { CauseReport } from "../../analysis/cause/index.ts";
import { causeChart, figureWords } from "../forensics/cause-chart.ts";
import { counted, percent } from "../wording.ts";
import { type Drawn, drawCharts } from "./draw-charts.ts";
import { escapeHtml, htmlTable } from "./html.ts";
import { figureHtml, reportDocument } from "./report-document.ts";

/** Draws a study of causes into an existing directory: charts/cause.* and report.html. Throws as `drawCharts` does. */
export async function drawCause(directory: string, report: CauseReport, signal?: AbortSignal): Promise<void> {
  const charts = [{ name: "cause", spec: causeChart(report) }];
  await drawCharts(directory, charts, signal, (drawn) => page(report, drawn));
}

async function page(report: CauseReport, charts: readonly Drawn[]): Promise<string> {
  const { base, seeds, hash, version, failed, failures, from, until } = report;
  const title = `${base}: what made the crash`;
  const faults = failed > 0 ? ` \u00b7 ${failed} runs failed: ${failures.join("; ")}` : "";
  const moment = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const body = `<header>
<h1>${escapeHtml(title)}</h1>
<p class="facts">${escapeHtml(`${counted(seeds.length, "seed")} \u00b7 ${hash} \u00b7 engine ${version}${faults}`)}</p>
<p class="facts">${escapeHtml(`mechanisms are off from ${moment(from)} \u00b7 runs stop at ${moment(until)}`)}</p>
</header>
${charts.map((drawn) => figureHtml(drawn, "Shares of the mechanisms")).join("\n")}
${table(report)}
<h2>How to read this</h2>
<p>A share is the mechanism's Shapley value over the whole effect: what it adds to the figure when it is put in place, in the mean over orders in which mechanisms may be put in place, on the same seeds and from the same run-up. Shares sum to the whole. \u201cAlone taken away\u201d is what the figure changes by when only that mechanism is missing: where several do the same work it is small for each of them. What each mechanism is stands in docs/counterfactuals.md.</p>`;
  return reportDocument(title, body, charts);
}

function table(report: CauseReport): string {
  const numeric = true;
  const columns = [
    { heading: "mechanism" },
    { heading: "share", numeric },
    { heading: "95% interval", numeric },
    { heading: report.figure, numeric },
    { heading: "alone taken away", numeric },
  ];
  const rows = report.rows.map(({ title, share, value, last }) => [
    title,
    Number.isNaN(share.value) ? "\u2013" : percent(share.value, 1),
    Number.isNaN(share.low) ? "\u2013" : `${percent(share.low, 1)} to ${percent(share.high, 1)}`,
    figureWords(value.value, report),
    figureWords(last.value, report),
  ]);
  return htmlTable(columns, rows, true);
}
