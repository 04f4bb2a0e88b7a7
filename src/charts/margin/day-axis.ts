import { downsample } from "../../analysis/downsample.ts";
import { DAY } from "../../core/time.ts";
import type { Piece } from "../chart.ts";
import { inlineData } from "../inline-data.ts";
import { valueY } from "../panel.ts";
import { WIDTH } from "../theme.ts";

/** Width of a bucket of days, pixels; each keeps up to four points. */
const BUCKET = 3;

/** The x of days: midnights in ms UTC. */
export function dayX(dates: readonly number[], labels: boolean): Piece {
  const [from, to] = [dates[0], dates[dates.length - 1]];
  const long = to - from > 300 * DAY;
  return {
    field: "t",
    type: "temporal",
    scale: { type: "utc", domain: [from, to + DAY], nice: false },
    axis: {
      format: long ? "%b %Y" : "%-d %b %Y",
      tickCount: Math.round(WIDTH / 110),
      labelOverlap: "greedy",
      title: null,
      grid: true,
      labelFlush: true,
      ...(labels ? {} : { labels: false, ticks: false }),
    },
  };
}

/** A line of one value a day. */
export interface DayLine {
  readonly name: string;
  readonly values: ArrayLike<number>;
  readonly colour: string;
  readonly dash?: readonly number[];
  readonly held?: boolean;
}

/** Marks on some days. */
export interface DayMarks {
  readonly days: readonly number[];
  readonly values: readonly number[];
  readonly colour: string;
  readonly shape: string;
  /** What a tooltip says of each, and what it calls them. */
  readonly text: readonly string[];
  readonly what: string;
}

export interface DayPanel {
  readonly heading: string;
  readonly yTitle: string;
  /** "percent" for fractions. */
  readonly yFormat?: string;
  readonly zero?: boolean;
  readonly height: number;
  readonly dates: readonly number[];
  readonly lines: readonly DayLine[];
  readonly marks?: readonly DayMarks[];
  /** Labels the axis of days; in a stack the lowest panel does it for all. */
  readonly labels?: boolean;
}

/** Lines over days under a heading, and marks on them. */
export function dayPanel({
  heading,
  yTitle,
  yFormat,
  zero,
  height,
  dates,
  lines,
  marks = [],
  labels,
}: DayPanel): Piece {
  const x = dayX(dates, labels === true);
  const y = valueY(yTitle, yFormat, { zero: zero === true }, height);
  const legend =
    lines.length > 1
      ? { title: null, orient: "top", direction: "horizontal", offset: 2, labelLimit: 400, symbolType: "stroke" }
      : null;
  const colour = {
    type: "nominal",
    scale: { domain: lines.map((l) => l.name), range: lines.map((l) => l.colour) },
    legend,
  };
  return {
    title: { text: heading, fontSize: 12, anchor: "start", frame: "group", offset: lines.length > 1 ? 4 : 6 },
    width: WIDTH,
    height,
    layer: [
      ...lines.map(({ name, values, dash, held }) => {
        const kept = shownDays(dates, values);
        return {
          data: dayData(
            kept.map((i) => dates[i]),
            kept.map((i) => values[i]),
            held === true,
          ),
          mark: {
            type: "line",
            clip: true,
            interpolate: held === true ? "step-after" : "linear",
            ...(dash ? { strokeDash: dash } : {}),
          },
          encoding: { x, y, color: { datum: name, ...colour } },
        };
      }),
      ...marks.filter(({ days }) => days.length > 0).map((mark) => marksLayer(mark, x, y)),
    ],
  };
}

/** The days of a line that a picture can show. */
export const shownDays = (dates: readonly number[], values: ArrayLike<number>): number[] => [
  ...downsample(dates, values, Math.round(WIDTH / BUCKET)),
];

/** Columns `t` and `v`; what holds until the next value is drawn to the end of the last day. */
export function dayData(dates: readonly number[], values: readonly number[], held: boolean): Piece {
  const last = dates.length - 1;
  const [t, v] = held
    ? [
        [...dates, dates[last] + DAY],
        [...values, values[last]],
      ]
    : [dates, values];
  return inlineData([
    { name: "t", values: t, digits: 15 },
    { name: "v", values: v },
  ]);
}

const marksLayer = ({ days, values, colour, shape, text, what }: DayMarks, x: Piece, y: Piece): Piece => ({
  data: inlineData([
    { name: "t", values: days, digits: 15 },
    { name: "v", values },
    { name: "text", values: text },
  ]),
  mark: { type: "point", shape, filled: true, size: 42, color: colour, opacity: 0.9 },
  encoding: { x, y, tooltip: [{ field: "text", title: what }] },
});
