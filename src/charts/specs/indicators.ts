import { highest, lowest } from "../../analysis/extremes.ts";
import type { Chart, Piece } from "../chart.ts";
import { INK } from "../palette.ts";
import { panel, stack } from "../panel.ts";
import { wholeRun } from "../spans.ts";
import { chart } from "../theme.ts";
import { amount, percent } from "../wording.ts";

/** What a trader would have watched: volatility, overstretch and crowding, in small panels. */
export const indicatorsChart: Chart = {
  name: "indicators",
  title: "Indicators",
  section: "Metal and mood",
  spec(result, context) {
    const { volatility, rsi, deviation, goldSilver, gold, attention } = result.world;
    const span = wholeRun(result);
    const rows: readonly Row[] = [
      ["volatility", "Realised volatility a day", "of price", volatility, "percent"],
      ["deviation", "Price over its 200-day mean", "above it", deviation, "percent"],
      ["rsi", "14-day relative strength index", "0 to 100", rsi, "plain"],
      ["ratio", "Gold price over silver price", "ounces", goldSilver, "plain"],
      ["gold", "Gold", "USD/oz", gold, "plain"],
      ["attention", "Social attention", "0 to 1", attention, "plain"],
    ];
    const shown = rows.filter((row) => row[3].some((v) => !Number.isNaN(v) && v !== 0));
    if (shown.length === 0) return null;
    const panels = shown.map(
      ([name, heading, unit, values, format], i): Piece =>
        panel({
          name,
          clock: context.clock,
          span,
          heading,
          yTitle: unit,
          ...(format === "percent" ? { yFormat: "percent" } : {}),
          width: 395,
          height: 110,
          timeTitle: i >= shown.length - 2,
          lines: [{ name, values, colour: INK.price, phase: context.main.phase }],
          legend: false,
          hover: [{ title: heading, text: (k) => (format === "percent" ? percent(values[k], 1) : amount(values[k])) }],
        }),
    );
    return chart(headline(rsi, deviation, goldSilver), [], result, context, stack(panels, [shown.map((r) => r[0])], 2));
  },
};

type Row = readonly [string, string, string, Float64Array, "percent" | "plain"];

function headline(rsi: Float64Array, deviation: Float64Array, ratio: Float64Array): string {
  const parts: string[] = [];
  const stretched = deviation[highest(deviation)];
  const strongest = rsi[highest(rsi)];
  const cheapest = ratio[lowest(ratio)];
  if (stretched !== undefined) parts.push(`up to ${percent(stretched)} above the 200-day mean`);
  if (strongest !== undefined) parts.push(`RSI up to ${amount(Math.round(strongest))}`);
  if (cheapest !== undefined) parts.push(`gold/silver down to ${amount(Number(cheapest.toFixed(1)))}`);
  return parts.length > 0 ? `How stretched it was: ${parts.join(", ")}` : "Indicators";
}
