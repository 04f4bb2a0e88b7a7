import { liquidationCosts } from "../../analysis/liquidation-costs.ts";
import { largestLiquidations, liquidationWaves, usdPer } from "../../analysis/liquidation-waves.ts";
import { reportedTable } from "../../analysis/reported-table.ts";
import { WATERFALL_LAYERS } from "../../core/waterfall-layer.ts";
import type { LIQUIDATION_TRIGGERS, RunResult } from "../../engine/result.ts";
import type { ChartContext } from "../context.ts";
import { momentWords } from "../local-time.ts";
import { amount, figure, rangeWords, subjectLabel, venueLabel } from "../wording.ts";
import { escapeHtml, htmlTable } from "./html.ts";

/** The table's names for triggers; the type keeps them those of the engine. */
const TRIGGERS: typeof LIQUIDATION_TRIGGERS = ["price", "margin-raise", "call-unmet", "position-limit"];
/** Rows of the table of liquidations and of events. */
const LIQUIDATIONS = 20;
const EVENTS = 400;

const usd = (x: number): string => (!Number.isNaN(x) ? amount(x) : "\u2013");

/** Reported figures beside simulated ones; empty when the scenario has none. */
export function reportedHtml(result: RunResult, context: ChartContext): string {
  const rows = reportedTable(context.scenario.reported ?? [], result.summary);
  if (rows.length === 0) return "";
  const cells = rows.map((row, i) => {
    const group = row.group !== undefined && row.group !== rows[i - 1]?.group ? heading(row.group) : "";
    const state =
      row.within === null ? "" : row.within ? '<span class="in">inside</span>' : '<span class="out">outside</span>';
    const text = [row.label, figure(row.value, row.unit), figure(row.simulated, row.unit), rangeWords(row)].map(
      escapeHtml,
    );
    return `${group}<tr><td>${text[0]}</td><td class="n">${text[1]}</td><td class="n">${text[2]}</td><td class="n">${text[3]}</td><td>${state}</td><td>${escapeHtml(row.source)}</td></tr>`;
  });
  return `<div class="table"><table id="reported"><thead><tr><th>figure</th><th class="n">reported</th><th class="n">simulated</th><th class="n">range that counts as agreement</th><th></th><th>source</th></tr></thead><tbody>
${cells.join("\n")}
</tbody></table></div>`;
}

const heading = (group: string): string => `<tr><th colspan="6">${escapeHtml(group)}</th></tr>\n`;

/** What happened when, by the main venue's clock. */
export function eventsHtml(result: RunResult, context: ChartContext): string {
  const { clock } = context;
  const rows = result.events
    .slice(0, EVENTS)
    .map((e) => [momentWords(clock.at(e.time)), e.kind, e.subject === null ? "" : subjectLabel(e.subject), e.text]);
  const more = result.events.length - rows.length;
  const note = more > 0 ? `<p class="note">${amount(more)} later events are left out here.</p>` : "";
  return (
    htmlTable([{ heading: clock.name }, { heading: "kind" }, { heading: "where" }, { heading: "what" }], rows, true) +
    note
  );
}

/** Forced episodes: how many in each generation, and the largest of them. */
export function liquidationsHtml(result: RunResult, context: ChartContext): string {
  const { liquidations: t, venues, populations } = result;
  if (t.member.length === 0) return "<p>No account was liquidated by force.</p>";
  const waves = liquidationWaves(result).map((w) => [
    String(w.generation),
    amount(w.episodes),
    usd(w.loss / 1e6),
    usd(w.lossByForced / 1e6),
    usd(w.shortfall / 1e6),
  ]);
  const largest = largestLiquidations(result, LIQUIDATIONS).map((i) => {
    const venue = venues[t.venue[i]];
    const million = usdPer(result, venue.currency, t.triggered[i]) / 1e6;
    return [
      momentWords(context.clock.at(t.triggered[i])),
      venueLabel(venue.name),
      populations[t.population[i]]?.name ?? "",
      TRIGGERS[t.trigger[i]],
      String(t.generation[i]),
      amount(t.position[i]),
      amount(t.markPrice[i]),
      amount(t.fillPrice[i]),
      usd(t.loss[i] * million),
      usd(t.lossByForced[i] * million),
    ];
  });
  const n = (heading: string) => ({ heading, numeric: true });
  return `<h3>Waves</h3>
<p class="note">Generation 0 broke without forced flow; each later one was pushed over mainly by the forced orders of the one before. Forced orders may have made more than the whole loss when other flows gave some back.</p>
${htmlTable([n("generation"), n("episodes"), n("lost before, USD m"), n("by forced orders, USD m"), n("shortfall, USD m")], waves, true)}
${costsHtml(result)}
<h3>Largest liquidations</h3>
${htmlTable([{ heading: context.clock.name }, { heading: "venue" }, { heading: "population" }, { heading: "trigger" }, n("generation"), n("position, lots"), n("price at trigger"), n("mean price of fills"), n("lost before, USD m"), n("by forced orders, USD m")], largest)}`;
}

