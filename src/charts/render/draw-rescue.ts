import type { RescueReport } from "../../analysis/cause/index.ts";
import { rescueChart } from "../forensics/rescue-chart.ts";
import { sizeWords } from "../forensics/rescue-words.ts";
import { LocalTime, momentWords } from "../local-time.ts";
import { percent } from "../wording.ts";
import { type Drawn, drawCharts } from "./draw-charts.ts";
import { escapeHtml, htmlTable } from "./html.ts";
import { figureHtml, reportDocument } from "./report-document.ts";

/** Draws a rescue into an existing directory: charts/rescue.* and report.html. Throws as `drawCharts` does. */
export async function drawRescue(directory: string, report: RescueReport, signal?: AbortSignal): Promise<void> {
  const charts = [{ name: "rescue", spec: rescueChart(report) }];
  await drawCharts(directory, charts, signal, (drawn) => page(report, drawn));
}

async function page(report: RescueReport, charts: readonly Drawn[]): Promise<string> {
  const title = `${report.run}: what would have kept the fall under ${percent(-report.limit)}`;
  const clock = new LocalTime(new Float64Array(), report.zone);
  const numeric = true;
  const columns = [
    { heading: "action" },
    { heading: "taken at" },
    { heading: "smallest that does" },
    { heading: "fall with it", numeric },
    { heading: "next smaller tried" },
    { heading: "fall with that", numeric },
  ];
  const rows = report.kinds.flatMap(({ kind, title: action, moments }) =>
    moments.map(({ at, found, smaller, most }) => [
      action,
      momentWords(clock.at(at)),
      found === null ? `none up to: ${sizeWords(kind, most)}` : sizeWords(kind, found.size),
      found === null ? "\u2013" : percent(found.fall, 1),
      smaller === null ? "\u2013" : sizeWords(kind, smaller.size),
      smaller === null ? "\u2013" : percent(smaller.fall, 1),
    ]),
  );
  const body = `<header>
<h1>${escapeHtml(title)}</h1>
<p class="facts">${escapeHtml(`${report.scenario} \u00b7 seed ${report.seed} \u00b7 it fell ${percent(-report.fall, 1)} \u00b7 times are ${clock.name}`)}</p>
</header>
${charts.map((drawn) => figureHtml(drawn, "What every action came to")).join("\n")}
<h2>Every kind at every moment</h2>
${htmlTable(columns, rows, true)}`;
  return reportDocument(title, body, charts);
}
