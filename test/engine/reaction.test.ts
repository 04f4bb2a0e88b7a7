import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { Simulation } from "../../src/engine/simulation.ts";
import { loadScenario } from "../../src/scenario/index.ts";

const TINY = fileURLToPath(new URL("../experiment/tiny-market.yaml", import.meta.url));

/** Who came to market when, and for how many minutes, in the first round of each turn: seconds of the run and minutes. */
async function visits(set: readonly string[], seconds: number): Promise<Map<string, string[]>> {
  const { scenario } = await loadScenario(TINY, { set });
  const simulation = new Simulation(scenario, 1);
  const { world, clock } = simulation;
  const start = clock.time;
  const seen = new Map<string, string[]>();
  world.populations.forEach((population, p) => {
    const came: string[] = [];
    seen.set(world.names[p], came);
    const act = population.act.bind(population);
    population.act = (view, desk) => {
      if (view.round === 0) came.push(`${(view.time - start) / 1000} ${view.minutes}`);
      act(view, desk);
    };
  });
  while (clock.time < start + seconds * 1000) simulation.step();
  return seen;
}

describe("reaction time", () => {
  it("is a step unless given: everybody comes in every step, for all of it", async () => {
    const seen = await visits(["clock.step=30s"], 90);
    for (const name of ["makers", "value"]) expect(seen.get(name)).toEqual(["0 0.5", "30 0.5", "60 0.5"]);
  });

  it("does not shrink with the step: only fast populations come in between", async () => {
    const seen = await visits(["clock.step=20s", "clock.reaction=1m"], 120);
    const third = 20_000 / 60_000;
    expect(seen.get("makers")).toEqual([0, 20, 40, 60, 80, 100].map((at) => `${at} ${third}`));
    for (const name of ["noise", "value", "longs", "miners"]) expect(seen.get(name)).toEqual(["0 1", "60 1"]);
  });

  it("does not grow with the step: all come as often as it holds reaction times", async () => {
    const seen = await visits(["clock.step=3m", "clock.reaction=1m"], 360);
    for (const name of ["makers", "value"])
      expect(seen.get(name)).toEqual([0, 60, 120, 180, 240, 300].map((at) => `${at} 1`));
  });

  it("need not divide the step, nor the step it: no minute is counted twice or left out", async () => {
    const seen = await visits(["clock.step=40s", "clock.reaction=1m"], 120);
    expect(seen.get("value")).toEqual(["0 1", "60 1"]);
    const fast = seen.get("makers")?.map((visit) => Number(visit.split(" ")[1]));
    expect(fast?.reduce((sum, minutes) => sum + minutes, 0)).toBeCloseTo(2, 12);
  });
});
