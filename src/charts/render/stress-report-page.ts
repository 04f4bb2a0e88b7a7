import type { Figures, PolicyReport, ScenarioReport, StressReport } from "../../analysis/stress/index.ts";
import { counted, figure } from "../wording.ts";
import type { DrawnStressChart } from "./draw-stress.ts";
import { escapeHtml, htmlTable } from "./html.ts";
import { figureHtml, reportDocument } from "./report-document.ts";

/** A stress study: one HTML page that needs no network and no other file. */
export async function stressReportPage(report: StressReport, charts: readonly DrawnStressChart[]): Promise<string> {
  const { name, title, base, seeds, failed, failures, hash, version, without } = report;
  const question = title || `${name}: margin policies under stress`;
  const off = without.length > 0 ? `, without ${without.join(" and ")}` : "";
  const body = `<header>
<h1>${escapeHtml(question)}</h1>
<p class="facts">${escapeHtml(`${base}${off} \u00b7 ${counted(seeds.length, "seed")} \u00b7 ${name}-${hash} \u00b7 engine ${version}`)}${failed > 0 ? escapeHtml(` \u00b7 ${failed} runs failed: ${failures.join("; ")}`) : ""}</p>
</header>
${charts.map((drawn) => figureHtml(drawn, drawn.chart.title)).join("\n")}
<h2>Every figure</h2>
${report.scenarios.map((scenario) => scenarioTables(scenario)).join("\n")}
`;
  return reportDocument(question, body, charts);
}

function scenarioTables({ title, baseline, policies }: ScenarioReport): string {
  const rows = [...policies, baseline];
  const keys = [...new Set(rows.flatMap((row) => [...row.figures.keys()]))];
  const columns = [{ heading: "median" }, ...rows.map((row) => ({ heading: row.title, numeric: true }))];
  const cells = keys.map((key) => [key, ...rows.map((row) => cell(row, key))]);
  return `<h3>${escapeHtml(title)}</h3>\n${htmlTable(columns, cells)}`;
}

function cell({ figures }: PolicyReport, key: keyof Figures & string): string {
  const spread = figures.get(key);
  return spread === undefined || spread.runs === 0 ? "\u2013" : figure(spread.median.value, "");
}
