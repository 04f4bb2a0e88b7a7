import type { FactsReport, StylisedFact } from "../../analysis/stylised-facts/index.ts";
import { type FactsSubject, factEnds, factInterval, factMark, factNumber } from "../facts/index.ts";
import { amount, counted, venueLabel } from "../wording.ts";
import type { DrawnFactsChart } from "./draw-facts.ts";
import { escapeHtml, htmlTable } from "./html.ts";
import { figureHtml, reportDocument } from "./report-document.ts";

/** The facts of a run: one HTML page that needs no network and no other file. */
export async function factsReportPage(
  report: FactsReport,
  { scenario, seed }: FactsSubject,
  charts: readonly DrawnFactsChart[],
): Promise<string> {
  const { facts, venue, returns, orderCurves } = report;
  const must = facts.filter(({ claim }) => claim.must);
  const nice = facts.filter(({ claim }) => !claim.must);
  const inside = (rows: readonly StylisedFact[]) => rows.filter(({ verdict }) => verdict === "inside").length;
  const orders = orderCurves ? ` \u00b7 ${counted(orderCurves.orders, "order")}` : "";
  const body = `<header>
<h1>Stylised facts of ${escapeHtml(scenario)}</h1>
<p class="lead">${inside(must)} of ${must.length} figures of the must-pass set and ${inside(nice)} of ${nice.length} others lie in the range that the literature gives.</p>
<p class="facts">${escapeHtml(`seed ${seed} \u00b7 ${venueLabel(venue)} \u00b7 ${amount(returns)} minute returns${orders}`)}</p>
</header>
<h2>Must pass</h2>
${factsTable(must)}
<h2>Others</h2>
${factsTable(nice)}
<h2>Charts</h2>
${charts.map((drawn) => figureHtml(drawn, drawn.chart.title)).join("\n")}
<h2>How to read this</h2>
<p>Intervals are 95% percentile intervals of the moving-block bootstrap: blocks of a trading day, or a twentieth of a short run, for returns; days for orders. "Surely" means that the whole interval must lie in the range. What a run has not kept is not measurable; it is not guessed.</p>`;
  return reportDocument(`Stylised facts of ${scenario}, seed ${seed}`, body, charts);
}

function factsTable(facts: readonly StylisedFact[]): string {
  return htmlTable(
    [
      { heading: "" },
      { heading: "figure" },
      { heading: "value", numeric: true },
      { heading: "its interval", numeric: true },
      { heading: "literature", numeric: true },
      { heading: "source, or why it is not measurable" },
    ],
    facts.map((fact) => [
      factMark(fact),
      fact.claim.label,
      factNumber(fact.value),
      factInterval(fact),
      factEnds(fact),
      fact.verdict === "not measurable" ? fact.reason : fact.claim.source,
    ]),
  );
}
