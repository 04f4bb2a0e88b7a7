/** A parameter's range, from what is written to an axis of the design. */
import { listNames } from "../../scenario/nearest-name.ts";
import { rangeAxis } from "../design/axis.ts";
import type { Axis, ParameterValue } from "../design/design.ts";
import { type Distribution, distributionProblem, quantileFunction } from "../design/quantile.ts";
import type { ParameterConfig } from "./sweep-config.ts";
import type { SweepFile } from "./sweep-file.ts";
import { type NumberKind, presenter, readNumber, type WrittenNumber } from "./written-number.ts";

type RangeKey = "min" | "max" | "mean" | "median" | "mode" | "sd";
export const RANGE_KEYS: readonly RangeKey[] = ["min", "max", "mean", "median", "mode", "sd"];

/** Keys that a distribution needs, and those that it may have. */
const KEYS: Readonly<Record<string, { needs: readonly RangeKey[]; may: readonly RangeKey[] }>> = {
  uniform: { needs: ["min", "max"], may: [] },
  loguniform: { needs: ["min", "max"], may: [] },
  integer: { needs: ["min", "max"], may: [] },
  normal: { needs: ["mean", "sd"], may: ["min", "max"] },
  lognormal: { needs: ["median", "sd"], may: ["min", "max"] },
  triangular: { needs: ["min", "mode", "max"], may: [] },
};

/** Where in a range values are looked at before anything runs: inside, off any round number. */
const INSIDE = 0.3819;
/** The ends of a distribution that has none. */
const TAIL = 0.001;

/** A value that the scenario must take, and where in the sweep file it comes from. */
export interface ValueCheck {
  /** Path in the scenario. */
  readonly path: string;
  readonly value: ParameterValue;
  /** Path in the sweep file. */
  readonly place: readonly (string | number)[];
  /** It was not written but lies in the range that was. */
  readonly inside?: boolean;
}

export interface ReadRange {
  readonly axis: Axis;
  readonly checks: readonly ValueCheck[];
}

/** Reads the range of the parameter at `path`; undefined when it has faults, which are reported. */
export function readRange(file: SweepFile, path: string, config: ParameterConfig): ReadRange | undefined {
  const place = ["parameters", path];
  const name = config.distribution ?? "uniform";
  const { needs, may } = KEYS[name];
  let sound = true;
  for (const key of RANGE_KEYS) {
    if (config[key] === undefined && needs.includes(key)) {
      file.report(place, `a ${name} range needs ${listNames(needs)}, and ${key} is missing`);
      sound = false;
    } else if (config[key] !== undefined && !needs.includes(key) && !may.includes(key)) {
      file.report([...place, key], `a ${name} range takes ${listNames([...needs, ...may])}, not ${key}`);
      sound = false;
    }
  }
  const numbers = sound ? readNumbers(file, place, config, name) : undefined;
  if (numbers === undefined) return undefined;
  const distribution = { distribution: name, ...numbers.values } as unknown as Distribution;
  const problem = swapped(file, place, numbers.values) ?? distributionProblem(distribution);
  if (problem !== null) {
    const key = RANGE_KEYS.find((name) => problem.startsWith(`${name} `) && numbers.values[name] !== undefined);
    const at = key ?? (numbers.values.min === undefined ? undefined : "min");
    file.report(at === undefined ? place : [...place, at], problem);
    return undefined;
  }
  const present = presenter(numbers.kind, quantileFunction(distribution)(0.99));
  const axis = rangeAxis(path, distribution, present, config.levels);
  return { axis, checks: checksOf(path, axis, config) };
}

function swapped(file: SweepFile, place: readonly string[], { min, max }: Values): string | null {
  if (min === undefined || max === undefined || min <= max) return null;
  const [low, high] = ["min", "max"].map((key) => file.scalar([...place, key])?.text);
  return `the ends of the range are swapped: min is ${low} and max ${high}`;
}

type Values = Partial<Record<RangeKey, number>>;

/** Values of all keys and what they stand for; undefined when one is no number or they do not go together. */
function readNumbers(
  file: SweepFile,
  place: readonly string[],
  config: ParameterConfig,
  name: string,
): { kind: NumberKind; values: Values } | undefined {
  const values: Values = {};
  let kind: NumberKind | undefined;
  let sound = true;
  const fault = (key: RangeKey, message: string): void => {
    file.report([...place, key], message);
    sound = false;
  };
  for (const key of RANGE_KEYS) {
    const text = config[key];
    if (text === undefined) continue;
    const number: WrittenNumber | null = readNumber(text);
    if (number === null) {
      fault(key, `expected a number, a percentage, a duration such as 90m or a moment, got "${text}"`);
      continue;
    }
    values[key] = number.value;
    if (key === "sd") {
      const wanted = name === "lognormal" || kind === "plain" ? "plain" : "duration";
      if (kind !== undefined && number.kind !== wanted)
        fault(key, `expected ${wanted === "plain" ? "a number" : "a duration"}, got ${text}`);
    } else if (kind !== undefined && kind !== number.kind) {
      fault(key, `expected ${A_KIND[kind]} like the other end, got ${text}`);
    } else kind = number.kind;
  }
  if (!sound || kind === undefined) return undefined;
  return { kind, values };
}

const A_KIND: Readonly<Record<NumberKind, string>> = {
  plain: "a number",
  duration: "a duration",
  moment: "a moment",
};

/** The ends, where they are written, and a value in between; the far ends of a distribution without bounds. */
function checksOf(path: string, axis: Axis, config: ParameterConfig): ValueCheck[] {
  const place = ["parameters", path];
  const low = config.min === undefined ? { u: TAIL, at: place } : { u: 0, at: [...place, "min"] };
  const high = config.max === undefined ? { u: 1 - TAIL, at: place } : { u: 1, at: [...place, "max"] };
  return [
    { path, value: axis.at(low.u), place: low.at },
    { path, value: axis.at(high.u), place: high.at },
    { path, value: axis.at(INSIDE), place, inside: true },
  ];
}
