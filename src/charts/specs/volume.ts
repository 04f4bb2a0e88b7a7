import { firstStepFrom } from "../../analysis/steps.ts";
import { type TradingDay, tradingDays } from "../../analysis/trading-days.ts";
import { CAUSES, isForced } from "../../core/cause.ts";
import { dayName, HOUR } from "../../core/time.ts";
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
    const span = crashSpan(result, context);
    const from = span ? result.time[span.first] : 0;
    const to = span ? result.time[span.last] : 0;
    const day = span ? rows.filter((i) => flows.time[i] >= from - QUARTER && flows.time[i] <= to) : [];
    const causes = leadingCauses(result, rows, day);
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
    const panels: Piece[] = [daily];
    if (span && context.crash) {
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
          axis: { title: null, labelAngle: 0, labelOverlap: "parity", grid: false },
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

/**
 * Names of the causes with the largest volume, by their part of the whole run and of the crash day alike, then "other"
 * when there are more. Forced causes are always named: they are what the chart is for.
 */
function leadingCauses(result: RunResult, rows: readonly number[], day: readonly number[]): string[] {
  const whole = shares(result, rows);
  const crash = shares(result, day);
  const order = [...whole.keys()].filter((c) => whole[c] > 0);
  order.sort((a, b) => whole[b] + crash[b] - whole[a] - crash[a] || a - b);
  order.sort((a, b) => Number(isForced(b)) - Number(isForced(a)));
  const names = order.slice(0, NAMED).map((c) => CAUSES[c] as string);
  return order.length > NAMED ? [...names, "other"] : names;
}

/** Part of the volume of the rows that each cause has. */
function shares({ flows }: RunResult, rows: readonly number[]): Float64Array {
  const sums = new Float64Array(CAUSES.length);
  let all = 0;
  for (const i of rows) {
    sums[flows.cause[i]] += flows.sellVolume[i] + flows.buyVolume[i];
    all += flows.sellVolume[i] + flows.buyVolume[i];
  }
  return all > 0 ? sums.map((x) => x / all) : sums;
}

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

/** Sums by trading day of the main venue: what an evening trades belongs to the day that it settles in. */
function dailyRows(
  result: RunResult,
  context: ChartContext,
  rows: readonly number[],
  causes: readonly string[],
): Piece {
  const { flows, time } = result;
  const { main } = context;
  const days = tradingDays(result, main, context.facts(main).zone);
  if (days.length === 0) days.push({ date: dayName(context.clock.step(0)), last: time.length - 1 } as TradingDay);
  const ends = days.map((day) => time[day.last]);
  const keys = days.map((day) => dayWords(day.date).replace(/ (\w{3})\w*/, " $1"));
  const keyOf = (i: number) => keys[Math.min(firstStepFrom(ends, flows.time[i]), keys.length - 1)];
  const { buys, sales } = collect(result, rows, causes, keys, keyOf);
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
