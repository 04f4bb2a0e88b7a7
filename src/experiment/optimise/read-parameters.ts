/** What the search may choose: paths that lead to a number of the policy, within bounds that the scenario takes. */
import { forkProblem } from "../../engine/fork.ts";
import { startingValue } from "../../scenario/calibration/check-calibration.ts";
import { pathFault } from "../../scenario/nearest-path.ts";
import type { Problem } from "../../scenario/problem.ts";
import { type FreeParameter, valueAt, writtenValue } from "../search/free-parameter.ts";
import { numberShape } from "../search/number-shape.ts";
import type { StressCase } from "../stress/case-overrides.ts";
import type { Overrides, SweepBase } from "../sweep/sweep-base.ts";
import { parameterConfig } from "./optimise-config.ts";
import type { OptimiseFile } from "./optimise-file.ts";

const REMEDY = "a policy holds from the fork on, and only clearing and shocks that are not due yet can change then";

/**
 * Reads `parameters`; undefined when any has faults, which are reported. `fork`: null where the file says none that can be.
 * Where the cases have faults of their own, only paths and bounds are looked at.
 */
export function readParameters(
  file: OptimiseFile,
  base: SweepBase,
  cases: readonly StressCase[],
  fork: number | null,
): FreeParameter[] | undefined {
  const laid: Overrides = Object.assign({}, ...cases.map(({ values }) => values));
  const tree = base.tree(laid);
  const { scenario } = base.compile(laid);
  if (tree === undefined) return undefined;
  const paths = file.keys(["parameters"]);
  if (paths.length === 0 && file.has(["parameters"]))
    file.report(
      ["parameters"],
      "there is nothing to choose",
      "name at least one, such as clearing.NAME.margin.maintenance",
    );
  const before = file.problems.length;
  const parameters: FreeParameter[] = [];
  for (const path of paths) {
    const place = ["parameters", path];
    const key = file.placeOf(place, "key");
    const fault = pathFault(tree, base.view, path);
    const start = fault === null && scenario !== undefined ? startingValue(scenario, path) : null;
    if (fault !== null || (start === null && scenario !== undefined)) {
      const near = fault?.nearest === undefined ? "" : `did you mean "${fault.nearest}"?`;
      file.report(place, `the policy has no such parameter: ${fault?.message ?? "it holds no number"}`, near, key);
      continue;
    }
    const config = file.read(parameterConfig, place);
    if (config === undefined) continue;
    const { min, max, scale } = config;
    if (min >= max) file.report([...place, "min"], `the bounds end before they begin: ${min} to ${max}`);
    else if (start !== null && (start < min || start > max))
      file.report(place, `the policy's own value, ${start}, lies outside the bounds, ${min} to ${max}`, "", key);
    if (scale === "log" && min <= 0) file.report([...place, "scale"], `a log scale needs bounds above 0, got ${min}`);
    const shape = numberShape(base.view, tree, path);
    if (start !== null) parameters.push({ path, low: min, high: max, scale, start, ...shape });
  }
  if (file.problems.length > before) return undefined;
  for (const parameter of parameters) checkEnds(file, base, laid, parameter, fork);
  return file.problems.length > before || parameters.length === 0 ? undefined : parameters;
}

/** Whether the scenario takes both ends, and from the fork on. */
function checkEnds(
  file: OptimiseFile,
  base: SweepBase,
  laid: Overrides,
  parameter: FreeParameter,
  fork: number | null,
): void {
  const { path } = parameter;
  for (const end of ["min", "max"] as const) {
    const value = writtenValue(parameter, valueAt(parameter, end === "min" ? 0 : 1));
    const { scenario, problems } = base.compile({ ...laid, [path]: value });
    const place = ["parameters", path, end];
    for (const problem of problems.slice(0, 1)) file.report(place, refused(value, path, problem), problem.hint);
    const sound = scenario !== undefined && base.scenario !== undefined && fork !== null;
    const fault = sound ? forkProblem(base.scenario, scenario, fork) : null;
    if (fault === null) continue;
    file.report(
      ["parameters", path],
      `cannot be chosen from the fork on: ${fault}`,
      REMEDY,
      file.placeOf(["parameters", path], "key"),
    );
    return;
  }
}

const refused = (value: number | string, path: string, problem: Problem): string =>
  `the scenario refuses ${value}: ${problem.path === path ? "" : `${problem.path}: `}${problem.message}`;
