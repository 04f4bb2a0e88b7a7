/**
 * Stampede as a library: load a scenario from disk, simulate it, read a typed result.
 *
 * ```ts
 * import { loadScenario, simulate } from "stampede-sim";
 * const { scenario } = await loadScenario("configs/silver-2026.yaml");
 * const { time, venues, summary } = simulate(scenario, { seed: 7 });
 * ```
 */
export * from "./browser.ts";
export { type LoadedScenario, loadScenario, type ScenarioChanges } from "./scenario/index.ts";
