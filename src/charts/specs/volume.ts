import { CAUSES } from "../../core/cause.ts";
import { DAY, HOUR } from "../../core/time.ts";
import type { RunResult } from "../../engine/result.ts";
import type { Chart, Piece } from "../chart.ts";
import type { ChartContext } from "../context.ts";
import { inlineData } from "../inline-data.ts";
import { dayWords } from "../local-time.ts";
import { causeColour } from "../palette.ts";
import { valueY } from "../panel.ts";
import { crashSpan } from "../spans.ts";
import { chart, WIDTH } from "../theme.ts";
import { percent, venueLabel } from "../wording.ts";

const QUARTER = HOUR / 4;
/** Causes with a colour of their own in this chart; the rest are "other". */
const NAMED = 9;

/** Who bought and who sold at the main venue, by the cause of the order: buys upward, sales downward. */
export const volumeChart: Chart = {
  name: "volume",
  title: "Volume by cause",
  section: "Who sold, who was sold out",
  spec(result, context) {
    const { flows } = result;
    const rows = [...flows.time.keys()].filter(
      (i) => flows.venue[i] === context.mainIndex && flows.population[i] < result.populations.length,
    );
    if (rows.length === 0) return null;
    const causes = leadingCauses(result, rows);
    const scale = { domain: causes, range: causes.map(causeColour) };
    const color = {
      field: "s",
      type: "nominal",
      scale,
      sort: causes,
      legend: { title: null, orient: "right", symbolType: "square", rowPadding: 3 },
    };
    const daily = {
      data: dailyRows(result, context, rows, causes),
      ...size(170, "Each day of the run"),
      ...bars(color),
    };
    const span = crashSpan(result, context);
    const panels: Piece[] = [daily];
    if (span && context.crash) {
      const from = result.time[span.first];
      const to = result.time[span.last];
      const day = rows.filter((i) => flows.time[i] >= from - QUARTER && flows.time[i] <= to);
      panels.unshift({
        data: quarterRows(result, context, day, causes, from, to),
        ...size(260, `${dayWords(context.crash.day.date)}, each quarter of an hour`),
        layer: [areas(color, "b"), areas(color, "v")],
      });
    }
    return chart(
      headline(result, context),
      ["Buys are drawn upward, sales downward; every trade has one of each."],
      result,
      context,
      {
        vconcat: panels,
        resolve: { scale: { color: "shared" } },
      },
    );
  },
};

const size = (height: number, heading: string): Piece => ({
  width: WIDTH - 130,
  height,
  title: { text: heading, fontSize: 12, anchor: "start", frame: "group", offset: 6 },
});

const LOTS = "format(abs(datum.value), ',~r')";

function areas(color: Piece, field: string): Piece {
  return {
    mark: { type: "area", interpolate: "step-after", clip: true },
    encoding: {
      x: {
        field: "t",
        type: "temporal",
        scale: { type: "utc" },
        axis: { format: "%H:%M", title: null, tickCount: 12, labelFlush: false },
      },
      y: { ...valueY("lots a quarter-hour", LOTS, { zero: true }), field, stack: "zero" },
      color,
      order: { field: "o", type: "quantitative" },
      tooltip: [{ field: "s", title: "cause" }],
    },
  };
}

function bars(color: Piece): Piece {
  return {
    layer: ["b", "v"].map((field) => ({
      mark: { type: "bar" },
      encoding: {
        x: {
          field: "d",
          type: "ordinal",
          sort: null,
          axis: { title: null, labelAngle: 0, labelOverlap: "greedy", grid: false },
        },
        y: { ...valueY("lots a day", LOTS, { zero: true }), field, stack: "zero" },
        color,
        order: { field: "o", type: "quantitative" },
        tooltip: [
          { field: "d", title: "day" },
          { field: "s", title: "cause" },
          { field: "b", title: "bought, lots", format: ",.0f" },
          { field: "v", title: "sold, lots", format: ",.0f" },
        ],
      },
    })),
  };
}

/** Names of the causes with the largest volume, then "other" when there are more. */
function leadingCauses(result: RunResult, rows: readonly number[]): string[] {
  const { flows } = result;
  const sums = new Float64Array(CAUSES.length);
  for (const i of rows) sums[flows.cause[i]] += flows.sellVolume[i] + flows.buyVolume[i];
  const order = [...sums.keys()].filter((c) => sums[c] > 0).sort((a, b) => sums[b] - sums[a] || a - b);
  // Forced causes are always named: they are what the chart is for.
  order.sort((a, b) => Number(isForcedName(CAUSES[b])) - Number(isForcedName(CAUSES[a])));
  const names = order.slice(0, NAMED).map((c) => CAUSES[c] as string);
  return order.length > NAMED ? [...names, "other"] : names;
}

