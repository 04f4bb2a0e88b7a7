import type { TwinReport } from "../../analysis/cause/index.ts";
import { changeWords, twinChart } from "../forensics/twin-chart.ts";
import { amount } from "../wording.ts";
import { type Drawn, drawCharts } from "./draw-charts.ts";
import { escapeHtml, htmlTable } from "./html.ts";
import { figureHtml, reportDocument } from "./report-document.ts";

/** Draws a twin into an existing directory: charts/twin.* and report.html. Throws as `drawCharts` does. */
export async function drawTwin(directory: string, report: TwinReport, signal?: AbortSignal): Promise<void> {
  await drawCharts(directory, [{ name: "twin", spec: twinChart(report) }], signal, (drawn) => page(report, drawn));
}

async function page(report: TwinReport, charts: readonly Drawn[]): Promise<string> {
  const title = `${report.run} and its twin, ${changeWords(report)}`;
  const words = (value: number | null): string => (value === null ? "\u2013" : amount(Number(value.toPrecision(5))));
  const numeric = true;
  const columns = [
    { heading: "figure" },
    { heading: "as it was", numeric },
    { heading: "twin", numeric },
    { heading: "difference", numeric },
  ];
  const rows = report.figures.map((figure) => [
    figure.key,
    words(figure.run),
    words(figure.twin),
    words(figure.difference),
  ]);
  const body = `<header>
<h1>${escapeHtml(title)}</h1>
<p class="facts">${escapeHtml(`${report.scenario} \u00b7 seed ${report.seed}`)}</p>
</header>
${charts.map((drawn) => figureHtml(drawn, "The two price paths")).join("\n")}
<h2>Every figure of both</h2>
${htmlTable(columns, rows, true)}`;
  return reportDocument(title, body, charts);
}
