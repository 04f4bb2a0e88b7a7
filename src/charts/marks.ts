import type { Piece } from "./chart.ts";
import { type Column, inlineData } from "./inline-data.ts";
import type { LocalTime } from "./local-time.ts";
import { OVER_TIME, timeX, valueY } from "./panel.ts";
import type { Span } from "./sample.ts";

/** Stretches of time shaded over the height of a panel; `start` and `end` are local times. */
export function shading(
  stretches: readonly {
    readonly start: number;
    readonly end: number;
    readonly colour: string;
    readonly what: string;
  }[],
): Piece[] {
  if (stretches.length === 0) return [];
  return [
    {
      data: inlineData([
        { name: "t", values: stretches.map((s) => s.start), digits: 15 },
        { name: "t2", values: stretches.map((s) => s.end), digits: 15 },
        { name: "c", values: stretches.map((s) => s.colour) },
        { name: "what", values: stretches.map((s) => s.what) },
      ]),
      mark: { type: "rect", opacity: 0.22, clip: true },
      encoding: {
        x: OVER_TIME,
        x2: { field: "t2" },
        fill: { field: "c", type: "nominal", scale: null },
        tooltip: [{ field: "what", title: "stretch" }],
      },
    },
  ];
}

/** The area between two held lines (price limits), where both are known. */
export function band(clock: LocalTime, span: Span, low: Float64Array, high: Float64Array, colour: string): Piece[] {
  const t: number[] = [];
  const v: number[] = [];
  const v2: number[] = [];
  let known = false;
  for (let i = span.first; i <= span.last; i++) {
    const here = !Number.isNaN(low[i]) && !Number.isNaN(high[i]);
    known ||= here;
    const same = i > span.first && i < span.last && Object.is(low[i], low[i - 1]) && Object.is(high[i], high[i - 1]);
    if (same) continue;
    t.push(clock.step(i));
    v.push(here ? low[i] : Number.NaN);
    v2.push(here ? high[i] : Number.NaN);
  }
  if (!known) return [];
  return [
    {
      data: inlineData([
        { name: "t", values: t, digits: 15 },
        { name: "v", values: v },
        { name: "v2", values: v2 },
      ]),
      mark: { type: "area", interpolate: "step-after", color: colour, opacity: 1, clip: true },
      encoding: {
        x: OVER_TIME,
        y: { field: "v", type: "quantitative", scale: { zero: false } },
        y2: { field: "v2" },
      },
    },
  ];
}

/** Amounts per bin of time, stacked from zero, as steps. `series` share the bins that start at the local times `t`. */
export function stackedSteps(
  clock: LocalTime,
  span: Span,
  t: readonly number[],
  series: readonly { readonly name: string; readonly colour: string; readonly values: readonly number[] }[],
  yTitle: string,
): Piece {
  const columns: Column[] = [
    { name: "t", values: series.flatMap(() => t), digits: 15 },
    { name: "v", values: series.flatMap((s) => s.values) },
    { name: "s", values: series.flatMap((s) => new Array<string>(t.length).fill(s.name)) },
    { name: "o", values: series.flatMap((_, i) => new Array<number>(t.length).fill(i)) },
  ];
  return {
    data: inlineData(columns),
    mark: { type: "area", interpolate: "step-after", clip: true, line: false, opacity: 1 },
    encoding: {
      x: timeX(clock, span),
      y: { ...valueY(yTitle, undefined, { zero: true }), stack: "zero" },
      color: {
        field: "s",
        type: "nominal",
        scale: { domain: series.map((s) => s.name), range: series.map((s) => s.colour) },
        legend: {
          title: null,
          orient: "top",
          direction: "horizontal",
          offset: 2,
          labelLimit: 320,
          symbolType: "square",
        },
      },
      order: { field: "o", type: "quantitative" },
    },
  };
}
