import { firstStepFrom, stepAt } from "../analysis/steps.ts";
import { DAY } from "../core/time.ts";
import type { Piece } from "./chart.ts";
import { inlineData } from "./inline-data.ts";
import { type LocalTime, momentWords } from "./local-time.ts";
import { type Line, type Span, sampleLine } from "./sample.ts";
import { WIDTH } from "./theme.ts";

/** What a tooltip says of a step, in one column. */
export interface HoverField {
  readonly title: string;
  text(step: number): string;
}

/** A panel over time: lines, whatever else is laid over them, and tooltips. */
export interface PanelOptions {
  /** Unique in its chart, letters and digits. */
  readonly name: string;
  readonly clock: LocalTime;
  readonly span: Span;
  readonly yTitle: string;
  readonly lines: readonly Line[];
  readonly height?: number;
  readonly width?: number;
  /** "percent" for fractions, or a Vega expression; thousands apart unless given. */
  readonly yFormat?: string;
  readonly yScale?: Piece;
  /** Drawn below and above the lines. */
  readonly under?: readonly Piece[];
  readonly over?: readonly Piece[];
  readonly hover?: readonly HoverField[];
  /** Labels the time axis and says whose time it is; in a stack the lowest panel does it for all. */
  readonly timeTitle?: boolean;
  readonly heading?: string;
  /** Without a legend, lines must be named by the heading or the axis. */
  readonly legend?: boolean;
}

/** Tooltip slots across a panel. */
const SLOTS = 200;

/** The x of everything over time: local times on a UTC scale, so that no reader's own zone moves them. */
export function timeX(clock: LocalTime, span: Span, title = false, width = WIDTH): Piece {
  const from = clock.step(span.first);
  const to = clock.step(span.last);
  return {
    field: "t",
    type: "temporal",
    scale: { type: "utc", domain: [from, to], nice: false },
    axis: {
      ...timeAxis(to - from, width),
      ...(title ? { title: clock.name } : { title: null, labels: false, ticks: false }),
      grid: true,
      labelFlush: false,
    },
  };
}

/** The x of whatever is laid over or under a panel's lines: the panel's own domain and axis hold. */
export const OVER_TIME: Piece = { field: "t", type: "temporal", scale: { type: "utc" } };

/** How an axis writes numbers: thousands apart, M beyond a million. */
const COUNT = "abs(datum.value) >= 1e6 ? format(datum.value / 1e6, '~r') + 'M' : format(datum.value, ',~r')";
/** Ticks of a log axis: the powers of ten, without the eight in between. */
const DECADES = [1e-4, 1e-3, 0.01, 0.1, 1, 10, 100, 1000, 1e4, 1e5, 1e6, 1e7, 1e8];

/** The y of a panel's values. `format` is "percent" for fractions, else a Vega expression over `datum.value`. */
export function valueY(title: string, format: string = COUNT, scale: Piece = {}, height = 150): Piece {
  const label = format === "percent" ? { format: ".0~%" } : { labelExpr: format };
  const log = scale.type === "log";
  return {
    field: "v",
    type: "quantitative",
    scale: log ? { nice: true, ...scale } : { zero: false, nice: true, ...scale },
    axis: {
      title,
      titlePadding: 8,
      ...(log ? { values: DECADES } : { tickCount: Math.max(3, Math.round(height / 30)) }),
      ...label,
    },
  };
}

/** Dates, dates with hours, or hours, as the length asks; a label each 70 pixels or more. */
function timeAxis(length: number, width: number): Piece {
  if (length > 300 * DAY) return { format: "%b %Y", tickCount: Math.round(width / 100), labelOverlap: "greedy" };
  if (length > 3 * DAY) return { format: "%-d %b", tickCount: Math.round(width / 80), labelOverlap: "greedy" };
  if (length > 1.2 * DAY) return { format: "%-d %b %H:%M", tickCount: Math.round(width / 130), labelOverlap: "greedy" };
  return { format: "%H:%M", tickCount: Math.round(width / 60), labelOverlap: "greedy" };
}

