import { describe, expect, it } from "vitest";
import { takeSnapshot } from "../../src/core/snapshot.ts";
import { simulate } from "../../src/engine/simulate.ts";
import { Simulation } from "../../src/engine/simulation.ts";
import { fingerprint, silver } from "../scenarios/silver.ts";

const END = "2026-01-08T00:00:00Z";

describe("determinism", () => {
  it("gives the same bytes for the same scenario and seed, others for another seed", async () => {
    const scenario = await silver({ thin: 20, end: END });
    const first = fingerprint(simulate(scenario, { seed: 3 }));
    expect(fingerprint(simulate(scenario, { seed: 3 }))).toBe(first);
    expect(fingerprint(simulate(scenario, { seed: 4 }))).not.toBe(first);
  });

  it("gives the same bytes whether steps ran from the start or from a snapshot, at several moments", async () => {
    const scenario = await silver({ thin: 20, end: END });
    const whole = fingerprint(simulate(scenario, { seed: 5 }));
    const run = new Simulation(scenario, 5);
    for (const moment of ["2026-01-05T08:17:00Z", "2026-01-06T02:00:00Z", "2026-01-07T14:30:00Z"]) {
      while (run.clock.time < Date.parse(moment)) run.step();
      // Through a structured clone, as it would reach another worker.
      const snapshot = structuredClone(run.snapshot());
      expect(fingerprint(simulate(scenario, { seed: 5, from: snapshot }))).toBe(whole);
    }
  });

  it("leaves the run that was photographed undisturbed", async () => {
    const scenario = await silver({ thin: 50, end: "2026-01-06T00:00:00Z" });
    const run = new Simulation(scenario, 2);
    for (let i = 0; i < 300; i++) run.step();
    const before = takeSnapshot(run);
    run.step();
    const after = new Simulation(scenario, 2);
    after.restore(before);
    after.step();
    expect(fingerprint(after.result())).toBe(fingerprint(run.result()));
  });

  it("forks a run-up under another policy without moving the past", async () => {
    const base = await silver({ thin: 20, end: END });
    const other = await silver({ thin: 20, end: END, set: ["clearing.comex.liquidation.participation=60%"] });
    const run = new Simulation(base, 6);
    while (run.clock.time < Date.parse("2026-01-06T12:00:00Z")) run.step();
    const fork = simulate(other, { seed: 6, from: run.snapshot() });
    const whole = simulate(base, { seed: 6 });
    const past = fork.time.findIndex((time) => time >= Date.parse("2026-01-06T12:00:00Z"));
    expect(past).toBeGreaterThan(100);
    expect(fork.venues[0].mid.subarray(0, past)).toEqual(whole.venues[0].mid.subarray(0, past));
  });
});
