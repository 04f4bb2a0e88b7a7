import { figureRows, type MarginView, policyName, subjectLine, variantNames } from "../margin/index.ts";
import type { DrawnMarginChart } from "./draw-margin.ts";
import { escapeHtml, htmlTable } from "./html.ts";
import { figureHtml, reportDocument } from "./report-document.ts";

/** Margin on known prices: one HTML page that needs no network and no other file. */
export async function marginReportPage(
  view: MarginView,
  { policy, warnings }: { readonly policy: string; readonly warnings: readonly string[] },
  charts: readonly DrawnMarginChart[],
): Promise<string> {
  const body = `<header>
<h1>${escapeHtml(policyName(view))}</h1>
<p class="lead">${escapeHtml(subjectLine(view))}</p>
<p class="facts">${escapeHtml(`${view.before} prices before filled look-backs \u00b7 ${policy}`)}</p>
</header>
<h2>Charts</h2>
${charts.map((drawn) => figureHtml(drawn, drawn.chart.title)).join("\n")}
<h2>Figures</h2>
${htmlTable(
  [{ heading: "" }, ...variantNames(view).map((heading) => ({ heading, numeric: true }))],
  figureRows(view).map(({ label, cells }) => [label, ...cells]),
)}
${warnings.length === 0 ? "" : `<h2>Warnings</h2>\n<ul>${warnings.map((text) => `<li>${escapeHtml(text)}</li>`).join("\n")}</ul>`}
<h2>How to read this</h2>
<p>Margin is the maintenance rate that the policy asks for after each day's settlement; a breach is a loss from that settlement on, over the holding period, of more than it. Peak to trough is the largest over the smallest margin of a position that does not change; the largest increase is that over the margin so many trading days before. Columns: the model alone, then each tool on top of those before it, all on the same days.</p>`;
  return reportDocument(policyName(view), body, charts);
}
