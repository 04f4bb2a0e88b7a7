import { premiumPath } from "../../analysis/fund-premium.ts";
import { lastPrices } from "../../analysis/last-price.ts";
import { limitRuns } from "../../analysis/trading-days.ts";
import type { RunResult } from "../../engine/result.ts";
import type { Chart, Piece } from "../chart.ts";
import type { ChartContext } from "../context.ts";
import { eventKey, eventRules, markedEvents } from "../event-marks.ts";
import { dayWords, LocalTime } from "../local-time.ts";
import { shading } from "../marks.ts";
import { INK } from "../palette.ts";
import { panel, stack } from "../panel.ts";
import { wholeRun } from "../spans.ts";
import { chart } from "../theme.ts";
import { amount, counted, few, percent, sentence, venueLabel } from "../wording.ts";

/** A listed fund against its net asset value: price, premium, days locked at a limit, and the queue there. */
export const fundChart: Chart = {
  name: "fund",
  title: "The fund: price, value and premium",
  section: "The fund",
  spec(result, mainContext) {
    const { fund } = mainContext;
    if (!fund) return null;
    // The fund's days are its own: on another clock its sessions would fall on the wrong dates.
    const zone = mainContext.facts(fund).zone;
    const clock = new LocalTime(result.time, zone);
    const context = { ...mainContext, clock };
    const path = premiumPath(result, fund, zone);
    if (!path) return null;
    const span = wholeRun(result);
    const events = markedEvents(
      result,
      context,
      span,
      (e) => e.kind !== "halt" && (e.subject === fund.name || FUND_EVENTS.includes(e.kind)),
    );
    const prices = lastPrices(fund);
    const { nav, premium } = result.world;
    const under = limitDays(
      path.days.map((d) => d.day),
      context,
    );
    const queueing = fund.limitQueue.some((q) => q > 0);
    const panels: Piece[] = [
      panel({
        name: "value",
        clock,
        span,
        height: 200,
        heading: `${venueLabel(fund.name)} price and net asset value (shaded: days ended at the upper limit in blue, the lower in orange)`,
        yTitle: `${fund.currency}/${fund.unit}`,
        yScale: { padding: 10 },
        lines: [
          { name: "Net asset value last published", values: nav, colour: INK.nav, held: true, width: 1.8 },
          { name: "Last price", values: prices, colour: INK.price, phase: fund.phase, width: 1.8 },
        ],
        under,
        over: eventRules(events, context, span, true),
        hover: [
          { title: "price", text: (i) => amount(prices[i]) },
          { title: "net asset value", text: (i) => amount(nav[i]) },
          { title: "premium", text: (i) => percent(premium[i], 1) },
        ],
      }),
      panel({
        name: "premium",
        clock,
        span,
        height: 130,
        heading: "Premium over the value last published",
        yTitle: "premium",
        yFormat: "percent",
        yScale: { zero: true },
        lines: [{ name: "premium", values: premium, colour: INK.up, held: true }],
        legend: false,
        under,
        over: eventRules(events, context, span, false),
        hover: [{ title: "premium", text: (i) => percent(premium[i], 1) }],
        timeTitle: !queueing,
      }),
    ];
    const names = ["value", "premium"];
    if (queueing) {
      names.push("queue");
      panels.push(
        panel({
          name: "queue",
          clock,
          span,
          height: 90,
          heading: "Waiting in the queue at the limit",
          yTitle: "lots",
          yScale: { zero: true },
          lines: [{ name: "queue", values: fund.limitQueue, colour: INK.down, phase: fund.phase }],
          legend: false,
          over: eventRules(events, context, span, false),
          hover: [{ title: "queue", text: (i) => counted(fund.limitQueue[i], "lot") }],
          timeTitle: true,
        }),
      );
    }
    return chart(
      headline(result, context, path),
      [],
      result,
      context,
      stack([...panels, ...eventKey(events)], [names]),
    );
  },
};

/** Kinds of event that concern a fund, whether they name it or not. Its many halts are seen as gaps. */
const FUND_EVENTS = ["subscription", "revaluation"];

function limitDays(
  days: readonly { first: number; settled: number; last: number; limit: number; date: string }[],
  context: ChartContext,
): Piece[] {
  const { clock, fund } = context;
  if (!fund) return [];
  return shading(
    days
      .filter((day) => day.limit !== 0)
      .map((day) => {
        let open = day.first;
        while (open < day.last && fund.phase[open] !== 2) open++;
        return {
          start: clock.step(open),
          end: clock.step(day.last),
          colour: day.limit > 0 ? INK.up : INK.down,
          what: `${dayWords(day.date)}: ended at the ${day.limit > 0 ? "upper" : "lower"} limit`,
        };
      }),
  );
}

function headline(result: RunResult, context: ChartContext, path: NonNullable<ReturnType<typeof premiumPath>>): string {
  const { fund } = context;
  if (!fund) return "";
  const name = venueLabel(fund.name);
  const runs = limitRuns(path.days.map((d) => d.day)).filter((r) => r.direction < 0);
  const longest = runs.reduce((a, r) => Math.max(a, r.days), 0);
  const top = path.days.find((d) => d.premium === path.peak);
  const peak = `The ${name} closed up to ${percent(path.peak)} above its value${top ? ` (${dayWords(top.day.date)})` : ""}`;
  const last = runs.find((r) => r.days === longest);
  const down =
    longest > 1 && last
      ? `; it ended ${few(longest)} days in a row at the lower limit from ${dayWords(last.from)}`
      : longest === 1
        ? `; it ended ${few(runs.length)} day${runs.length === 1 ? "" : "s"} at the lower limit`
        : "";
  const revalued =
    path.worstRevaluation < -0.1 ? `; its value was cut by ${percent(-path.worstRevaluation)} at once` : "";
  void result;
  return sentence(`${peak}${down}${revalued}`);
}
