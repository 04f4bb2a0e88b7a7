import { lastPrices } from "../../analysis/last-price.ts";
import { medians } from "../../analysis/medians.ts";
import { MINUTE } from "../../core/time.ts";
import type { RunResult } from "../../engine/result.ts";
import type { Chart } from "../chart.ts";
import type { ChartContext } from "../context.ts";
import { eventKey, eventRules, markedEvents } from "../event-marks.ts";
import { clockWords, dayWords } from "../local-time.ts";
import { shading, stackedSteps } from "../marks.ts";
import { INK } from "../palette.ts";
import { panel, stack } from "../panel.ts";
import { atLeastOne, type Span } from "../sample.ts";
import { crashSpan } from "../spans.ts";
import { chart } from "../theme.ts";
import { amount, counted, percent, priceUnit, venueLabel } from "../wording.ts";

/** The crash hour by hour: price, volume and the forced part of it each minute, accounts in trouble, bids left. */
export const crashDayChart: Chart = {
  name: "crash-day",
  title: "The crash, minute by minute",
  section: "The fall",
  spec(result, context) {
    const span = crashSpan(result, context);
    const { crash, clock, main } = context;
    if (!span || !crash) return null;
    const prices = lastPrices(main);
    const events = markedEvents(result, context, span);
    const rules = (numbered: boolean) => eventRules(events, context, span, numbered);
    const { from, to } = crash.window;
    const worst = shading([
      {
        start: clock.step(from),
        end: clock.step(to),
        colour: INK.down,
        what: `worst three hours: ${amount(prices[from])} to ${amount(prices[to])}`,
      },
    ]);
    const volume = perMinute(result, context, span);
    const shared = { clock, span };
    const panels = [
      panel({
        ...shared,
        name: "price",
        height: 230,
        heading: `${venueLabel(main.name)} price (shaded: the worst three hours)`,
        yTitle: priceUnit(main),
        yScale: { padding: 12 },
        lines: [
          { name: "Settlement", values: main.settlement, colour: INK.settlement, held: true, width: 1.1 },
          { name: "Last price", values: prices, colour: INK.price, phase: main.phase },
        ],
        under: worst,
        over: rules(true),
        hover: [{ title: "price", text: (i) => `${amount(prices[i])} ${priceUnit(main)}` }],
      }),
      panel({
        ...shared,
        name: "volume",
        height: 110,
        heading: "Volume each minute",
        yTitle: "lots a minute",
        lines: [],
        under: [
          stackedSteps(
            clock,
            span,
            volume.t,
            [
              { name: "Forced (margin calls, position limits)", colour: INK.forced, values: volume.forced },
              { name: "All other", colour: INK.plain, values: volume.other },
            ],
            "lots a minute",
          ),
        ],
        over: rules(false),
        hover: [
          { title: "volume", text: (i) => counted(main.volume[i], "lot") },
          { title: "forced", text: (i) => counted(main.forcedVolume[i], "lot") },
        ],
      }),
      panel({
        ...shared,
        name: "accounts",
        height: 110,
        heading: "Accounts in trouble",
        yTitle: "accounts",
        yScale: { zero: true },
        lines: [
          { name: "Called", values: main.called, colour: INK.settlement, held: true },
          { name: "Being liquidated", values: main.liquidating, colour: INK.forced, held: true },
          { name: "Defaulted so far", values: main.defaulted, colour: INK.price, held: true },
        ],
        over: rules(false),
        hover: [
          { title: "called", text: (i) => amount(main.called[i]) },
          { title: "being liquidated", text: (i) => amount(main.liquidating[i]) },
          { title: "defaulted so far", text: (i) => amount(main.defaulted[i]) },
        ],
      }),
      panel({
        ...shared,
        name: "depth",
        height: 90,
        heading: "Bids near the best price, 5-minute medians (log scale)",
        yTitle: "lots",
        yScale: { type: "log" },
        lines: [
          {
            name: "Bids",
            values: medians(result.time, atLeastOne(main.bidDepth), 5 * MINUTE),
            colour: INK.up,
            phase: main.phase,
          },
        ],
        over: rules(false),
        hover: [{ title: "bids", text: (i) => counted(main.bidDepth[i], "lot") }],
        timeTitle: true,
      }),
    ];
    const names = ["price", "volume", "accounts", "depth"];
    return chart(headline(context, span), [], result, context, stack([...panels, ...eventKey(events)], [names]));
  },
};

function headline(context: ChartContext, span: Span): string {
  const { main, clock, crash } = context;
  if (!crash) return "";
  let volume = 0;
  let forced = 0;
  let peak = 0;
  for (let i = crash.day.first; i <= crash.day.last; i++) {
    volume += main.volume[i];
    forced += main.forcedVolume[i];
  }
  for (let i = span.first; i <= span.last; i++) peak = Math.max(peak, main.liquidating[i]);
  const hours = `from ${clockWords(clock.step(crash.window.from))} to ${clockWords(clock.step(crash.window.to))}`;
  const fall = percent(crash.window.fall / lastPrices(main)[crash.window.from]);
  const part = volume > 0 ? `; ${percent(forced / volume)} of the day's volume was forced` : "";
  const most = peak > 0 ? `, ${counted(peak, "account")} being liquidated at the worst` : "";
  return `${dayWords(crash.day.date)}, ${hours}: ${venueLabel(main.name)} fell ${fall}${part}${most}`;
}

/** Volume and its forced part in each minute of the span, whatever the length of the steps. */
function perMinute(
  result: RunResult,
  context: ChartContext,
  span: Span,
): { t: number[]; forced: number[]; other: number[] } {
  const { main, clock } = context;
  const t: number[] = [];
  const forced: number[] = [];
  const other: number[] = [];
  let minute = Number.NaN;
  for (let i = span.first; i <= span.last; i++) {
    const at = Math.floor(result.time[i] / MINUTE);
    if (at !== minute) {
      if (!Number.isNaN(minute) && at > minute + 1) {
        t.push(clock.step(i - 1) + MINUTE);
        forced.push(0);
        other.push(0);
      }
      minute = at;
      t.push(clock.step(i) - (result.time[i] % MINUTE));
      forced.push(0);
      other.push(0);
    }
    forced[t.length - 1] += main.forcedVolume[i];
    other[t.length - 1] += main.volume[i] - main.forcedVolume[i];
  }
  return { t, forced, other };
}
