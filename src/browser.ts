/** The part of the library that needs no Node: the engine, and scenarios from a text. `stampede-sim/browser`. */
import type { Scenario } from "./engine/config.ts";
import type { CompiledScenario, ScenarioChanges } from "./scenario/compile.ts";
import { engineDefinition } from "./scenario/engine-definition.ts";
import type { ExpressionParser } from "./scenario/expression.ts";
import { parseScenario as parseAs } from "./scenario/parse-scenario.ts";

export { CAUSES, type CauseName } from "./core/cause.ts";
export type { Snapshot } from "./core/snapshot.ts";
export type { Scenario } from "./engine/config.ts";
export * from "./engine/result.ts";
export { type Progress, type SimulateOptions, simulate } from "./engine/simulate.ts";
export { type Problem, ScenarioError } from "./scenario/problem.ts";

/** What surrounds the text of a scenario. */
export interface ParseScenarioOptions extends ScenarioChanges {
  /** What messages call the text; `scenario.yaml` unless given. */
  readonly file?: string;
  /** Other texts by name, for `extends`. */
  readonly others?: Readonly<Record<string, string>>;
  /** Parses expressions (mathjs' `parse`). Without it a scenario that holds an expression, a reported figure's among them, cannot be read. */
  readonly parser?: () => ExpressionParser;
}

/** A scenario from a text. Throws a ScenarioError that lists everything that is wrong with it. */
export function parseScenario(text: string, options: ParseScenarioOptions = {}): CompiledScenario<Scenario> {
  const compiled = parseAs(text, { file: "scenario.yaml", ...options, ...engineDefinition });
  return { ...compiled, scenario: compiled.scenario as unknown as Scenario };
}
