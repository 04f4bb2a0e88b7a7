import { lastPrices } from "../../analysis/last-price.ts";
import type { VenueSeries } from "../../engine/result.ts";
import type { Chart, Piece } from "../chart.ts";
import { crashWords } from "../crash-words.ts";
import { eventKey, eventRules, type MarkedEvent, markedEvents } from "../event-marks.ts";
import { band } from "../marks.ts";
import { INK } from "../palette.ts";
import { type HoverField, panel, stack } from "../panel.ts";
import { wholeRun } from "../spans.ts";
import { chart } from "../theme.ts";
import { amount, priceUnit, venueLabel } from "../wording.ts";

/** The price of every venue, one panel each, with what happened marked. */
export const priceChart: Chart = {
  name: "price",
  title: "Prices of all venues",
  section: "The fall",
  spec(result, context) {
    const { clock } = context;
    const span = wholeRun(result);
    const events = markedEvents(result, context, span, () => true, ALL);
    const names = result.venues.map((_, i) => `price${i}`);
    const panels = result.venues.map((venue, i): Piece => {
      const limits = band(clock, span, venue.limitLow, venue.limitHigh, INK.band);
      return panel({
        name: names[i],
        clock,
        span,
        heading: limits.length > 0 ? `${venueLabel(venue.name)} (grey: daily price limits)` : venueLabel(venue.name),
        yTitle: priceUnit(venue),
        yScale: i === 0 ? { padding: 12 } : {},
        height: i === context.mainIndex ? 220 : 120,
        lines: [
          { name: "Settlement", values: venue.settlement, colour: INK.settlement, held: true, width: 1.1 },
          { name: "Last price", values: lastPrices(venue), colour: INK.price, phase: venue.phase },
        ],
        legend: i === 0,
        under: limits,
        over: eventRules(events.filter(concerns(venue.name)), context, span, i === 0),
        hover: priceHover(venue),
        timeTitle: i === result.venues.length - 1,
      });
    });
    return chart(crashWords(context), [], result, context, stack([...panels, ...eventKey(events)], [names]));
  },
};

/** Marks of this chart: every shock has its place. */
const ALL = 26;

/** An event belongs to a venue's panel when it speaks of that venue or of none. */
const concerns =
  (venue: string) =>
  ({ event }: MarkedEvent): boolean =>
    event.subject === null || event.subject === venue;

function priceHover(venue: VenueSeries): HoverField[] {
  const prices = lastPrices(venue);
  return [
    { title: venueLabel(venue.name), text: (i) => `${amount(prices[i])} ${priceUnit(venue)}` },
    { title: "settlement", text: (i) => amount(venue.settlement[i]) },
  ];
}
