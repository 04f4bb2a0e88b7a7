import type { Chart, Piece } from "../chart.ts";
import { inlineData } from "../inline-data.ts";
import { clockWords, dayWords } from "../local-time.ts";
import { causeColour, INK } from "../palette.ts";
import { chart, WIDTH } from "../theme.ts";
import { amount, percent, priceUnit, venueLabel } from "../wording.ts";
import { type CrashHour, crashHour, type Frame } from "./crash-hour.ts";

/** Causes that are told apart; the rest is "other". */
const CAUSES_SHOWN = 6;

/** The worst hour minute by minute: price, who sold by cause, bids, who was called and who went under. */
export const crashHourChart: Chart = {
  name: "crash-hour",
  title: "The crash hour, minute by minute",
  section: "Forensics",
  spec(result, context) {
    const hour = crashHour(result, context);
    if (!hour || hour.frames.every((f) => f.sellers.length + f.called.length + f.under.length === 0)) return null;
    const { frames } = hour;
    const { main, clock } = context;
    const t = frames.map((frame) => frame.time);
    const line = (field: (frame: Frame) => number, colour: string): Piece => ({
      data: inlineData([
        { name: "t", values: t, digits: 15 },
        { name: "v", values: frames.map(field) },
      ]),
      mark: { type: "line", color: colour, interpolate: "step-after", strokeWidth: 1.6 },
      encoding: {
        x: x(),
        y: {
          field: "v",
          type: "quantitative",
          scale: { zero: false, padding: 8 },
          axis: { title: priceUnit(main), format: ",~r" },
        },
      },
    });
    const x = (title: string | null = null): Piece => ({
      field: "t",
      type: "temporal",
      scale: { type: "utc", domain: [t[0], t[t.length - 1] + 60_000] },
      axis: {
        title,
        format: "%H:%M",
        tickCount: 12,
        grid: true,
        ...(title === null ? { labels: false, ticks: false } : {}),
      },
    });
    const panels: Piece[] = [
      {
        title: heading(`${venueLabel(main.name)} price`),
        width: WIDTH,
        height: 170,
        layer: [line((f) => f.price, INK.price)],
      },
      { title: heading("Who sold, lots a minute"), width: WIDTH, height: 140, ...sold(hour, x()) },
      {
        title: heading("Bids near the best price at the end of the minute (log scale)"),
        width: WIDTH,
        height: 70,
        data: inlineData([
          { name: "t", values: t, digits: 15 },
          { name: "v", values: frames.map((f) => (Number.isNaN(f.bids) ? f.bids : Math.max(1, f.bids))) },
        ]),
        mark: { type: "line", color: INK.up, interpolate: "step-after" },
        encoding: {
          x: x(),
          y: {
            field: "v",
            type: "quantitative",
            scale: { type: "log", nice: true },
            axis: { title: "lots", tickCount: 3, format: ",~r" },
          },
        },
      },
      {
        title: heading("Accounts called and accounts handed to the liquidation desk, each minute"),
        width: WIDTH,
        height: 90,
        ...accounts(frames, x(clock.name)),
      },
    ];
    return chart(headline(hour, venueLabel(main.name)), [], result, context, {
      vconcat: panels,
      resolve: { scale: { color: "independent" }, legend: { color: "independent" } },
    });
  },
};

const heading = (text: string): Piece => ({ text, fontSize: 12, anchor: "start", frame: "group", offset: 6 });
const LEGEND = {
  title: null,
  orient: "top",
  direction: "horizontal",
  offset: 2,
  labelLimit: 260,
  symbolType: "square",
};

function sold({ frames }: CrashHour, x: Piece): Piece {
  const totals = new Map<string, number>();
  const cause = (name: string): string => name.slice(name.indexOf(": ") + 2);
  for (const frame of frames)
    for (const { name, count } of frame.sellers) totals.set(cause(name), (totals.get(cause(name)) ?? 0) + count);
  const shown = [...totals]
    .sort((a, b) => b[1] - a[1])
    .slice(0, CAUSES_SHOWN)
    .map(([name]) => name);
  const names = totals.size > shown.length ? [...shown, "other"] : shown;
  const rows = frames.flatMap((frame) =>
    names.map((name, order) => ({
      t: frame.time,
      name,
      order,
      lots: frame.sellers.reduce((sum, s) => sum + (nameIn(cause(s.name), shown) === name ? s.count : 0), 0),
    })),
  );
  return bars(rows, names, names.map(causeColour), x, "lots");
}

const nameIn = (name: string, shown: readonly string[]): string => (shown.includes(name) ? name : "other");

function accounts(frames: readonly Frame[], x: Piece): Piece {
  const names = ["Called", "Handed to the liquidation desk"];
  const total = (counts: Frame["called"]): number => counts.reduce((sum, { count }) => sum + count, 0);
  const rows = frames.flatMap((frame) => [
    { t: frame.time, name: names[0], order: 0, lots: total(frame.called) },
    { t: frame.time, name: names[1], order: 1, lots: total(frame.under) },
  ]);
  return bars(rows, names, [INK.settlement, INK.forced], x, "accounts");
}

interface Bar {
  readonly t: number;
  readonly name: string;
  readonly order: number;
  readonly lots: number;
}

/** Bars a minute wide, stacked; each is drawn about the middle of its minute. */
function bars(
  rows: readonly Bar[],
  names: readonly string[],
  colours: readonly string[],
  x: Piece,
  unit: string,
): Piece {
  const width = Math.max(1, WIDTH / new Set(rows.map((r) => r.t)).size - 1);
  return {
    data: inlineData([
      { name: "t", values: rows.map((r) => r.t + 30_000), digits: 15 },
      { name: "s", values: rows.map((r) => r.name) },
      { name: "o", values: rows.map((r) => r.order) },
      { name: "v", values: rows.map((r) => r.lots) },
    ]),
    mark: { type: "bar", stroke: null, width },
    encoding: {
      x,
      y: { field: "v", type: "quantitative", stack: "zero", axis: { title: unit, format: ",~r", tickCount: 4 } },
      color: { field: "s", type: "nominal", scale: { domain: [...names], range: [...colours] }, legend: LEGEND },
      order: { field: "o", type: "quantitative" },
      tooltip: [
        { field: "s", title: "who" },
        { field: "v", title: unit, format: ",~r" },
      ],
    },
  };
}

function headline({ frames, from, to, fall, accounts: under }: CrashHour, venue: string): string {
  const hours = `from ${clockWords(frames[from].time)} to ${clockWords(frames[to].time)}`;
  const day = dayWords(new Date(frames[from].time).toISOString().slice(0, 10));
  const accounts = under === 1 ? "1 account" : `${amount(under)} accounts`;
  return `${day}, ${hours}: ${venue} fell ${percent(-fall)} and ${accounts} went under in and about that hour`;
}
