/**
 * Whether the scenario takes the values of a sweep, before anything runs: the ends of each range, a value inside it and
 * the listed values. Constraints between parameters are met by some points and not by others: those are runs that fail
 * and are recorded so, unless no point that holds a value takes it, or no point makes a scenario at all.
 */
import type { Problem } from "../../scenario/problem.ts";
import type { ParameterValue } from "../design/design.ts";
import type { ReadParameter } from "./read-parameters.ts";
import type { ValueCheck } from "./read-range.ts";
import { type Overrides, SweepBase } from "./sweep-base.ts";
import type { SweepFile } from "./sweep-file.ts";

/** Points of the sweep, by their values in the order of `paths`. */
export interface PointValues {
  readonly paths: readonly string[];
  readonly values: readonly (readonly ParameterValue[])[];
}

/** Points in which a value is tried before it is refused, at most. */
const TRIED = 32;
/** Points that are tried before a sweep is refused as a whole, at most. */
const TRIED_AT_ALL = 256;

/**
 * Reports values that the scenario refuses, each at its place in the sweep file. One compilation looks at a value of
 * every parameter. That combination need be no point of the sweep, so what is refused there is tried alone and in the
 * points that hold it, and reported when it is refused there, too.
 * @param points of the sweep; undefined when they could not be built
 */
export function checkValues(
  file: SweepFile,
  base: SweepBase,
  parameters: readonly ReadParameter[],
  points: PointValues | undefined,
): void {
  const rounds = Math.max(0, ...parameters.map((p) => p.checks.length));
  const refused = new Set<string>();
  for (let r = 0; r < rounds; r++) {
    const round = new Map(parameters.filter((p) => r < p.checks.length).map((p) => [p.path, p.checks[r]]));
    const values = Object.fromEntries([...round].map(([path, check]) => [path, check.value]));
    const suspects = new Set(base.compile(values).problems.map((problem) => SweepBase.overridden(problem)));
    for (const check of round.values()) {
      const { path, value } = check;
      if (!suspects.has(path) || (check.inside && refused.has(path))) continue;
      const alone = problemsOf(base, path, { [path]: value });
      if (alone.length === 0 || takenSomewhere(base, check, points)) continue;
      refused.add(path);
      for (const { message, hint } of alone) reportRefused(file, check, message, hint);
    }
  }
}

/** What is said of one of the values. */
const problemsOf = (base: SweepBase, path: string, values: Overrides): Problem[] =>
  base.compile(values).problems.filter((problem) => SweepBase.overridden(problem) === path);

/** Whether a point takes the value: one of those that hold it, or, when none holds it, one with it in place of its own. */
function takenSomewhere(base: SweepBase, { path, value }: ValueCheck, points: PointValues | undefined): boolean {
  if (points === undefined) return false;
  const { paths, values } = points;
  const column = paths.indexOf(path);
  const text = JSON.stringify(value);
  const holding = values.filter((point) => JSON.stringify(point[column]) === text);
  const candidates = holding.length > 0 ? holding : values;
  return spread(candidates.length, TRIED).some((p) => {
    const point = { ...pointOverrides(paths, candidates[p]), [path]: value };
    return problemsOf(base, path, point).length === 0;
  });
}

const pointOverrides = (paths: readonly string[], point: readonly ParameterValue[]): Overrides =>
  Object.fromEntries(paths.map((path, i) => [path, point[i]]));

/** At most `most` of the numbers 0 to `count` - 1, evenly spread, both ends among them. */
function spread(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.floor((i * (count - 1)) / (most - 1)));
}

function reportRefused(file: SweepFile, check: ValueCheck, message: string, hint: string): void {
  if (!check.inside) file.report(check.place, inOwnWords(file, check, message), hint);
  else {
    const whole = message.startsWith("expected a whole number");
    const remedy = whole ? "`distribution: integer` gives whole numbers" : hint;
    file.report(check.place, `a value inside the range is refused: ${message}`, remedy);
  }
}

/** What was got, as it was written: `200%`, not 2. */
function inOwnWords(file: SweepFile, { place, value }: ValueCheck, message: string): string {
  const node = file.scalar(place);
  const got = `, got ${value}`;
  return node !== undefined && message.endsWith(got) ? `${message.slice(0, -got.length)}, got ${node.text}` : message;
}

/** Reports when no point makes a scenario; of many points, those that are looked at are spread over the design. */
export function checkSomePoint(file: SweepFile, base: SweepBase, { paths, values }: PointValues): void {
  const tried = spread(values.length, TRIED_AT_ALL);
  let first = "";
  for (const point of tried) {
    const { problems } = base.compile(pointOverrides(paths, values[point]));
    if (problems.length === 0) return;
    const [{ path, message, hint }] = problems;
    if (first === "") first = `at point ${point}, ${path}: ${message}${hint === "" ? "" : `; ${hint}`}`;
  }
  const none =
    tried.length < values.length ? `none of ${tried.length} points, spread over the sweep,` : "no point of the sweep";
  file.report(["parameters"], `${none} makes a scenario: ${first}`);
}