/** What forced closing cost, by venue and style. */
function costsHtml(result: RunResult): string {
  const rows = result.venues.flatMap(({ name, currency }, v) =>
    [...liquidationCosts(result, v).byStyle].map(([style, costs]) => [
      venueLabel(name),
      style,
      amount(costs.lots),
      amount(costs.auctionLots),
      amount(costs.deleveragedLots),
      `${usd(costs.slippage / 1e6)} ${currency}`,
      usd(costs.fees / 1e6),
      usd(costs.auctionConcession / 1e6),
      usd(costs.deleveragedTaken / 1e6),
      usd(costs.deleveragedOvershoot / 1e6),
      amount(costs.unfilledAtLimit),
    ]),
  );
  const n = (heading: string) => ({ heading, numeric: true });
  return `<h3>What it cost</h3>
<p class="note">Money in millions. Slippage is against the mark when an account's liquidation began; overshoot is what accounts of the other side gave up beyond what the closed account lacked.</p>
${htmlTable([{ heading: "venue" }, { heading: "style" }, n("lots"), n("by auction"), n("deleveraged"), n("slippage"), n("fees"), n("auction concession"), n("taken by deleveraging"), n("overshoot"), n("lots unfilled at a limit")], rows)}`;
}

/** Who bore the losses that accounts could not. */
export function waterfallHtml(result: RunResult): string {
  const rows = result.waterfalls.flatMap((w) =>
    w.layers.map((l) => [
      venueLabel(w.venue),
      l.layer,
      `${amount(l.used)} ${w.currency}`,
      l.available > 0 ? `${amount(l.available)} ${w.currency}` : "\u2013",
    ]),
  );
  if (rows.length === 0) return "";
  return `<h3>Default waterfall</h3>
${htmlTable([{ heading: "venue" }, { heading: "layer" }, { heading: "used", numeric: true }, { heading: "available", numeric: true }], rows)}${payersHtml(result)}`;
}

/** Who paid how much into each layer, in how many defaults; empty where nobody did. */
function payersHtml({ venues, waterfalls, waterfallPayments: t }: RunResult): string {
  const sums = new Map<
    string,
    { venue: number; layer: number; payer: string; asked: number; paid: number; defaults: Set<number> }
  >();
  t.payer.forEach((payer, i) => {
    const key = `${t.venue[i]} ${t.layer[i]} ${payer}`;
    const sum = sums.get(key) ?? {
      venue: t.venue[i],
      layer: t.layer[i],
      payer,
      asked: 0,
      paid: 0,
      defaults: new Set(),
    };
    sums.set(key, sum);
    sum.asked += t.asked[i];
    sum.paid += t.paid[i];
    sum.defaults.add(t.number[i]);
  });
  if (sums.size === 0) return "";
  const order = ({ venue, layer }: { venue: number; layer: number }): number => {
    const layers = waterfalls.find((w) => w.venue === venues[venue].name)?.layers ?? [];
    return venue * 100 + layers.findIndex((l) => l.layer === WATERFALL_LAYERS[layer]);
  };
  const rows = [...sums.values()]
    .sort((a, b) => order(a) - order(b) || b.paid - a.paid)
    .map(({ venue, layer, payer, asked, paid, defaults }) => [
      venueLabel(venues[venue].name),
      WATERFALL_LAYERS[layer],
      payer,
      amount(defaults.size),
      `${amount(asked)} ${venues[venue].currency}`,
      `${amount(paid)} ${venues[venue].currency}`,
    ]);
  const n = (heading: string) => ({ heading, numeric: true });
  return `<h4>Who paid</h4>
${htmlTable([{ heading: "venue" }, { heading: "layer" }, { heading: "payer" }, n("defaults"), n("asked"), n("paid, net of what was given back")], rows)}`;
}

/** Who took part. */
export function populationsHtml(result: RunResult): string {
  const rows = result.populations.map((p) => [p.name, p.kind, amount(p.members)]);
  return htmlTable([{ heading: "population" }, { heading: "kind" }, { heading: "members", numeric: true }], rows);
}