/** Builds the panel. */
export function panel(options: PanelOptions): Piece {
  const { clock, span, lines, name } = options;
  const x = timeX(clock, span, options.timeTitle ?? false, options.width);
  const y = valueY(options.yTitle, options.yFormat ?? COUNT, options.yScale, options.height);
  const domain = lines.map((l) => l.name);
  const showLegend = options.legend ?? lines.length > 1;
  const colour = {
    type: "nominal",
    scale: { domain, range: lines.map((l) => l.colour) },
    legend: showLegend
      ? { title: null, orient: "top", direction: "horizontal", offset: 2, labelLimit: 320, symbolType: "stroke" }
      : null,
  };
  const layers: Piece[] = [...(options.under ?? [])];
  for (const line of lines) {
    const { time, value } = sampleLine(clock, line, span, options.width ?? WIDTH);
    layers.push({
      data: inlineData([
        { name: "t", values: time, digits: 15 },
        { name: "v", values: value },
      ]),
      mark: {
        type: "line",
        clip: true,
        interpolate: line.held ? "step-after" : "linear",
        ...(line.dash ? { strokeDash: line.dash } : {}),
        ...(line.width ? { strokeWidth: line.width } : {}),
      },
      encoding: { x, y, color: { datum: line.name, ...colour } },
    });
  }
  layers.push(...(options.over ?? []));
  if (options.hover) layers.push(hoverLayer(name, clock, span, options.hover));
  return {
    ...(options.heading
      ? { title: { text: options.heading, fontSize: 12, anchor: "start", frame: "group", offset: showLegend ? 4 : 6 } }
      : {}),
    width: options.width ?? WIDTH,
    height: options.height ?? 150,
    layer: layers,
  };
}

/** Name by which the drawing half knows tooltip layers: it leaves them out of still pictures. */
export const HOVER = "hover_";

/** Invisible slots the height of the panel that say what was at their time, and shade themselves under the pointer. */
function hoverLayer(name: string, clock: LocalTime, span: Span, fields: readonly HoverField[]): Piece {
  const from = clock.utc[span.first];
  const width = (clock.utc[span.last] - from) / SLOTS;
  const starts: number[] = [];
  const ends: number[] = [];
  const when: string[] = [];
  const texts: string[][] = fields.map(() => []);
  let before = -1;
  for (let slot = 0; slot < SLOTS; slot++) {
    const step = stepAt(clock.utc, from + (slot + 0.5) * width);
    if (step < span.first || step === before || firstStepFrom(clock.utc, from + slot * width) > step) continue;
    before = step;
    starts.push(clock.at(from + slot * width));
    ends.push(clock.at(from + (slot + 1) * width));
    when.push(momentWords(clock.step(step)));
    for (let f = 0; f < fields.length; f++) texts[f].push(fields[f].text(step));
  }
  return {
    name: `${HOVER}${name}`,
    data: inlineData([
      { name: "t", values: starts, digits: 15 },
      { name: "t2", values: ends, digits: 15 },
      { name: "when", values: when },
      ...texts.map((values, f) => ({ name: `f${f}`, values })),
    ]),
    mark: { type: "rect", fill: "#57606a", clip: true },
    encoding: {
      x: OVER_TIME,
      x2: { field: "t2" },
      opacity: { condition: { param: `at_${name}`, empty: false, value: 0.25 }, value: 0 },
      tooltip: [
        { field: "when", title: clock.name },
        ...fields.map((field, f) => ({ field: `f${f}`, title: field.title })),
      ],
    },
  };
}

/**
 * Panels one under the other, or in rows of `columns`. Those named together zoom together: drag to move, shift and wheel
 * to zoom.
 */
export function stack(panels: readonly Piece[], together: readonly (readonly string[])[], columns = 1): Piece {
  const view = (name: string) => `${HOVER}${name}`;
  // All parameters stand at the top: one of a view's own would be lost when another is named for that view here.
  const params = together.flatMap((names, i) => [
    {
      name: `zoom${i}`,
      select: { type: "interval", encodings: ["x"], zoom: "wheel![event.shiftKey]" },
      bind: "scales",
      views: names.map(view),
    },
    ...names.map((name) => ({
      name: `at_${name}`,
      select: { type: "point", on: "pointerover", clear: "pointerout" },
      views: [view(name)],
    })),
  ]);
  const concat = columns === 1 ? { vconcat: panels } : { concat: panels, columns };
  return { ...concat, params, resolve: { scale: { color: "independent" }, legend: { color: "independent" } } };
}
