import { highest } from "../../analysis/extremes.ts";
import type { Chart, Piece } from "../chart.ts";
import type { ChartContext } from "../context.ts";
import { eventKey, eventRules, markedEvents } from "../event-marks.ts";
import { dayWords } from "../local-time.ts";
import { INK } from "../palette.ts";
import { panel, stack } from "../panel.ts";
import { wholeRun } from "../spans.ts";
import { chart } from "../theme.ts";
import { amount, percent } from "../wording.ts";

/** Where the metal is: what floats, what the ETF locks away, what can be delivered, and the open interest against it. */
export const metalChart: Chart = {
  name: "metal",
  title: "Metal: float, ETF and deliverable stock",
  section: "Metal and mood",
  spec(result, context) {
    const { floatT, etfT, deliverableT, oiOverStock } = result.world;
    const span = wholeRun(result);
    if (!known(floatT) && !known(etfT) && !known(deliverableT)) return null;
    const events = markedEvents(result, context, span);
    const rows: readonly (readonly [string, string, string, Float64Array, string, string])[] = [
      ["float", "Metal in free circulation", "tonnes", floatT, INK.up, " t"],
      ["etf", "Held by the ETF", "tonnes", etfT, INK.nav, " t"],
      ["stock", "Registered for delivery", "tonnes", deliverableT, INK.down, " t"],
      ["cover", "Open interest of all futures over deliverable stock", "times", oiOverStock, INK.price, " times"],
    ];
    const shown = rows.filter((row) => known(row[3]));
    const panels = shown.map(
      ([name, heading, unit, values, colour, suffix], i): Piece =>
        panel({
          name,
          clock: context.clock,
          span,
          heading,
          yTitle: unit,
          height: 95,
          lines: [{ name, values, colour }],
          legend: false,
          over: eventRules(events, context, span, i === 0),
          yScale: i === 0 ? { padding: 10 } : {},
          hover: [{ title: heading, text: (k) => `${amount(values[k])}${suffix}` }],
          timeTitle: i === shown.length - 1,
        }),
    );
    return chart(
      headline(context, deliverableT, oiOverStock),
      [],
      result,
      context,
      stack([...panels, ...eventKey(events)], [shown.map((r) => r[0])]),
    );
  },
};

const known = (values: Float64Array): boolean => values.some((v) => v > 0);

function headline(context: ChartContext, stock: Float64Array, cover: Float64Array): string {
  const top = highest(cover);
  const first = stock.find((v) => !Number.isNaN(v)) ?? Number.NaN;
  const last = stock[stock.length - 1];
  const change = last / first - 1;
  const moved = `Deliverable stock ${change < 0 ? "fell" : "rose"} ${percent(Math.abs(change))} to ${amount(Math.round(last))} t`;
  if (top < 0) return moved;
  const date = new Date(context.clock.step(top)).toISOString().slice(0, 10);
  return `${moved}; futures stood at up to ${amount(Number(cover[top].toFixed(1)))} times it (${dayWords(date)})`;
}
