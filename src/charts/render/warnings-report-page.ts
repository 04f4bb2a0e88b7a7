import type { IndicatorResult, WarningReport } from "../../analysis/warnings/index.ts";
import { HOUR } from "../../core/time.ts";
import { areaWords, type WarningSubject, warningLines } from "../warnings/index.ts";
import { amount, figure, percent } from "../wording.ts";
import type { Drawn } from "./draw-charts.ts";
import { escapeHtml, htmlTable } from "./html.ts";
import { figureHtml, reportDocument } from "./report-document.ts";

const ABOUT: Readonly<Record<string, string>> = {
  roc: "Hits and false alarms at every threshold",
  "lead-time": "How long before the end of the fall it alarmed",
};

/** How well crashes were foretold: one HTML page that needs no network and no other file. */
export async function warningsReportPage(
  report: WarningReport,
  subject: WarningSubject,
  charts: readonly Drawn[],
): Promise<string> {
  const title = "What could be seen before the crash";
  const numeric = true;
  const columns = [
    { heading: "indicator" },
    { heading: "warns" },
    { heading: "area, fit", numeric },
    { heading: "area, test", numeric },
    { heading: "threshold", numeric },
    { heading: "moments foretold", numeric },
    { heading: "false alarms", numeric },
    { heading: "crashed runs warned of", numeric },
    { heading: "lead, hours", numeric },
  ];
  const rows = [report.combined, ...report.indicators].map(row);
  const weights = report.weights.map(({ indicator, weight }) => [indicator.title, amount(Number(weight.toFixed(3)))]);
  const body = `<header>
<h1>${escapeHtml(title)}</h1>
<p class="facts">${warningLines(report, subject).map(escapeHtml).join("<br>")}</p>
</header>
${charts.map((drawn) => figureHtml(drawn, ABOUT[drawn.name] ?? drawn.name)).join("\n")}
<h2>Every indicator</h2>
${htmlTable(columns, rows, true)}
<h2>What the score of all of them weighs</h2>
${htmlTable([{ heading: "indicator" }, { heading: "log odds a standard deviation", numeric }], weights)}
<h2>How to read this</h2>
<p>Every half hour of a run is a moment; a crash follows it when a later low lies ${percent(report.terms.size)} or more below its price in time. Moments from the first crash on are left out, and so are those whose time to come the run cuts off. Directions, thresholds and the weights come from the runs of the fit; every other figure is of the test. Intervals at 95% draw whole runs again, not moments. A run's clock is an indicator too: where every run crashes on the same day, whatever grows with time looks like a warning.</p>`;
  return reportDocument(title, body, charts);
}

function row({
  indicator,
  direction,
  areaFit,
  area,
  threshold,
  hits,
  falseAlarms,
  warned,
  lead,
}: IndicatorResult): string[] {
  const own = indicator.key === "combined";
  return [
    indicator.title,
    own ? "high" : direction === 1 ? "high" : "low",
    areaFit.toFixed(2),
    areaWords(area),
    Number.isFinite(threshold) ? figure(threshold, indicator.unit === "%" ? "%" : "") : "\u2013",
    percent(hits),
    percent(falseAlarms),
    percent(warned),
    Number.isNaN(lead.value) ? "\u2013" : (lead.value / HOUR).toFixed(1),
  ];
}
