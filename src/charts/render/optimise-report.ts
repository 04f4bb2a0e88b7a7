import { isFeasible, type OptimiseReport } from "../../analysis/optimise/index.ts";
import { frontHeadings, frontRows, goalRows, searchWords } from "../optimise/index.ts";
import { counted } from "../wording.ts";
import type { DrawnOptimiseChart } from "./draw-optimise.ts";
import { escapeHtml, htmlTable } from "./html.ts";
import { figureHtml, reportDocument } from "./report-document.ts";

/** Points of the front in the table. */
const MOST = 60;

/** A search over a policy's parameters: one HTML page that needs no network and no other file. */
export async function optimiseReportPage(
  report: OptimiseReport,
  charts: readonly DrawnOptimiseChart[],
): Promise<string> {
  const { name, title, points, parameters, best, failures, hash, version, confirmed, confirmSeeds } = report;
  const feasible = points.filter(isFeasible).length;
  const failed = points.reduce((sum, one) => sum + one.failed, 0);
  const other =
    confirmed === null
      ? []
      : [
          {
            heading: `best on ${confirmSeeds.length} other ${confirmSeeds.length === 1 ? "seed" : "seeds"} (difference from the start)`,
          },
        ];
  const facts = `${report.base} \u00b7 ${report.venue} \u00b7 ${searchWords(report)} \u00b7 ${hash} \u00b7 engine ${version}${failed > 0 ? ` \u00b7 ${counted(failed, "run")} failed: ${failures.join("; ")}` : ""}`;
  const body = `<header>
<h1>${escapeHtml(title || name)}</h1>
<p class="lead">${escapeHtml(`${feasible} of ${points.length} points keep every constraint; point ${best} is the best${isFeasible(points[best]) ? "" : " although it misses one: it misses them least"}.`)}</p>
<p class="facts">${escapeHtml(facts)}</p>
</header>
<h2>Objectives and constraints</h2>
${htmlTable(
  [
    { heading: "" },
    { heading: "wanted" },
    { heading: "start", numeric: true },
    { heading: "best", numeric: true },
    ...other,
  ],
  goalRows(report).map(({ label, wanted, start, best, confirmed }) => [
    label,
    wanted,
    start,
    best,
    ...(other.length > 0 ? [confirmed] : []),
  ]),
)}
<h2>Parameters</h2>
${htmlTable(
  [
    { heading: "parameter" },
    { heading: "start", numeric: true },
    { heading: "best", numeric: true },
    { heading: "bounds" },
  ],
  parameters.map(({ path, written: w }) => [path, w.start, w.best, `${w.low} to ${w.high}`]),
)}
<h2>Charts</h2>
${charts.map((drawn) => figureHtml(drawn, drawn.chart.title)).join("\n")}
<h2>The front</h2>
${htmlTable(
  frontHeadings(report).map((heading, i) => ({ heading, numeric: i > 0 })),
  frontRows(report, MOST),
  true,
)}
<h2>How to read this</h2>
<p>Every point is simulated on the same seeds, from one run-up for each. Points that keep every constraint come before all others; among them the one with the least weighted sum of the objectives, each in units of its scale, is the best. The front holds the points that no other beats, of those that were tried: a longer search may find better ones. The seeds that chose a point flatter it; what it comes to on other seeds is told beside it.</p>`;
  return reportDocument(title || name, body, charts);
}
