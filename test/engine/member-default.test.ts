/** Members that fail: they pay nothing any more, nothing is made or lost, and the house is left with their positions. */
import { describe, expect, it } from "vitest";
import { simulate } from "../../src/engine/simulate.ts";
import { Simulation } from "../../src/engine/simulation.ts";
import { loadScenario } from "../../src/scenario/index.ts";

const TINY = new URL("../experiment/tiny-market.yaml", import.meta.url).pathname;
const load = async (largest: number, side = "long") => {
  const failing = `{ kind: member-default, at: 2026-01-29T17:35Z, venue: pit, largest: ${largest}, side: ${side} }`;
  const news = "{ kind: news, at: 2026-01-29T17:40Z, size: -0.25, absorption: 5m }";
  return (await loadScenario(TINY, { set: [`shocks=[${news}, ${failing}]`] })).scenario;
};

describe("the largest accounts fail", () => {
  it("those of the side that is meant, with what they own outside the house; and money is conserved", async () => {
    const scenario = await load(3);
    const run = new Simulation(scenario, 4);
    const { clearing } = run.world;
    const holdings = () => Array.from({ length: run.world.members }, (_, m) => clearing.position(0, m));
    const failed = Date.UTC(2026, 0, 29, 17, 35);
    while (run.clock.time < failed) run.step();
    const before = holdings();
    const largest = [...before.keys()].sort((a, b) => before[b] - before[a] || a - b).slice(0, 3);
    const rich = largest.filter((member) => clearing.wallet(member, "USD") > 0);
    expect(rich.length).toBeGreaterThan(0);
    run.step();
    for (const member of largest) {
      expect(clearing.wallet(member, "USD")).toBe(0);
      expect(clearing.owners.willingness[member]).toBe(0);
    }
    expect(clearing.owners.willingness.filter((x) => x === 0)).toHaveLength(3);
    clearing.ledger.checkConservation();
    while (!run.ended) run.step();
    clearing.ledger.checkConservation();
  });

  it("none of them is nothing at all", async () => {
    const [none, some] = [simulate(await load(0), { seed: 4 }), simulate(await load(25), { seed: 4 })];
    const plain = simulate((await loadScenario(TINY)).scenario, { seed: 4 });
    expect(none.venues[0].close).toEqual(plain.venues[0].close);
    expect(none.events).toEqual(plain.events);
    expect(some.events.filter(({ kind }) => kind === "member-default").map(({ text }) => text)).toEqual([
      "the 25 largest accounts stop paying",
    ]);
  });

  it("more of them leave more that their own money does not cover", async () => {
    const loss = async (largest: number): Promise<number> => {
      const { liquidations } = simulate(await load(largest), { seed: 4 });
      return liquidations.shortfall.reduce((sum, one) => sum + one, 0);
    };
    expect(await loss(40)).toBeGreaterThan(await loss(0));
  });
});
