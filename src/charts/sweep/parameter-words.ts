import { isLogarithmic, type ParameterColumn } from "../../analysis/sweep/index.ts";
import { DAY, HOUR, MINUTE } from "../../core/time.ts";
import { momentWords } from "../local-time.ts";
import { amount } from "../wording.ts";
import { NUMBER, percentText } from "./metric-words.ts";

/** A value of a parameter as a reader writes it: "5%", "1d", "28 Jan 14:00", the name of a level. */
export function parameterText(parameter: ParameterColumn, value: number): string {
  if (Number.isNaN(value)) return "\u2013";
  if (parameter.levels !== null) return clip(parameter.levels[value] ?? "\u2013", 40);
  switch (parameter.unit) {
    case "percent":
      return percentText(value).replace(/\.0%$/, "%");
    case "duration":
      return durationText(value);
    case "moment":
      return momentWords(value);
    case "plain":
      return amount(Number(value.toPrecision(3)));
  }
}

/** "5% to 6.4%", or one value when the two read the same. */
export function rangeText(parameter: ParameterColumn, [low, high]: readonly [number, number]): string {
  const [from, to] = [parameterText(parameter, low), parameterText(parameter, high)];
  return from === to ? from : `${from} to ${to}`;
}

/** How a range of a parameter is put on an axis: the numbers drawn, and what the axis says. */
export interface ParameterScale {
  /** The number drawn for a value: durations in their own unit. */
  of(value: number): number;
  readonly title: string;
  /** Format of the labels, as axis properties. */
  readonly axis: Record<string, unknown>;
  readonly type: "quantitative";
  readonly scale: Record<string, unknown>;
}

/** Ticks of a logarithmic axis: powers of ten, and 2 and 5 times these where the range is short. */
function logTicks(values: Float64Array): number[] {
  const known = values.filter((value) => value > 0).sort();
  const leads = known[known.length - 1] / known[0] >= 100 ? [1] : [1, 2, 5];
  return Array.from({ length: 19 }, (_, i) => leads.map((lead) => Number(`${lead}e${i - 6}`))).flat();
}

/** Steps between ticks of an axis of moments. */
const STEPS = [MINUTE, 10 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 28 * DAY, 364 * DAY];

/** Round moments over the range, five or so. */
function momentTicks(values: Float64Array): number[] {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const [from, to] = [known[0], known[known.length - 1]];
  const step = STEPS.find((size) => (to - from) / size <= 5) ?? 364 * DAY;
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, i) => first + i * step);
}

/** The scale of a parameter of numbers. */
export function parameterScale(parameter: ParameterColumn): ParameterScale {
  const { label, unit, values } = parameter;
  const plain = { of: (value: number) => value, type: "quantitative" as const };
  const log = isLogarithmic(parameter);
  const scale = log ? { type: "log", nice: false } : { zero: false, nice: false };

  const ticks = log ? { values: logTicks(values) } : {};
  if (unit === "percent") return { ...plain, title: `${label} (%)`, axis: { format: "~%", ...ticks }, scale };
  if (unit === "moment") {
    const axis = {
      values: momentTicks(values),
      labelExpr: "utcFormat(datum.value, '%-d %b %H:%M')",
      labelOverlap: "greedy",
    };
    return { ...plain, title: `${label} (UTC)`, axis, scale };
  }
  if (unit === "duration") {
    const { ms, name } = durationUnit(values);
    const ticks = log ? { values: logTicks(values.map((value) => value / ms)) } : {};
    return {
      ...plain,
      of: (value) => value / ms,
      title: `${label} (${name})`,
      axis: { format: "~g", ...ticks },
      scale,
    };
  }
  return { ...plain, title: label, axis: { labelExpr: NUMBER, ...ticks }, scale };
}

function durationUnit(values: Float64Array): { ms: number; name: string } {
  const most = values.reduce((a, value) => (Number.isNaN(value) ? a : Math.max(a, value)), 0);
  if (most >= 2 * DAY) return { ms: DAY, name: "days" };
  if (most >= 2 * HOUR) return { ms: HOUR, name: "hours" };
  return most >= 2 * MINUTE ? { ms: MINUTE, name: "minutes" } : { ms: 1000, name: "seconds" };
}

/** "1d", "36h", "90m", "2.5d": one unit, the largest that leaves three digits at most. */
function durationText(ms: number): string {
  const [size, name] =
    ms >= 2 * DAY || (ms >= DAY && ms % DAY === 0)
      ? [DAY, "d"]
      : ms >= 2 * HOUR || (ms >= HOUR && ms % HOUR === 0)
        ? [HOUR, "h"]
        : ms >= MINUTE || ms === 0
          ? [MINUTE, "m"]
          : ([1000, "s"] as const);
  return ms === 0 ? "0" : `${Number((ms / (size as number)).toPrecision(3))}${name}`;
}

/** Text that fits, with an ellipsis where it was cut. */
export const clip = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}\u2026`;
