import type { RunResult, VenueSeries } from "../../engine/result.ts";
import type { Chart, Piece } from "../chart.ts";
import type { ChartContext } from "../context.ts";
import { eventKey, eventRules, markedEvents } from "../event-marks.ts";
import { dayWords } from "../local-time.ts";
import { INK } from "../palette.ts";
import { panel, stack } from "../panel.ts";
import type { Span } from "../sample.ts";
import { wholeRun } from "../spans.ts";
import { chart } from "../theme.ts";
import { amount, counted, percent, venueLabel } from "../wording.ts";

/** Open interest of the futures venues, and the accounts called, liquidating and defaulted at each of them. */
export const accountsChart: Chart = {
  name: "accounts",
  title: "Open interest and accounts in trouble",
  section: "The market",
  spec(result, context) {
    const futures = result.venues.filter((v) => context.facts(v).futures);
    if (futures.length === 0) return null;
    const span = wholeRun(result);
    const events = markedEvents(result, context, span);
    const panels: Piece[] = [];
    const names: string[] = [];
    futures.forEach((venue, i) => {
      const label = venueLabel(venue.name);

      const hover = [
        { title: "open interest", text: (k: number) => counted(venue.openInterest[k], "lot") },
        { title: "called", text: (k: number) => amount(venue.called[k]) },
        { title: "being liquidated", text: (k: number) => amount(venue.liquidating[k]) },
        { title: "defaulted so far", text: (k: number) => amount(venue.defaulted[k]) },
      ];
      const shared = { clock: context.clock, span, hover };
      names.push(`oi${i}`, `trouble${i}`);
      panels.push(
        panel({
          ...shared,
          name: `oi${i}`,
          heading: `${label}: open interest`,
          yTitle: "lots",
          height: 90,
          over: eventRules(events, context, span, i === 0),
          yScale: i === 0 ? { padding: 10 } : {},
          lines: [{ name: "open interest", values: venue.openInterest, colour: INK.price, held: true }],
          legend: false,
        }),
        panel({
          ...shared,
          name: `trouble${i}`,
          heading: `${label}: accounts in trouble (power scale, so that small numbers show)`,
          yTitle: "accounts",
          yScale: { type: "pow", exponent: 0.5, zero: true },
          height: 130,
          over: eventRules(events, context, span, false),
          lines: [
            { name: "Called", values: venue.called, colour: INK.settlement, held: true },
            { name: "Being liquidated", values: venue.liquidating, colour: INK.forced, held: true },
            { name: "Defaulted so far", values: venue.defaulted, colour: INK.price, held: true },
          ],
          timeTitle: i === futures.length - 1,
        }),
      );
    });
    return chart(
      headline(result, context, span, futures),
      [],
      result,
      context,
      stack([...panels, ...eventKey(events)], [names]),
    );
  },
};

function headline(result: RunResult, context: ChartContext, span: Span, futures: readonly VenueSeries[]): string {
  const { main, crash } = context;
  const venue = futures.includes(main) ? main : futures[0];
  const label = venueLabel(venue.name);
  const defaults = venue.defaulted[span.last];
  const tail = defaults > 0 ? `; ${counted(defaults, "account")} defaulted in the whole run` : "; no account defaulted";
  if (!crash) return `${label}'s open interest ended at ${counted(venue.openInterest[span.last], "lot")}${tail}`;
  const { first, last, date } = crash.day;
  const change = venue.openInterest[last] / venue.openInterest[first] - 1;
  let called = 0;
  for (let i = first; i <= last; i++) called = Math.max(called, venue.called[i]);
  const moved =
    change < 0 ? `lost ${percent(-change)} of its open interest` : `gained ${percent(change)} open interest`;
  void result;
  return `${label} ${moved} on ${dayWords(date)}, with up to ${counted(called, "account")} under call${tail}`;
}
