import type { PolicyReport, PooledCoverage, ScenarioReport, StressReport } from "../../analysis/stress/index.ts";
import { amount, counted, figure, percent } from "../wording.ts";
import type { DrawnStressChart } from "./draw-stress.ts";
import { escapeHtml, htmlTable } from "./html.ts";
import { figureHtml, reportDocument } from "./report-document.ts";

/** A stress study: one HTML page that needs no network and no other file. */
export async function stressReportPage(report: StressReport, charts: readonly DrawnStressChart[]): Promise<string> {
  const { name, title, base, seeds, failed, failures, hash, version, without, coverage } = report;
  const question = title || `${name}: margin policies under stress`;
  const off = without.length > 0 ? `, without ${without.join(" and ")}` : "";
  const moments = [
    `policies hold from ${moment(report.fork)}`,
    `the stress begins at ${moment(report.shock)}`,
    `runs stop at ${moment(report.until)}`,
  ];
  const body = `<header>
<h1>${escapeHtml(question)}</h1>
<p class="facts">${escapeHtml(`${base}${off} \u00b7 ${counted(seeds.length, "seed")} \u00b7 ${name}-${hash} \u00b7 engine ${version}`)}${failed > 0 ? escapeHtml(` \u00b7 ${failed} runs failed: ${failures.join("; ")}`) : ""}</p>
<p class="facts">${escapeHtml(moments.join(" \u00b7 "))}</p>
</header>
${charts.map((drawn) => figureHtml(drawn, drawn.chart.title)).join("\n")}
${report.scenarios.map((scenario) => scenarioTables(scenario, report)).join("\n")}
<h2>How to read this</h2>
<p>Every policy meets the same seeds and goes on from the same run-up, so that policies differ by their own doing; the twin in which nobody is called is the measure of amplification. Intervals are of the median over seeds, by bootstrap. Coverage holds the loss of a long over ${escapeHtml(counted(coverage.holding, "trading day"))} against the margin that stood, at ${percent(coverage.confidence, 1)}, over the days of all runs together: runs share the shock, so p-values are smaller than they should be. Without feedback is the same policy along the prices of the twin, which it does not move. What every figure is stands in the guide, docs/margin-lab.md.</p>
${provenance(report)}`;
  return reportDocument(question, body, charts);
}

const moment = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;

function scenarioTables({ title, baseline, policies }: ScenarioReport, { scenarios }: StressReport): string {
  const rows = [...policies, baseline];
  const heading = scenarios.length > 1 ? `: ${title}` : "";
  const keys = [...new Set(rows.flatMap((row) => [...row.figures.keys()]))];
  const columns = [{ heading: "median" }, ...rows.map((row) => ({ heading: row.title, numeric: true }))];
  const cells = keys.map((key) => [key, ...rows.map((row) => cell(row, key))]);
  return `<h2>${escapeHtml(`Coverage${heading}`)}</h2>
${coverageTable(rows)}
<h2>${escapeHtml(`Default fund${heading}`)}</h2>
${fundTable(rows)}
<h2>${escapeHtml(`Every figure${heading}`)}</h2>
${htmlTable(columns, cells, true)}`;
}

function coverageTable(rows: readonly PolicyReport[]): string {
  const numeric = true;
  const columns = [
    { heading: "policy" },
    { heading: "breaches", numeric },
    { heading: "rate", numeric },
    { heading: "Kupiec, p", numeric },
    { heading: "independence, p", numeric },
    { heading: "both, p", numeric },
    { heading: "mean shortfall", numeric },
    { heading: "largest", numeric },
    { heading: "loss over margin, largest", numeric },
    { heading: "uncovered, mean of a day", numeric },
    { heading: "the same without feedback", numeric },
  ];
  const lines = rows.map(({ title, long, fixed }) => [
    title,
    ...coverageCells(long),
    fixed?.long ? percent(fixed.long.meanUncovered, 2) : "\u2013",
  ]);
  return htmlTable(columns, lines, true);
}

