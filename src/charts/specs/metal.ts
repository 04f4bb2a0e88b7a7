import { highest } from "../../analysis/extremes.ts";
import { dayName } from "../../core/time.ts";
import type { RunResult } from "../../engine/result.ts";
import type { Chart, Piece } from "../chart.ts";
import type { ChartContext } from "../context.ts";
import { eventKey, eventRules, markedEvents } from "../event-marks.ts";
import { dayWords } from "../local-time.ts";
import { INK } from "../palette.ts";
import { panel, stack } from "../panel.ts";
import { wholeRun } from "../spans.ts";
import { chart } from "../theme.ts";
import { amount, percent, sentence } from "../wording.ts";

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
          lines: [{ name, values, colour, held: true }],
          legend: false,
          over: eventRules(events, context, span, i === 0),
          yScale: i === 0 ? { padding: 10 } : {},
          hover: [{ title: heading, text: (k) => `${amount(values[k])}${suffix}` }],
          timeTitle: i === shown.length - 1,
        }),
    );
    return chart(
      headline(context, result.world),
      [],
      result,
      context,
      stack([...panels, ...eventKey(events)], [shown.map((r) => r[0])]),
    );
  },
};

const known = (values: Float64Array): boolean => values.some((v) => v > 0);

function headline(context: ChartContext, { etfT, deliverableT, oiOverStock }: RunResult["world"]): string {
  const parts: string[] = [];
  const when = (step: number) => dayWords(dayName(context.clock.step(step)));
  const peak = highest(etfT);
  const end = etfT[etfT.length - 1];
  if (peak >= 0 && etfT[peak] > 0) {
    const lost = 1 - end / etfT[peak];
    parts.push(
      lost >= 0.005 ? `The ETF gave up ${percent(lost, 1)} of its metal after ${when(peak)}` : "The ETF kept its metal",
    );
  }
  const top = highest(oiOverStock);
  const stock = amount(Math.round(deliverableT[Math.max(0, top)]));
  if (top >= 0)
    parts.push(
      `futures stood at up to ${amount(Number(oiOverStock[top].toFixed(1)))} times the ${stock} t registered for delivery (${when(top)})`,
    );
  return sentence(parts.length > 0 ? parts.join("; ") : "Where the metal is");
}
