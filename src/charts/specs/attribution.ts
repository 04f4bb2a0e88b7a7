import { attribution } from "../../analysis/crash-attribution.ts";
import { CAUSES, isForced } from "../../core/cause.ts";
import type { RunResult } from "../../engine/result.ts";
import type { Chart } from "../chart.ts";
import type { ChartContext } from "../context.ts";
import { inlineData } from "../inline-data.ts";
import { dayWords } from "../local-time.ts";
import { INK } from "../palette.ts";
import { chart, WIDTH } from "../theme.ts";
import { amount, percent, priceUnit, sentence, venueLabel } from "../wording.ts";

/** Bars with a name of their own, and the least part of the change that earns one; smaller ones are summed. */
const NAMED = 14;
const SMALLEST = 0.002;

interface Bar {
  readonly name: string;
  readonly impact: number;
  readonly colour: string;
  /** Sold by force: drawn with an edge in the colour of force. */
  readonly forced: boolean;
}

/** The crash day's change of price, split by the populations and causes whose flow made it: bars that add up. */
export const attributionChart: Chart = {
  name: "attribution",
  title: "Who made the fall",
  section: "Forensics",
  spec(result, context) {
    const { crash, main } = context;
    if (!crash) return null;
    const { day } = crash;
    const end = day.settled < 0 ? day.last : day.settled;
    const from = result.time[day.first];
    const to = result.time[end];
    const change = (!Number.isNaN(day.settlement) ? day.settlement : day.close) - day.previous;
    const found = attribution(result, context.mainIndex, from, to, change);
    const bars = fold(result, context, found);
    if (bars.length < 2) return null;
    const ends: number[] = [];
    let sum = 0;
    for (const bar of bars) {
      sum += bar.impact;
      ends.push(sum);
    }
    const starts = ends.map((_, i) => (i === 0 ? 0 : ends[i - 1]));
    const names = [...bars.map((b) => b.name), "the whole change"];
    const data = inlineData([
      { name: "name", values: names },
      { name: "start", values: [...starts, 0] },
      { name: "end", values: [...ends, change] },
      { name: "colour", values: [...bars.map((b) => b.colour), INK.price] },
      { name: "rim", values: [...bars.map((b) => (b.forced ? INK.forced : b.colour)), INK.price] },
      {
        name: "text",
        values: [...bars.map((b) => `${signed(b.impact)}  (${percent(b.impact / change)})`), signed(change)],
      },
      { name: "edge", values: [...ends.map((e, i) => Math.max(e, starts[i])), Math.max(change, 0)] },
    ]);
    const y = {
      field: "name",
      type: "nominal",
      sort: names,
      axis: {
        title: null,
        labelLimit: 260,
        labelFontSize: 11,
        grid: false,
        ticks: false,
        domain: false,
        labelPadding: 8,
      },
    };
    return chart(
      headline(result, context, found),
      [
        `${venueLabel(main.name)}, settlement of the day before to the settlement. Orange rims: sold by force. Re-pricing: quotes moved without a trade.`,
      ],
      result,
      context,
      {
        data,
        width: WIDTH - 220,
        height: { step: 24 },
        encoding: { y },
        layer: [
          {
            mark: { type: "bar", height: { band: 0.72 }, strokeWidth: 2.5 },
            encoding: {
              x: {
                field: "start",
                type: "quantitative",
                scale: { nice: true, zero: true, padding: 70 },
                axis: { title: `change in ${priceUnit(main)}, added up from the top`, tickCount: 8 },
              },
              x2: { field: "end" },
              fill: { field: "colour", type: "nominal", scale: null },
              stroke: { field: "rim", type: "nominal", scale: null },
              tooltip: [
                { field: "name", title: "flow" },
                { field: "text", title: `change, ${priceUnit(main)}` },
              ],
            },
          },
          {
            mark: { type: "text", align: "left", dx: 5, fontSize: 10.5, color: INK.text },
            encoding: { x: { field: "edge", type: "quantitative" }, text: { field: "text", type: "nominal" } },
          },
        ],
      },
    );
  },
};

const signed = (x: number): string => (x > 0 ? `+${amount(x)}` : amount(x));

function fold(result: RunResult, context: ChartContext, found: ReturnType<typeof attribution>): Bar[] {
  const market = result.populations.length;
  const named: Bar[] = [];
  let repricing = found.unexplained;
  const shares = found.shares.filter((s) => {
    if (s.population < market) return true;
    repricing += s.impact;
    return false;
  });
  const bySize = shares
    .filter((s) => Math.abs(s.impact) >= SMALLEST * Math.abs(found.change))
    .sort((a, b) => Math.abs(b.impact) - Math.abs(a.impact));
  const kept = new Set(bySize.slice(0, NAMED));
  let rest = 0;
  for (const share of shares) {
    if (!kept.has(share)) rest += share.impact;
    else {
      const name = `${result.populations[share.population].name}: ${CAUSES[share.cause]}`;
      named.push({
        name,
        impact: share.impact,
        colour: context.colours[share.population],
        forced: isForced(share.cause),
      });
    }
  }
  if (Math.abs(rest) >= SMALLEST * Math.abs(found.change))
    named.push({ name: "all smaller flows", impact: rest, colour: INK.plain, forced: false });
  named.push({ name: "re-pricing of quotes", impact: repricing, colour: "#c3cbd4", forced: false });
  return named;
}

function headline(result: RunResult, context: ChartContext, found: ReturnType<typeof attribution>): string {
  const { main, crash } = context;
  if (!crash) return "";
  const label = venueLabel(main.name);
  const day = dayWords(crash.day.date);
  const top = found.shares.find((s) => s.population < result.populations.length);
  if (!top || top.impact >= 0) return `No flow pushed ${label} down on ${day}: quotes moved by themselves`;
  const who = `${sentence(CAUSES[top.cause])} orders of ${result.populations[top.population].name}`;
  const part = top.impact / found.change;
  if (part <= 1) return `${who} made ${percent(part)} of ${label}'s fall of ${day}`;
  const sold = found.shares.reduce((sum, s) => sum + Math.min(0, s.impact), 0);
  const back = `buyers and returning quotes gave ${amount(Math.round(found.change - sold))} back`;
  return `Selling pushed ${label} down by ${amount(Math.round(-sold))} ${priceUnit(main)} on ${day}, ${amount(Math.round(-top.impact))} of it ${CAUSES[top.cause]} orders of ${result.populations[top.population].name}; ${back}`;
}
