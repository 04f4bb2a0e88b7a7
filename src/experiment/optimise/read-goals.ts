/** Objectives and constraints: what each is taken from, and whether a run can have it. */
import { z } from "zod";
import type { Constraint, Objective } from "../../analysis/optimise/index.ts";
import { figureNames } from "../../analysis/stress/index.ts";
import type { Scenario } from "../../engine/config.ts";
import type { PathSegment } from "../../scenario/problem.ts";
import { ExpressionError, FUNCTIONS, WORDS } from "../../scenario/vocabulary.ts";
import { knownMetrics, metricFault } from "../sweep/metric-names.ts";
import type { OptimiseFile } from "./optimise-file.ts";
import type { OptimisePlan } from "./optimise-plan.ts";
import { RunValue } from "./run-value.ts";

type Goals = Pick<OptimisePlan, "objectives" | "scales" | "constraints" | "values">;

/** Reads them; undefined when something is wrong, which is reported. */
export function readGoals(file: OptimiseFile, scenario: Scenario): Goals | undefined {
  const given = file.section("objectives");
  const bounds = file.section("constraints");
  const before = file.problems.length;
  const names = shortNames(file, scenario);
  const entries = Object.values(given ?? {});
  if (given !== undefined && entries.length === 0)
    file.report(["objectives"], "there is nothing to be made small or large");
  else if (entries.length > 0 && entries.every(({ weight }) => weight === 0))
    file.report(["objectives"], "every weight is 0: the search would not know what to look for");
  for (const [name, { min, max }] of Object.entries(bounds ?? {})) {
    const place = ["constraints", name];
    if (min === undefined && max === undefined) file.report(place, "bounds nothing", "give it min, max or both");
    else if (min !== undefined && max !== undefined && min > max)
      file.report([...place, "min"], `the bounds end before they begin: ${min} to ${max}`);
  }
  // Looked at one by one, so that a fault elsewhere hides none of them.
  const valuesIn = (section: string) =>
    file.keys([section]).map((name) => {
      const place = [section, name, "value"];
      const text = file.read(z.string(), place);
      return text === undefined ? undefined : readValue(file, scenario, place, text, names);
    });
  const values = { objectives: valuesIn("objectives"), constraints: valuesIn("constraints") };
  if (file.problems.length > before || given === undefined || bounds === undefined) return undefined;
  const objectives = Object.entries(given);
  return {
    objectives: objectives.map(
      ([name, { title, unit, goal, weight, over }]): Objective => ({
        ...{ name, title: title || name, unit, goal, weight, over },
      }),
    ),
    scales: objectives.map(([, { scale }]) => scale ?? null),
    constraints: Object.entries(bounds).map(
      ([name, { title, unit, min, max, over }]): Constraint => ({
        ...{ name, title: title || name, unit, least: min ?? null, most: max ?? null, over },
      }),
    ),
    values: values as Goals["values"],
  };
}

/** Keys by short name, those that no run has reported. */
function shortNames(file: OptimiseFile, scenario: Scenario): Map<string, string> {
  const names = new Map(Object.entries(file.section("figures") ?? {}));
  for (const [name, key] of names) {
    const place = ["figures", name];
    if (WORDS.has(name) || FUNCTIONS.has(name))
      file.report(place, `"${name}" is a word of the expression language`, "", file.placeOf(place, "key"));
    checkKey(file, scenario, place, key);
  }
  return names;
}

function readValue(
  file: OptimiseFile,
  scenario: Scenario,
  place: readonly PathSegment[],
  text: string,
  names: ReadonlyMap<string, string>,
): RunValue | undefined {
  try {
    const value = new RunValue(text, names);
    // Those of an expression were looked at where they have their short names.
    if (!text.trimStart().startsWith("=") && !names.has(text.trim())) checkKey(file, scenario, place, value.keys[0]);
    return value;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const node = file.scalar(place);
    const shift = text.length - text.replace(/^\s*=/, "").length;
    const at =
      node?.textAt === undefined ? undefined : { ...node.textAt, column: node.textAt.column + shift + error.char };
    file.report(place, error.message, error.hint, at);
    return undefined;
  }
}

function checkKey(file: OptimiseFile, scenario: Scenario, place: readonly PathSegment[], key: string): void {
  const names = [...figureNames(Object.keys(scenario.populations)), ...knownMetrics(scenario)];
  const hint = metricFault(key, names, scenario.main);
  if (hint !== null) file.report(place, `no run has a figure called "${key}"`, hint);
}
