/** One whole run: a pure function of a scenario and a seed. */
import { summarise } from "../analysis/summary.ts";
import type { Snapshot } from "../core/snapshot.ts";
import type { Operators } from "./build.ts";
import type { Scenario } from "./config.ts";
import type { RunResult } from "./result.ts";
import { Simulation } from "./simulation.ts";

/** How far a run is. */
export interface Progress {
  /** Moment reached, and the run's ends, ms UTC. */
  readonly time: number;
  readonly start: number;
  readonly end: number;
  readonly step: number;
  /** Price of the main venue. */
  readonly price: number;
}

export interface SimulateOptions {
  /** The scenario's own seed unless given. */
  readonly seed?: number;
  /** Called about every thousand steps. */
  readonly onProgress?: (progress: Progress) => void;
  /** Go on from here: a snapshot of the same scenario, or of one that differs in configuration only. */
  readonly from?: Snapshot;
  /** Stop before the first step that begins at or after this moment (ms UTC), where the clock would go on. */
  readonly until?: number;
  /** Leave the summary empty: it takes a moment, and not everyone reads it. */
  readonly bare?: boolean;
  /** Functions for shocks of kind `operator`. */
  readonly operators?: Operators;
}

/** Steps between calls of `onProgress`. */
const TELL = 256;

/**
 * Runs the scenario up to `time` (ms UTC) and returns all state: every step that begins before it is taken, the first one
 * at or after it is not. What goes on from there by `simulate(…, { from })` is what a whole run would have been.
 */
export function simulateUntil(scenario: Scenario, time: number, options: Omit<SimulateOptions, "from"> = {}): Snapshot {
  const simulation = new Simulation(scenario, options.seed ?? scenario.seed, options.operators);
  const { clock, world } = simulation;
  const { start, end } = scenario.clock;
  while (!simulation.ended && clock.time < time) {
    simulation.step();
    if (options.onProgress && clock.step % TELL === 0)
      options.onProgress({ time: clock.time, start, end, step: clock.step, price: world.venues[world.main].last() });
  }
  return simulation.snapshot();
}

/** Runs the scenario to the end of its clock, or until it is told to stop. */
export function simulate(scenario: Scenario, options: SimulateOptions = {}): RunResult {
  const simulation = new Simulation(scenario, options.seed ?? scenario.seed, options.operators, options.from);
  const { clock, world } = simulation;
  const { start } = scenario.clock;
  const end = Math.min(scenario.clock.end, options.until ?? Number.POSITIVE_INFINITY);
  while (!simulation.ended && clock.time < end) {
    simulation.step();
    if (options.onProgress && clock.step % TELL === 0) {
      options.onProgress({ time: clock.time, start, end, step: clock.step, price: world.venues[world.main].last() });
    }
  }
  const result = simulation.result();
  return options.bare === true ? result : { ...result, summary: summarise(result, scenario) };
}
