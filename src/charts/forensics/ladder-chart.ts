import type { RunResult } from "../../engine/result.ts";
import type { Chart, Piece } from "../chart.ts";
import type { ChartContext } from "../context.ts";
import { inlineData } from "../inline-data.ts";
import { momentWords } from "../local-time.ts";
import { INK } from "../palette.ts";
import { chart, WIDTH } from "../theme.ts";
import { amount, percent, priceUnit, venueLabel } from "../wording.ts";

/** The liquidation ladder before the worst three hours and after: lots by the price at which their accounts come into breach. */
export const ladderChart: Chart = {
  name: "ladder",
  title: "The liquidation ladder, before and after",
  section: "Forensics",
  spec(result, context) {
    const { crash, clock, main } = context;
    if (!crash) return null;
    const before = ladderAt(result, context, result.time[crash.window.from], -1);
    const after = ladderAt(result, context, result.time[crash.window.to], 1);
    if (!before || !after) return null;
    const steps = [before, after];
    const all = steps.reduce((sum, { lots }) => sum + lots.reduce((a, x) => a + x, 0), 0);
    // A handful of lots far away would only push the others together.
    const prices = steps.flatMap(({ low, high, lots, mark }) => [
      mark,
      ...[...low.keys()].filter((i) => lots[i] >= SEEN * all).flatMap((i) => [low[i], high[i]]),
    ]);
    const domain = [prices.reduce((a, b) => Math.min(a, b)), prices.reduce((a, b) => Math.max(a, b))];
    const most = steps.flatMap(({ lots }) => [...lots]).reduce((a, b) => Math.max(a, b), 1);
    return chart(
      headline(before, after, venueLabel(main.name)),
      [
        "Lots by the price at which their accounts come into breach. A rung is 1% of the mark (line); more than 50% away is left out.",
      ],
      result,
      context,
      {
        vconcat: steps.map((step, i) =>
          panel(
            step,
            `${i === 0 ? "Before" : "After"}: ${momentWords(clock.at(step.time))}`,
            domain,
            most,
            priceUnit(main),
          ),
        ),
        resolve: { scale: { color: "shared" } },
      },
    );
  },
};

interface Ladder {
  readonly time: number;
  readonly mark: number;
  /** By bar: ends of its rung in price, lots, and whether longs (1) or shorts (0) hold them. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly lots: Float64Array;
  readonly long: Uint8Array;
}

/** Part of all lots that a rung must hold for the axis to reach to it. */
const SEEN = 0.001;
const SIDES = ["Longs, in breach below", "Shorts, in breach above"];

/** The main venue's ladder at the last sample up to a moment, or at the first from it on; null when there is none. */
function ladderAt(
  { ladder, warnings }: RunResult,
  { mainIndex }: ChartContext,
  moment: number,
  after: -1 | 1,
): Ladder | null {
  let at = -1;
  for (let i = 0; i < warnings.time.length; i++) {
    if (warnings.venue[i] !== mainIndex) continue;
    if (after < 0 && warnings.time[i] <= moment) at = i;
    if (after > 0 && warnings.time[i] >= moment && at < 0) at = i;
  }
  if (at < 0) return null;
  const time = warnings.time[at];
  const mark = warnings.mark[at];
  const bars: [number, number, number][] = [];
  for (let i = 0; i < ladder.time.length; i++) {
    if (ladder.time[i] !== time || ladder.venue[i] !== mainIndex) continue;
    if (ladder.longs[i] > 0) bars.push([ladder.rung[i], ladder.longs[i], 1]);
    if (ladder.shorts[i] > 0) bars.push([ladder.rung[i], ladder.shorts[i], 0]);
  }
  if (bars.length === 0) return null;
  const column = (of: (bar: [number, number, number]) => number) => Float64Array.from(bars, of);
  return {
    time,
    mark,
    low: column(([rung]) => mark * (1 + rung / 100)),
    high: column(([rung]) => mark * (1 + (rung + 1) / 100)),
    lots: column(([, lots]) => lots),
    long: Uint8Array.from(bars, ([, , long]) => long),
  };
}

function panel(step: Ladder, title: string, domain: readonly number[], most: number, unit: string): Piece {
  const { low, high, lots, long, mark } = step;
  const x = {
    field: "low",
    type: "quantitative",
    scale: { domain, nice: false, zero: false },
    axis: { title: unit, format: ",~r", grid: true, tickCount: 12 },
  };
  return {
    title: { text: title, fontSize: 12, anchor: "start", frame: "group", offset: 6 },
    width: WIDTH,
    height: 130,
    layer: [
      {
        data: inlineData([
          { name: "low", values: low },
          { name: "high", values: high },
          { name: "lots", values: lots },
          { name: "zero", values: lots.map(() => 0) },
          { name: "side", values: [...long].map((l) => SIDES[1 - l]) },
        ]),
        mark: { type: "rect", opacity: 0.8, stroke: "#ffffff", strokeWidth: 0.5, clip: true },
        encoding: {
          x,
          x2: { field: "high" },
          y: {
            field: "zero",
            type: "quantitative",
            scale: { domain: [0, most] },
            axis: { title: "lots", format: ",~r", tickCount: 4 },
          },
          y2: { field: "lots" },
          color: {
            field: "side",
            type: "nominal",
            scale: { domain: SIDES, range: [INK.forced, INK.up] },
            legend: { title: null, orient: "top", direction: "horizontal", labelLimit: 300, symbolType: "square" },
          },
          tooltip: [
            { field: "side", title: "who" },
            { field: "low", title: "from", format: ",.2f" },
            { field: "high", title: "to", format: ",.2f" },
            { field: "lots", title: "lots", format: ",~r" },
          ],
        },
      },
      {
        data: inlineData([{ name: "low", values: [mark] }]),
        mark: { type: "rule", color: INK.price, strokeWidth: 1.6 },
        encoding: { x },
      },
    ],
  };
}

function headline(before: Ladder, after: Ladder, venue: string): string {
  const within = ({ low, mark, lots, long }: Ladder): number =>
    lots.reduce((sum, x, i) => sum + (long[i] === 1 && low[i] >= mark * 0.9 - 1e-9 ? x : 0), 0);
  const all = before.lots.reduce((sum, x, i) => sum + (before.long[i] === 1 ? x : 0), 0);
  const near = within(before);
  const part = all > 0 ? ` (${percent(near / all)} of the longs' ladder)` : "";
  return `Before the fall ${amount(near)} lots${part} stood within 10% below ${venue}'s price; after it ${amount(within(after))}`;
}
