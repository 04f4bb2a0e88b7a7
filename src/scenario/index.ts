/** Scenarios: YAML to a checked, immutable value. */
import type { ScenarioChanges } from "./compile.ts";
import { engineDefinition, type Scenario } from "./engine-definition.ts";
import { type LoadedScenario, loadAs } from "./load.ts";

export { deepFreeze, scenarioHash } from "./canonical.ts";
export type { CompiledScenario, ScenarioChanges, ScenarioCheck, ScenarioDefinition } from "./compile.ts";
export { editorSchemaOf } from "./editor-schema.ts";
export type { ExpressionParser } from "./expression.ts";
export { engineVersion, type LoadedScenario, loadAs } from "./load.ts";
export { mathjsParser } from "./mathjs.ts";
export { nearestName } from "./nearest-name.ts";
export { type ParseOptions, parseScenario } from "./parse-scenario.ts";
export { type Origin, type Problem, ScenarioError } from "./problem.ts";

/**
 * Loads a scenario file: what it extends, overrides, expressions and references resolved, checked and frozen.
 * Rejects with a ScenarioError that lists everything that is wrong, each with its file, line and column.
 */
export async function loadScenario(path: string, changes: ScenarioChanges = {}): Promise<LoadedScenario<Scenario>> {
  const loaded = loadAs(engineDefinition, path, changes);
  return { ...loaded, scenario: loaded.scenario as unknown as Scenario };
}
