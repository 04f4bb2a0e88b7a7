import { amplification } from "../../analysis/amplification.ts";
import { depthCollapse } from "../../analysis/depth-collapse.ts";
import { premiumPath } from "../../analysis/fund-premium.ts";
import { limitRuns } from "../../analysis/trading-days.ts";
import type { RunResult } from "../../engine/result.ts";
import type { ChartContext } from "../context.ts";
import { dayWords } from "../local-time.ts";
import { amount, percent, venueLabel } from "../wording.ts";
import { escapeHtml } from "./html.ts";

/** A figure and what it is. */
interface Card {
  readonly value: string;
  readonly about: string;
}

/** The figures that sum a run up, as cards. */
export function headlineHtml(result: RunResult, context: ChartContext): string {
  const cards = [...crashCards(result, context), ...liquidationCards(result, context), ...fundCards(result, context)];
  const html = cards.map(
    (c) => `<div class="card"><b>${escapeHtml(c.value)}</b><span>${escapeHtml(c.about)}</span></div>`,
  );
  return `<div class="cards">${html.join("\n")}</div>`;
}

function crashCards(result: RunResult, context: ChartContext): Card[] {
  const { crash, main, twin } = context;
  if (!crash) return [];
  const label = venueLabel(main.name);
  const day = dayWords(crash.day.date);
  const cards: Card[] = [
    { value: percent(crash.change, 1), about: `${label}, settlement of ${day} against the day before` },
    { value: percent(crash.changeToLow, 1), about: `${label}, lowest price of ${day} against the same` },
    {
      value: percent(crash.windowShare),
      about: "of the fall lies inside the worst three hours (more than all of it when the price rose first)",
    },
  ];
  const depth = depthCollapse(result.time, main, crash.day.first, crash.day.last);
  if (depth)
    cards.push({
      value: percent(-depth.fall),
      about: `bids near the best price in the worst hour against the five days before (${percent(-depth.fallAtWorst, 1)} at the worst moment)`,
    });
  if (twin) {
    const runIsAblated = result.without.length > twin.without.length;
    const found = amplification(runIsAblated ? twin : result, runIsAblated ? result : twin, main.name, crash);
    if (found && !Number.isNaN(found.ratio)) {
      cards.push({
        value: `${amount(Number(found.ratio.toFixed(2)))} times`,
        about: `as deep a fall with ${found.mechanism} as without it (${percent(found.withMechanism, 1)} against ${percent(found.without, 1)})`,
      });
    }
  }
  return cards;
}

function liquidationCards(result: RunResult, context: ChartContext): Card[] {
  const { main, crash } = context;
  const accounts = new Set(result.liquidations.member).size;
  const deepest = result.liquidations.generation.reduce((a, g) => Math.max(a, g), 0);
  const cards: Card[] = [
    { value: amount(accounts), about: `accounts liquidated by force, in up to ${deepest + 1} waves` },
  ];
  if (crash) {
    let forced = 0;
    let volume = 0;
    for (let i = crash.day.first; i <= crash.day.last; i++) {
      forced += main.forcedVolume[i];
      volume += main.volume[i];
    }
    if (volume > 0)
      cards.push({
        value: percent(forced / volume),
        about: `of ${venueLabel(main.name)}'s volume that day was forced`,
      });
  }
  return cards;
}

function fundCards(result: RunResult, context: ChartContext): Card[] {
  const { fund } = context;
  const path = fund ? premiumPath(result, fund, context.facts(fund).zone) : null;
  if (!fund || !path) return [];
  const down = limitRuns(path.days.map((d) => d.day))
    .filter((r) => r.direction < 0)
    .reduce((a, r) => Math.max(a, r.days), 0);
  const name = venueLabel(fund.name);
  return [
    { value: percent(path.peak), about: `highest close of the ${name} above its net asset value` },
    { value: String(down), about: `days in a row on which the ${name} ended at its lower limit` },
    ...(path.worstRevaluation < 0
      ? [{ value: percent(path.worstRevaluation, 1), about: "largest fall of the net asset value at once" }]
      : []),
  ];
}
