/** Whether the scenario takes the ends of every range, before anything runs. */
import { readSource } from "../../scenario/compile.ts";
import { diskFiles } from "../../scenario/disk-files.ts";
import { engineDefinition } from "../../scenario/engine-definition.ts";
import { type Problem, problemAt, ScenarioError } from "../../scenario/problem.ts";
import { placeOf } from "../../scenario/source-tree.ts";
import { type FreeParameter, writtenValue } from "../search/free-parameter.ts";
import { pointScenario } from "../sweep/point-scenario.ts";
import type { SweepPlan } from "../sweep/sweep-plan.ts";

/** Throws a ScenarioError that tells every bound that is refused, at its place in the file. */
export function checkBounds(file: string, { base }: SweepPlan, parameters: readonly FreeParameter[]): void {
  const problems: Problem[] = [];
  for (const parameter of parameters) {
    for (const end of ["min", "max"] as const) {
      const value = writtenValue(parameter, end === "min" ? parameter.low : parameter.high);
      const refused = refusal(base, parameter.path, value);
      if (refused === null) continue;
      const path = ["calibration", "free", parameter.path, end];
      const { tree } = readSource(file, engineDefinition, diskFiles);
      const at = tree === undefined ? { file, line: 0, column: 0 } : placeOf(tree, path);
      problems.push(problemAt(at, path, `the scenario refuses ${value}: ${refused.message}`, refused.hint));
    }
  }
  if (problems.length > 0) throw new ScenarioError(problems);
}

function refusal(base: SweepPlan["base"], path: string, value: number | string): Problem | null {
  try {
    pointScenario({ base, parameters: [{ path, numeric: false, sampled: true }] }, [value], 0);
    return null;
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems[0];
    throw error;
  }
}
