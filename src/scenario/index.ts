/** Scenarios: YAML to a checked, immutable value. */
export { deepFreeze, scenarioHash } from "./canonical.ts";
export type { CompiledScenario, ScenarioChanges, ScenarioCheck, ScenarioDefinition } from "./compile.ts";
export type { ExpressionParser } from "./expression.ts";
export { engineVersion, type LoadedScenario, loadAs } from "./load.ts";
export { mathjsParser } from "./mathjs.ts";
export { nearestName } from "./nearest-name.ts";
export { type ParseOptions, parseScenario } from "./parse-scenario.ts";
export { type Origin, type Problem, ScenarioError } from "./problem.ts";
