/** The parameters of a sweep file: axes of the design, expressions over them, and the values that must be checked. */
import { listNames } from "../../scenario/nearest-name.ts";
import { valuesAxis } from "../design/axis.ts";
import type { Axis, ParameterValue } from "../design/design.ts";
import { RANGE_KEYS, readRange, type ValueCheck } from "./read-range.ts";
import { type ParameterConfig, parameterConfig, type SweepConfig } from "./sweep-config.ts";
import type { SweepFile } from "./sweep-file.ts";

/** A parameter as it was read. */
export interface ReadParameter {
  readonly path: string;
  /** Where it stands in the sweep file. */
  readonly place: readonly (string | number)[];
  /** Null for an expression, and for what could not be read. */
  readonly axis: Axis | null;
  readonly expression: string | null;
  /** Short name for expressions. */
  readonly alias: string | null;
  readonly checks: readonly ValueCheck[];
}

export interface ReadParameters {
  readonly list: readonly ReadParameter[];
  /** Whether every one of them could be read. */
  readonly whole: boolean;
}

/** Reads `parameters`, and the points of a list beside them. What is wrong is reported. */
export function readParameters(file: SweepFile, design: SweepConfig["design"] | undefined): ReadParameters {
  const method = design?.method;
  const found: ReadParameter[] = pointColumns(file, design);
  let whole = found.every((p) => p.axis !== null);
  for (const path of file.keys(["parameters"])) {
    const place = ["parameters", path];
    const config = file.read(parameterConfig, place);
    const before = file.problems.length;
    if (found.some((p) => p.path === path)) file.report(place, "stands in the listed points, too");
    const read = config === undefined ? undefined : readParameter(file, path, config, method);
    found.push(read ?? { path, place, axis: null, expression: null, alias: config?.as ?? null, checks: [] });
    if (read === undefined || file.problems.length > before) whole = false;
  }
  return { list: found, whole };
}

function readParameter(
  file: SweepFile,
  path: string,
  config: ParameterConfig,
  method: string | undefined,
): ReadParameter | undefined {
  const place = ["parameters", path];
  const alias = config.as ?? null;
  const ways = [
    config.values === undefined ? null : "values",
    config.expression === undefined ? null : "expression",
    [...RANGE_KEYS, "distribution" as const].some((key) => config[key] !== undefined) ? "a range" : null,
  ].filter((way) => way !== null);
  if (ways.length !== 1) {
    const got = ways.length === 0 ? "" : `, got ${listNames(ways)} together`;
    file.report(place, `expected a range (min and max), values or an expression${got}`);
    return undefined;
  }
  if (config.levels !== undefined && (method !== "grid" || ways[0] !== "a range"))
    file.report([...place, "levels"], "levels are for the ranges of a grid", "leave it out");
  if (config.expression !== undefined)
    return { path, place, alias, axis: null, expression: config.expression, checks: [] };
  if (config.values !== undefined) {
    const values = config.values as ParameterValue[];
    const places = values.map((_, i) => [...place, "values", i]);
    if (method !== "list") refuseTwins(file, values, places);
    const checks = valueChecks(path, values, places);
    return { path, place, alias, axis: valuesAxis(path, values), expression: null, checks };
  }
  if (method === "list" || (method === "grid" && config.levels === undefined)) {
    const hint = method === "grid" ? "say how many values with `levels`, or list them under `values`" : "";
    file.report(place, `a ${method} takes listed values, not a range`, hint || "list them under `values`");
    return undefined;
  }
  const range = readRange(file, path, config);
  return range && { path, place, alias, expression: null, ...range };
}

/** A value that stands twice would only be run twice. */
function refuseTwins(
  file: SweepFile,
  values: readonly ParameterValue[],
  places: readonly (readonly (string | number)[])[],
): void {
  const seen = new Set<string>();
  values.forEach((value, i) => {
    const text = JSON.stringify(value);
    if (seen.has(text)) file.report(places[i], `${text} stands twice among the values`);
    seen.add(text);
  });
}

/** At most this many of a list of numbers are looked at: its extremes and the first that is not whole. */
const FEW = 8;

function valueChecks(
  path: string,
  values: readonly ParameterValue[],
  places: readonly (readonly (string | number)[])[],
): ValueCheck[] {
  const all = values.map((value, i) => ({ path, value, place: places[i] }));
  const seen = new Set<string>();
  const different = all.filter((one) => {
    const text = JSON.stringify(one.value);
    return !seen.has(text) && seen.add(text);
  });
  if (different.length <= FEW) return different;
  const numbers = different.filter((one) => typeof one.value === "number");
  const others = different.filter((one) => typeof one.value !== "number").slice(0, FEW);
  if (numbers.length === 0) return others;
  const sorted = [...numbers].sort((a, b) => (a.value as number) - (b.value as number));
  const half = numbers.find((one) => !Number.isInteger(one.value));
  return [...new Set([sorted[0], sorted[sorted.length - 1], half ?? sorted[0]]), ...others];
}

/** Points that are written out: one axis for each path in them. */
function pointColumns(file: SweepFile, design: SweepConfig["design"] | undefined): ReadParameter[] {
  if (design?.points === undefined) return [];
  const place = ["design", "points"];
  if (design.method !== "list") {
    file.report(place, `only a list takes points, and the method is ${design.method}`);
    return [];
  }
  const paths = [...new Set(design.points.flatMap((point) => Object.keys(point)))];
  if (paths.length === 0) file.report(place, "the points hold no parameters");
  return paths.map((path) => {
    const values = design.points!.map((point) => point[path] as ParameterValue);
    let sound = true;
    values.forEach((value, i) => {
      if (value !== undefined) return;
      file.report([...place, i], `has no value for ${path}, which other points have`);
      sound = false;
    });
    const first = design.points!.findIndex((point) => point[path] !== undefined);
    const at = [...place, first, path];
    if (!sound) return { path, place: at, axis: null, expression: null, alias: null, checks: [] };
    const checks = valueChecks(
      path,
      values,
      values.map((_, i) => [...place, i, path]),
    );
    return { path, place: at, axis: valuesAxis(path, values), expression: null, alias: null, checks };
  });
}