const isForcedName = (name: string): boolean => name === "margin-call" || name === "position-limit";

interface Bins {
  readonly keys: string[];
  readonly buys: Float64Array;
  readonly sales: Float64Array;
}

function collect(
  result: RunResult,
  rows: readonly number[],
  causes: readonly string[],
  keys: string[],
  keyOf: (row: number) => string,
): Bins {
  const place = new Map(keys.map((key, i) => [key, i]));
  const width = causes.length;
  const buys = new Float64Array(keys.length * width);
  const sales = new Float64Array(keys.length * width);
  for (const i of rows) {
    const named = causes.indexOf(CAUSES[result.flows.cause[i]]);
    const bin = (place.get(keyOf(i)) ?? 0) * width + (named < 0 ? width - 1 : named);
    buys[bin] += result.flows.buyVolume[i];
    sales[bin] += result.flows.sellVolume[i];
  }
  return { keys, buys, sales };
}

function quarterRows(
  result: RunResult,
  context: ChartContext,
  rows: readonly number[],
  causes: readonly string[],
  from: number,
  to: number,
): Piece {
  const keys: string[] = [];
  for (let q = Math.floor(from / QUARTER) * QUARTER; q <= to; q += QUARTER) keys.push(String(q));
  const { buys, sales } = collect(result, rows, causes, keys, (i) => String(result.flows.time[i]));
  return inlineData([
    { name: "t", values: keys.flatMap((key) => causes.map(() => context.clock.at(Number(key)))), digits: 15 },
    { name: "s", values: keys.flatMap(() => [...causes]) },
    { name: "o", values: keys.flatMap(() => causes.map((_, i) => i)) },
    { name: "b", values: buys },
    { name: "v", values: sales.map((x) => -x) },
  ]);
}

function dailyRows(
  result: RunResult,
  context: ChartContext,
  rows: readonly number[],
  causes: readonly string[],
): Piece {
  const { flows } = result;
  const dayOf = new Map<number, string>();
  const nameOf = (i: number) => {
    let name = dayOf.get(flows.time[i]);
    if (name === undefined) {
      const local = Math.floor(context.clock.at(flows.time[i]) / DAY) * DAY;
      name = dayWords(new Date(local).toISOString().slice(0, 10)).replace(/ (\w{3})\w*/, " $1");
      dayOf.set(flows.time[i], name);
    }
    return name;
  };
  const keys: string[] = [];
  for (const i of rows) if (keys[keys.length - 1] !== nameOf(i) && !keys.includes(nameOf(i))) keys.push(nameOf(i));
  const { buys, sales } = collect(result, rows, causes, keys, nameOf);
  return inlineData([
    { name: "d", values: keys.flatMap((key) => causes.map(() => key)) },
    { name: "s", values: keys.flatMap(() => [...causes]) },
    { name: "o", values: keys.flatMap(() => causes.map((_, i) => i)) },
    { name: "b", values: buys },
    { name: "v", values: sales.map((x) => -x) },
  ]);
}

function headline(result: RunResult, context: ChartContext): string {
  const { flows } = result;
  const { crash, main } = context;
  const label = venueLabel(main.name);
  const span = crashSpan(result, context);
  if (!crash || !span) return `Who bought and who sold on ${label}`;
  const from = result.time[crash.window.from];
  const to = result.time[crash.window.to];
  const sums = new Float64Array(CAUSES.length);
  let all = 0;
  for (let i = 0; i < flows.time.length; i++) {
    if (flows.venue[i] !== context.mainIndex || flows.time[i] < from - QUARTER || flows.time[i] > to) continue;
    if (flows.aggressiveVolume[i] >= 0) continue;
    sums[flows.cause[i]] -= flows.aggressiveVolume[i];
    all -= flows.aggressiveVolume[i];
  }
  const order = [...sums.keys()].sort((a, b) => sums[b] - sums[a] || a - b);
  if (all === 0) return `Who bought and who sold on ${label}`;
  const [first, second] = order;
  const top = `${CAUSES[first]} orders were ${percent(sums[first] / all)}`;
  const next = sums[second] > 0 ? ` and ${CAUSES[second]} orders ${percent(sums[second] / all)}` : "";
  return `In the worst three hours ${top}${next} of the net selling that hit ${label}'s bids`;
}
