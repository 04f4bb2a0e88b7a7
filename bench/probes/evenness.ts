/** Pauses of garbage collection while the steps run: they come at no moment that the model knows of. */
import { PerformanceObserver, performance } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";
import type { Library, Probe } from "../probe.ts";

export const evenness: Probe = async ({ load }, args) => {
  const { loadScenario } = await load<Library>("index.js");
  const { Simulation } = await load<typeof import("../../src/engine/simulation.ts")>("engine/simulation.js");
  const { scenario } = await loadScenario(args[0]!);
  const simulation = new Simulation(scenario, scenario.seed);
  const pauses: { start: number; length: number }[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) pauses.push({ start: startTime, length: duration });
  });
  observer.observe({ entryTypes: ["gc"] });
  const start = performance.now();
  while (!simulation.ended) simulation.step();
  const end = performance.now();
  // The observer is told between turns of the event loop, so only now.
  for (let turn = 0; turn < 3; turn++) await setImmediate();
  observer.disconnect();
  const within = pauses.filter((pause) => pause.start >= start && pause.start < end).map((pause) => pause.length);
  return {
    longest: within.reduce((most, length) => Math.max(most, length), 0),
    pauses: within.length,
    collecting: (100 * within.reduce((sum, length) => sum + length, 0)) / (end - start),
  };
};
