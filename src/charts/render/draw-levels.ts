import { type LevelsView, levelRows, levelsChart, levelsSubject } from "../margin/index.ts";
import { drawCharts } from "./draw-charts.ts";
import { escapeHtml, htmlTable } from "./html.ts";
import { figureHtml, reportDocument } from "./report-document.ts";

/** Draws a given margin path into an existing directory: `charts/levels` and `report.html`. Throws as `drawCharts` does. */
export async function drawLevels(
  directory: string,
  view: LevelsView,
  warnings: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  await drawCharts(directory, [{ name: "levels", spec: levelsChart(view) }], signal, ([drawn]) => {
    const body = `<header>
<h1>A margin path</h1>
<p class="lead">${escapeHtml(levelsSubject(view))}</p>
</header>
${figureHtml(drawn, "Levels of margin, and their increases over some days")}
<h2>Figures</h2>
${htmlTable([{ heading: "" }, { heading: "", numeric: true }], levelRows(view.figures))}
${warnings.length === 0 ? "" : `<h2>Warnings</h2>\n<ul>${warnings.map((text) => `<li>${escapeHtml(text)}</li>`).join("\n")}</ul>`}
<h2>How to read this</h2>
<p>A level stands until the next one. Business days are Mondays to Fridays. Peak to trough is the largest over the smallest level; the largest increase is that over the level so many business days before.</p>`;
    return reportDocument("A margin path", body, [drawn]);
  });
}
