import { dayName } from "../../core/time.ts";
import type { RunResult } from "../../engine/result.ts";
import type { ChartContext } from "../context.ts";
import { crashWords } from "../crash-words.ts";
import { dayWords } from "../local-time.ts";
import { amount } from "../wording.ts";
import type { DrawnChart } from "./draw-run.ts";
import { type ForensicsParts, forensicsParts } from "./forensics-html.ts";
import { FORENSICS_SCRIPT } from "./forensics-script.ts";
import { escapeHtml } from "./html.ts";
import { figureHtml, reportDocument } from "./report-document.ts";
import { headlineHtml } from "./report-headline.ts";
import { eventsHtml, liquidationsHtml, populationsHtml, reportedHtml, waterfallHtml } from "./report-tables.ts";

/** What identifies the run. */
export interface ReportManifest {
  /** Name of the run's directory. */
  readonly run: string;
  readonly hash: string;
  readonly seed: number;
  readonly version: string;
  readonly without: readonly string[];
}

/** The report of a run: one HTML page that needs no network and no other file. */
export async function reportPage(
  result: RunResult,
  context: ChartContext,
  manifest: ReportManifest,
  charts: readonly DrawnChart[],
): Promise<string> {
  const title = context.scenario.title;
  const forensics = forensicsParts(result, context);
  const sections = [...new Set([REPORTED, ...charts.map((c) => c.chart.section)])].filter(
    (s) => s !== REPORTED || (context.scenario.reported ?? []).length > 0,
  );
  const body = `${header(result, context, manifest)}
<nav>${[...sections, "Liquidations", "What happened when", "What this is"].map((s) => `<a href="#${anchor(s)}">${escapeHtml(s)}</a>`).join(" ")}</nav>
${headlineHtml(result, context)}
<p class="note">Point at a chart for values. Drag to move along its time axis, turn the wheel with shift held down to zoom, double-click to go back.</p>
${sections.map((s) => section(s, charts, opening(s, result, context, forensics))).join("\n")}
<h2 id="${anchor("Liquidations")}">Liquidations</h2>
${liquidationsHtml(result, context)}
${waterfallHtml(result)}
<h2 id="${anchor("What happened when")}">What happened when</h2>
${eventsHtml(result, context)}
${assumptions(result)}`;
  return reportDocument(`${title} (${manifest.run})`, body, charts, [FORENSICS_SCRIPT]);
}

/** What stands in a section before its charts. */
function opening(name: string, result: RunResult, context: ChartContext, { film, kills }: ForensicsParts): string {
  if (name === REPORTED) return reportedHtml(result, context);
  return name === FORENSICS ? `${film}\n${kills}` : "";
}

/** The section that opens with the table of reported figures. */
const REPORTED = "Reported and simulated";

/** The section that opens with the film and the kill matrix by time. */
const FORENSICS = "Forensics";

const anchor = (text: string): string => text.toLowerCase().replace(/[^a-z]+/g, "-");

function header(result: RunResult, context: ChartContext, manifest: ReportManifest): string {
  const { clock } = context;
  const from = dayName(clock.step(0));
  const to = dayName(clock.step(result.time.length - 1));
  const without = manifest.without.length > 0 ? ` \u00b7 without ${manifest.without.join(", ")}` : "";
  const facts = `Run ${manifest.run} \u00b7 seed ${manifest.seed} \u00b7 hash ${manifest.hash} \u00b7 Stampede ${manifest.version}${without}`;
  const size = `${dayWords(from)} to ${dayWords(to)} ${to.slice(0, 4)} \u00b7 ${amount(result.members)} members \u00b7 ${amount(result.operations)} orders, cancels and replaces \u00b7 ${amount(result.time.length)} steps`;
  return `<header>
<h1>${escapeHtml(context.scenario.title)}</h1>
<p class="lead">${escapeHtml(crashWords(context))}.</p>
<p class="facts">${escapeHtml(facts)}<br>${escapeHtml(size)}</p>
</header>`;
}

function section(name: string, charts: readonly DrawnChart[], opening: string): string {
  const figures = charts.filter((c) => c.chart.section === name).map((c) => figureHtml(c, c.chart.title));
  return `<h2 id="${anchor(name)}">${escapeHtml(name)}</h2>\n${opening}\n${figures.join("\n")}`;
}

function assumptions(result: RunResult): string {
  return `<h2 id="${anchor("What this is")}">What this is</h2>
<p>An agent-based simulation, not a forecast and not a record. Every price comes from orders that met in a limit order book; news moves beliefs, never prices; no population sees the reported path. The figures hold for this scenario, this seed and this version, and come out the same, byte for byte, when it is run again. The scenario as it was run, with every parameter, is in <code>manifest.json</code> beside this page.</p>
<p>Price changes are shared among flows by their signed aggressive volume in each round; what no flow explains is called re-pricing. Losses of an account are counted from the last settlement before its liquidation began. A twin has the same seed and the same random streams and lacks one mechanism.</p>
<h3>Who took part</h3>
${populationsHtml(result)}`;
}
