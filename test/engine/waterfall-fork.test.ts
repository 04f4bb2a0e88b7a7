import { describe, expect, it } from "vitest";
import type { Scenario } from "../../src/engine/config.ts";
import { forkProblem } from "../../src/engine/fork.ts";
import { Simulation } from "../../src/engine/simulation.ts";
import { loadScenario } from "../../src/scenario/index.ts";

const SMALL = new URL("../../configs/small-crash.yaml", import.meta.url).pathname;
const FORK = Date.parse("2026-01-30T15:10:00Z");
const POTS = { houseStake: 2e5, brokerCapital: 1e6, defaultFundShare: 0, mutualFund: 3e6 };
const MEMBERS = {
  order: ["account-margin", "account-wallet", "house-stake", "mutual-fund", "assessment", "gains-haircut"],
  members: ["makers", "miners"],
  houseStake: 1e5,
  mutualFund: 1e6,
};

const scenarioWith = async (waterfall: Record<string, unknown>): Promise<Scenario> => {
  const overrides = { "clearing.pit.waterfall": waterfall, "clock.step": "2m", twin: null };
  return (await loadScenario(SMALL, { overrides })).scenario;
};

/** Goes on to the end, with everything conserved, and tells what the layers bore. */
function finish(simulation: Simulation) {
  const { clearing } = simulation.world;
  clearing.ledger.checkConservation();
  while (!simulation.ended) {
    simulation.step();
    clearing.ledger.checkConservation();
  }
  const result = simulation.result();
  return { result, used: Object.fromEntries(result.waterfalls[0].layers.map(({ layer, used }) => [layer, used])) };
}

function runUp(scenario: Scenario): Simulation {
  const simulation = new Simulation(scenario, 3);
  while (simulation.clock.time < FORK) simulation.step();
  return simulation;
}

describe("a run-up that goes on under another waterfall", () => {
  it("fills the new layers and counts from there; nothing is made or lost", async () => {
    const [pots, members] = [await scenarioWith(POTS), await scenarioWith(MEMBERS)];
    expect(forkProblem(pots, members, FORK)).toBeNull();
    const base = runUp(pots);
    const snapshot = structuredClone(base.snapshot());
    const own = finish(base);
    expect(own.used["broker-capital"]).toBe(1e6);
    expect(own.used.uncovered).toBeGreaterThan(0);
    const { result, used } = finish(new Simulation(members, 3, {}, snapshot));
    expect(Object.keys(used)).toEqual([...MEMBERS.order, "uncovered"]);
    expect(used["house-stake"]).toBe(1e5);
    expect(used["mutual-fund"]).toBeGreaterThan(0);
    expect(new Set(result.waterfallPayments.payer)).toContain("makers");
    expect(result.time).toEqual(own.result.time);
  });

  it("gives members their contributions back when the other has none", async () => {
    const [members, pots] = [await scenarioWith(MEMBERS), await scenarioWith(POTS)];
    const base = runUp(members);
    const fund = base.result().waterfalls[0].layers.find(({ layer }) => layer === "mutual-fund");
    expect(fund?.available).toBeGreaterThan(0);
    const wallets = (s: Simulation): number => {
      const { clearing, members: all } = s.world;
      let cents = 0;
      for (let member = 0; member < all; member++) cents += clearing.wallet(member, "USD");
      return cents;
    };
    const snapshot = base.snapshot();
    const other = new Simulation(pots, 3, {}, snapshot);
    const inFund = Math.round(((fund?.available ?? 0) - (fund?.used ?? 0)) * 100);
    expect(wallets(other) - wallets(base)).toBe(inFund);
    expect(finish(other).used["mutual-fund"]).toBeGreaterThanOrEqual(0);
  });

  it("is the same run, to the cent, under the same one", async () => {
    const members = await scenarioWith(MEMBERS);
    const base = runUp(members);
    const snapshot = structuredClone(base.snapshot());
    const other = finish(new Simulation(members, 3, {}, snapshot)).result;
    const whole = finish(base).result;
    expect(other.waterfalls).toEqual(whole.waterfalls);
    expect(other.waterfallPayments).toEqual(whole.waterfallPayments);
    expect(other.venues[0].mid).toEqual(whole.venues[0].mid);
  });
});
