/**
 * Whether the scenario takes the values of a sweep, before anything runs: the ends of each range, a value inside it and
 * the listed values. Constraints between parameters are met by some points and not by others: those are runs that fail
 * and are recorded so, unless no point makes a scenario at all.
 */
import type { ParameterValue } from "../design/design.ts";
import type { ReadParameter } from "./read-parameters.ts";
import type { ValueCheck } from "./read-range.ts";
import { SweepBase } from "./sweep-base.ts";
import type { SweepFile } from "./sweep-file.ts";

/**
 * Reports values that the scenario refuses, each at its place in the sweep file. One compilation looks at a value of
 * every parameter; what it says of one parameter's place does not hang on the others.
 */
export function checkValues(file: SweepFile, base: SweepBase, parameters: readonly ReadParameter[]): void {
  const rounds = Math.max(0, ...parameters.map((p) => p.checks.length));
  const refused = new Set<string>();
  for (let r = 0; r < rounds; r++) {
    const round = new Map(parameters.filter((p) => r < p.checks.length).map((p) => [p.path, p.checks[r]]));
    const values = Object.fromEntries([...round].map(([path, check]) => [path, check.value]));
    for (const problem of base.compile(values).problems) {
      const path = SweepBase.overridden(problem);
      const check = path === undefined ? undefined : round.get(path);
      if (check === undefined || (check.inside && refused.has(check.path))) continue;
      refused.add(check.path);
      reportRefused(file, check, problem.message, problem.hint);
    }
  }
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

/** Reports when none of a few points, spread over the design, makes a scenario. */
export function checkSomePoint(
  file: SweepFile,
  base: SweepBase,
  paths: readonly string[],
  values: readonly (readonly ParameterValue[])[],
): void {
  const last = values.length - 1;
  let first = "";
  for (const point of new Set([0, Math.floor(last / 2), last])) {
    const { problems } = base.compile(Object.fromEntries(paths.map((path, i) => [path, values[point][i]])));
    if (problems.length === 0) return;
    const [{ path, message, hint }] = problems;
    if (first === "") first = `at point ${point}, ${path}: ${message}${hint === "" ? "" : `; ${hint}`}`;
  }
  file.report(["parameters"], `no point of the sweep makes a scenario: ${first}`);
}
