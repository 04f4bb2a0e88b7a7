import { fileURLToPath } from "node:url";
import * as library from "stampede-sim";
import * as browser from "stampede-sim/browser";
import { describe, expect, it } from "vitest";

const SMALL = fileURLToPath(new URL("../experiment/small-market.yaml", import.meta.url));

describe("the package", () => {
  it("exports what it says, by its own name", () => {
    expect(Object.keys(library).sort()).toEqual([
      "CALL_OUTCOMES",
      "CAUSES",
      "LIQUIDATION_TRIGGERS",
      "ScenarioError",
      "VENUE_PHASES",
      "loadScenario",
      "loadSweep",
      "parseScenario",
      "simulate",
      "sweep",
    ]);
    expect(Object.keys(browser).sort()).toEqual(
      Object.keys(library)
        .filter((name) => !["loadScenario", "loadSweep", "sweep"].includes(name))
        .sort(),
    );
  });

  it("loads a scenario and simulates it into typed series", async () => {
    const { scenario, hash } = await library.loadScenario(SMALL, { set: ["clock.end=2026-01-29T16:00Z", "shocks=[]"] });
    expect(hash).toMatch(/^[0-9a-f]{8}$/);
    const told: number[] = [];
    const result = library.simulate(scenario, { seed: 5, onProgress: ({ time }) => told.push(time) });
    const [pit] = result.venues;
    expect(result.seed).toBe(5);
    expect(result.time).toBeInstanceOf(Float64Array);
    expect(pit.close).toBeInstanceOf(Float64Array);
    expect(pit.close).toHaveLength(result.time.length);
    expect(result.time).toHaveLength(120);
    expect(pit.volume.reduce((sum, lots) => sum + lots, 0)).toBeGreaterThan(0);
    expect(Object.isFrozen(scenario.venues.pit)).toBe(true);
  });

  it("gives the same result for the same seed, and another for another", async () => {
    const { scenario } = await library.loadScenario(SMALL, { set: ["clock.end=2026-01-29T16:00Z", "shocks=[]"] });
    const run = (seed: number) => library.simulate(scenario, { seed });
    expect(run(5)).toEqual(run(5));
    expect(run(5).venues[0].close).not.toEqual(run(6).venues[0].close);
  });

  it("rejects a scenario with mistakes by a ScenarioError that holds them all", async () => {
    const wrong = library.loadScenario(SMALL, { set: ["populations.longs.membres=3", "venues.pit.tick=-1"] });
    await expect(wrong).rejects.toBeInstanceOf(library.ScenarioError);
    await expect(wrong).rejects.toMatchObject({
      problems: [{ path: "populations.longs.membres" }, { path: "venues.pit.tick" }],
    });
  });
});
