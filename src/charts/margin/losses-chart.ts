import { lossesOver } from "../../analysis/margin/index.ts";
import { dayName } from "../../core/time.ts";
import type { Piece } from "../chart.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { valueY } from "../panel.ts";
import { framed, WIDTH } from "../theme.ts";
import { percent } from "../wording.ts";
import { dayData, dayX, shownDays } from "./day-axis.ts";
import { daysWords, type MarginChart, type MarginView, policyName, subjectLine } from "./margin-view.ts";

const HEIGHT = 330;
/** Days that are drawn at most, those with breaches and the largest moves first. */
const MOST_BARS = 4000;

/** What longs gained and lost from each day on, between the margin of a long below and of a short above. */
export const lossesChart: MarginChart = {
  name: "losses",
  title: "Gains and losses against margin",
  spec(view) {
    const { dates, prices, variants, holding } = view;
    const { maintenance, long, short } = variants[variants.length - 1];
    if (long === null || short === null) return null;
    const gains = lossesOver(prices, holding, 1).map((loss) => -loss);
    const x = dayX(dates, true);
    const y = valueY(`change over ${daysWords(holding)}`, "percent", {}, HEIGHT);
    const bars = drawn(gains, long.breached, short.breached);
    const colours = bars.map((i) => (long.breached[i] ? INK.down : short.breached[i] ? INK.nav : INK.plain));
    const kept = shownDays(dates, maintenance);
    const margin = (sign: 1 | -1): Piece => ({
      data: dayData(
        kept.map((i) => dates[i]),
        kept.map((i) => sign * maintenance[i]),
        true,
      ),
      mark: { type: "line", interpolate: "step-after", color: INK.up, strokeWidth: 1.2, clip: true },
      encoding: { x, y },
    });
    const layer: Piece[] = [
      {
        data: inlineData([
          { name: "t", values: bars.map((i) => dates[i]), digits: 15 },
          { name: "v", values: bars.map((i) => gains[i]) },
          { name: "c", values: colours },
          {
            name: "text",
            values: bars.map(
              (i) => `${dayName(dates[i])}: ${percent(gains[i], 2)}, margin ${percent(maintenance[i], 2)}`,
            ),
          },
        ]),
        mark: { type: "rule", strokeWidth: Math.min(8, Math.max(1, (0.4 * WIDTH) / dates.length)), clip: true },
        encoding: {
          x,
          y,
          y2: { datum: 0 },
          color: { field: "c", type: "nominal", scale: null },
          tooltip: [{ field: "text", title: "from" }],
        },
      },
      margin(1),
      margin(-1),
    ];
    return framed(headline(view), [subjectLine(view), "Lines: the margin of shorts above, of longs below."], {
      width: WIDTH,
      height: HEIGHT,
      layer,
    });
  },
};

function headline(view: MarginView): string {
  const { long, short } = view.variants[view.variants.length - 1];
  const side = (test: typeof long, who: string) =>
    test === null ? "" : `${test.breaches} of ${test.observations} losses of ${who} (${percent(test.breachRate, 2)})`;
  return `${side(long, "longs")} and ${side(short, "shorts")} exceed ${policyName(view)}`;
}

/** Which days get a bar: all of them, or the largest moves where a bar each would be too many. */
function drawn(gains: Float64Array, ...breached: (readonly boolean[])[]): number[] {
  const days = Array.from(gains, (_, i) => i);
  if (days.length <= MOST_BARS) return days;
  const size = (i: number) => (breached.some((side) => side[i]) ? Number.POSITIVE_INFINITY : Math.abs(gains[i]));
  return days
    .sort((a, b) => size(b) - size(a))
    .slice(0, MOST_BARS)
    .sort((a, b) => a - b);
}
