import { depthCollapse } from "../../analysis/depth-collapse.ts";
import { medians } from "../../analysis/medians.ts";
import { HOUR, MINUTE } from "../../core/time.ts";
import type { VenueSeries } from "../../engine/result.ts";
import type { Chart, Piece } from "../chart.ts";
import type { ChartContext } from "../context.ts";
import { clockWords, dayWords } from "../local-time.ts";
import { INK } from "../palette.ts";
import { panel, stack } from "../panel.ts";
import { atLeastOne, type Span } from "../sample.ts";
import { crashSpan, wholeRun } from "../spans.ts";
import { chart } from "../theme.ts";
import { amount, counted, percent, venueLabel } from "../wording.ts";

/** How dear and how deep the main venue's book was: the whole run on the left, the crash day on the right. */
export const depthChart: Chart = {
  name: "depth",
  title: "Spread and depth",
  section: "The market",
  spec(result, context) {
    const { main } = context;
    const spans: readonly (readonly [string, Span])[] = [
      ["run", wholeRun(result)],
      ...(context.crash ? ([["day", crashSpan(result, context) ?? wholeRun(result)]] as const) : []),
    ];
    const spread = relativeSpread(main);
    const bids = atLeastOne(main.bidDepth);
    const asks = atLeastOne(main.askDepth);
    const smooth = (name: string, values: Float64Array) =>
      medians(result.time, values, name === "run" ? HOUR : 5 * MINUTE);
    const rows: Piece[] = [];
    for (const [name, span] of spans) {
      rows.push(
        panel({
          name: `spread${name}`,
          clock: context.clock,
          span,
          width: widthOf(name, spans.length),
          height: 150,
          heading: name === "run" ? "Spread, hourly medians (log scale)" : "Crash day, 5-minute medians",
          yTitle: "basis points",
          yScale: { type: "log" },
          lines: [
            {
              name: "spread",
              values: smooth(name, spread),
              colour: INK.price,
              phase: main.phase,
              width: 1,
            },
          ],
          legend: false,
          hover: [{ title: "spread", text: (i) => `${amount(spread[i])} basis points` }],
        }),
      );
    }
    for (const [name, span] of spans) {
      rows.push(
        panel({
          name: `depth${name}`,
          clock: context.clock,
          span,
          width: widthOf(name, spans.length),
          height: 170,
          heading:
            name === "run" ? "Lots near the best price, hourly medians (log scale)" : "Crash day, 5-minute medians",
          yTitle: "lots",
          yScale: { type: "log" },
          lines: [
            {
              name: "Offers",
              values: smooth(name, asks),
              colour: INK.settlement,
              phase: main.phase,
              width: 1,
            },
            { name: "Bids", values: smooth(name, bids), colour: INK.up, phase: main.phase, width: 1 },
          ],
          timeTitle: true,
          hover: [
            { title: "bids", text: (i) => counted(main.bidDepth[i], "lot") },
            { title: "offers", text: (i) => counted(main.askDepth[i], "lot") },
          ],
        }),
      );
    }
    const zooms = spans.map(([name]) => [`spread${name}`, `depth${name}`]);
    return chart(headline(context), [], result, context, stack(rows, zooms, spans.length));
  },
};

const widthOf = (name: string, spans: number): number => (spans === 1 ? 860 : name === "run" ? 480 : 300);

function headline(context: ChartContext): string {
  const { main, crash, clock } = context;
  const found = crash ? depthCollapse(clock.utc, main, crash.day.first, crash.day.last) : null;
  if (!found || !crash) return `Spread and depth of ${venueLabel(main.name)}`;
  const hour = `${clockWords(clock.step(found.from))} to ${clockWords(clock.step(found.to))}`;
  const change = found.fall >= 0 ? `${percent(found.fall)} fewer` : `${percent(-found.fall)} more`;
  const worst =
    found.fallAtWorst > 0.9995
      ? "none at all"
      : `${percent(found.fallAtWorst, found.fallAtWorst > 0.99 ? 1 : 0)} fewer`;
  return `${venueLabel(main.name)} had ${change} bids than usual in the worst hour of ${dayWords(crash.day.date)} (${hour}), and ${worst} at the worst moment`;
}

/** Spread over mid in basis points; NaN without two sides. */
function relativeSpread(venue: VenueSeries): Float64Array {
  return venue.mid.map((mid, i) => {
    const spread = ((venue.ask[i] - venue.bid[i]) / mid) * 1e4;
    return spread > 0 ? spread : Number.NaN;
  });
}