function coverageCells(coverage: PooledCoverage | null): string[] {
  if (coverage === null) return new Array<string>(9).fill("\u2013");
  const share = (value: number): string => (Number.isNaN(value) ? "\u2013" : percent(value, 1));
  return [
    `${amount(coverage.breaches)} of ${amount(coverage.observations)}`,
    percent(coverage.breachRate, 2),
    coverage.kupiec.pValue.toFixed(4),
    coverage.independence.pValue.toFixed(4),
    coverage.conditional.pValue.toFixed(4),
    share(coverage.meanShortfall),
    share(coverage.maxShortfall),
    amount(Number(coverage.maxLossToMargin.toPrecision(3))),
    percent(coverage.meanUncovered, 2),
  ];
}

/** Cover-1 and Cover-2: whether what was paid in beforehand bears the largest losses. */
function fundTable(rows: readonly PolicyReport[]): string {
  const numeric = true;
  const columns = [
    { heading: "policy" },
    { heading: "paid in beforehand", numeric },
    { heading: "largest default, mean", numeric },
    { heading: "1 in 20 runs above", numeric },
    { heading: "two largest, mean", numeric },
    { heading: "1 in 20 runs above", numeric },
    { heading: "Cover-1 holds in", numeric },
    { heading: "Cover-2 holds in", numeric },
  ];
  const lines = rows.map(({ title, figures }) => {
    const of = (key: string) => figures.get(`credit.${key}`);
    const money = (value: number | undefined): string =>
      value === undefined || Number.isNaN(value) ? "\u2013" : amount(Number(value.toPrecision(3)));
    const share = (key: string): string => {
      const flag = of(key);
      return flag === undefined || flag.runs === 0 ? "\u2013" : `${percent(flag.mean.value, 0)} of runs`;
    };
    return [
      title,
      money(of("prefunded")?.median.value),
      ...["largestLoss", "twoLargestLoss"].flatMap((key) => [money(of(key)?.mean.value), money(of(key)?.p95)]),
      share("coverOne"),
      share("coverTwo"),
    ];
  });
  return htmlTable(columns, lines, true);
}

/** What it takes to make the study again, and what its figures rest on. */
function provenance({ name, hash, version, seeds, base, inputs, venue, currency }: StressReport): string {
  const rising = seeds.every((seed, i) => i === 0 || seed === seeds[i - 1] + 1);
  const told = seeds.length > 2 && rising ? `${seeds[0]} to ${seeds[seeds.length - 1]}` : seeds.join(", ");
  const given = inputs.map((input) => [
    input.label,
    `${figure(input.value, input.unit)}${input.unit === "%" ? "" : ` ${input.unit}`}`,
    input.source,
  ]);
  return `<h2>Made from</h2>
<p>${escapeHtml(`Study ${name}, hash ${hash} (of the engine's version, all sources, the moments and the figures), scenario ${base}, engine ${version}, seeds ${told}. The same file, seeds and version give the same bytes; the file and its sources stand beside the runs. Money in ${currency}, figures of ${venue}.`)}</p>
<p>What the model leaves out: netting across venues; interest on collateral, and fees but those of liquidations; accounts that move to another clearing member instead of being closed. Traders do not act on a margin path that is announced before it binds, other venues keep their own margin, nobody leaves for cheaper ones, and the news is the same under every policy.</p>
${
  given.length === 0
    ? "<p>The scenario names no figure that it was given.</p>"
    : `<p>Given as recorded; behaviour was set so that the rest of the record comes out, and stampede validate says how well it does:</p>
${htmlTable([{ heading: "given" }, { heading: "figure", numeric: true }, { heading: "source" }], given, true)}`
}`;
}

/** Figures that are fractions of something. */
const FRACTIONS =
  /^(?:fall|fallFromPeak|forced\.(?:share|busiestHour|fallShare)|credit\.(?:lossByForced|coverOne|coverTwo)|calls\.topFive|halts\.gap|margin\.(?:mean|highest|call\d+d)|coverage\.(?:maxShortfall|accountRate)|liquidity\.wealthShare)$/;

/** "−35.7% (−43.9% to −34.0%)" */
function cell({ figures }: PolicyReport, key: string): string {
  const spread = figures.get(key);
  if (spread === undefined || spread.runs === 0) return "\u2013";
  const unit = FRACTIONS.test(key) ? "%" : "";
  const { value, low, high } = spread.median;
  const words = (x: number): string => figure(unit === "%" ? x : Number(x.toPrecision(4)), unit);
  return Number.isNaN(low) || low === high ? words(value) : `${words(value)} (${words(low)} to ${words(high)})`;
}
