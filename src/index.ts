/**
 * Stampede as a library: load a scenario from disk, simulate it, read a typed result.
 *
 * ```ts
 * import { loadScenario, simulate } from "stampede-sim";
 * const { scenario } = await loadScenario("configs/silver-2026.yaml");
 * const { time, venues, summary } = simulate(scenario, { seed: 7 });
 * ```
 *
 * A sweep runs in threads and leaves a store that it goes on from:
 *
 * ```ts
 * for await (const { point, seed, summary } of sweep("configs/sweeps/margin-and-leverage.yaml")) { … }
 * ```
 */
export * from "./browser.ts";
export { type LoadedSweep, loadSweep, type SweepChanges } from "./experiment/sweep/load-sweep.ts";
export { type SweepIteration, type SweepResult, sweep } from "./experiment/sweep/sweep.ts";
export type { SweepPlan } from "./experiment/sweep/sweep-plan.ts";
export { type LoadedScenario, loadScenario, type ScenarioChanges } from "./scenario/index.ts";
