/** What a run costs as its members grow, and as its days do. */
import { option } from "../bench.ts";
import type { Library, Probe } from "../probe.ts";
import { peakMegabytes, processorSeconds } from "./clock.ts";

const FILE = "configs/bench/scale.yaml";
type Engine = typeof import("../../src/engine/simulation.ts");

/** Two days of a market with so many leveraged accounts, of which one in a hundred looks at its position in a day. */
export const scale: Probe = async ({ load }, args) => {
  const { loadScenario } = await load<Library>("index.js");
  const { Simulation } = await load<Engine>("engine/simulation.js");
  const { scenario } = await loadScenario(FILE, { set: [option(args, "set")!] });
  const start = processorSeconds();
  const simulation = new Simulation(scenario, scenario.seed);
  const built = processorSeconds();
  while (!simulation.ended) simulation.step();
  return { build: built - start, run: processorSeconds() - built, peak: peakMegabytes() };
};

/** A year of one-minute steps: memory after its first quarter and at its end, what was recorded taken off. */
export const year: Probe = async ({ load }) => {
  const { loadScenario } = await load<Library>("index.js");
  const { Simulation } = await load<Engine>("engine/simulation.js");
  const { scenario } = await loadScenario(FILE, { set: ["clock.end=2027-01-29T17:00 America/New_York"] });
  const { start, end } = scenario.clock;
  const collect = (globalThis as { gc?: () => void }).gc;
  const held = (): number => {
    collect?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return (heapUsed + arrayBuffers) / 1e6;
  };
  const before = processorSeconds();
  const simulation = new Simulation(scenario, scenario.seed);
  let quarter = 0;
  let steps = 0;
  let stepsThen = 0;
  while (!simulation.ended) {
    if (quarter === 0 && simulation.clock.time > start + (end - start) / 4) {
      quarter = held();
      stepsThen = steps;
    }
    simulation.step();
    steps++;
  }
  const run = processorSeconds() - before;
  const whole = held();
  const result = simulation.result();
  const columns = [
    result.time,
    ...Object.values(result.world),
    ...result.venues.flatMap((venue) => Object.values(venue)),
  ];
  const bytes = columns.reduce<number>((sum, column) => sum + (ArrayBuffer.isView(column) ? column.byteLength : 0), 0);
  const since = (bytes / 1e6) * (1 - stepsThen / steps);
  return { run, steps, series: bytes / 1e6, growth: whole - quarter - since };
};
