import { describe, expect, it } from "vitest";
import { AccountField } from "../../src/clearing/account-table.ts";
import { Simulation } from "../../src/engine/simulation.ts";
import { silver } from "../scenarios/silver.ts";

describe("a whole run", () => {
  it("neither makes nor loses a lot, a cent or a gram, in any step", async () => {
    const simulation = new Simulation(await silver({ thin: 40 }), 11);
    const { clearing, assets } = simulation.world;
    const { metal } = assets;
    const grams = metal.totalGrams - metal.suppliedGrams + metal.consumedGrams;
    let steps = 0;
    while (!simulation.ended) {
      simulation.step();
      clearing.ledger.checkConservation();
      if (metal.totalGrams - metal.suppliedGrams + metal.consumedGrams !== grams)
        throw new Error(`metal was made or lost in step ${steps}`);
      steps++;
    }
    expect(steps).toBeGreaterThan(30_000);
    const { liquidations } = simulation.result();
    expect(liquidations.member.length).toBeGreaterThan(0);
  });

  it("marks down what a broken ledger lost", async () => {
    const simulation = new Simulation(await silver({ thin: 100, end: "2026-01-05T02:00:00Z" }), 1);
    simulation.step();
    simulation.world.clearing.ledger.accounts[0].rows[AccountField.POSITION] += 1;
    expect(() => simulation.world.clearing.ledger.checkConservation()).toThrow();
  });
});
