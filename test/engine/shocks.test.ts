import { describe, expect, it } from "vitest";
import type { Operators } from "../../src/engine/build.ts";
import type { Scenario } from "../../src/engine/config.ts";
import { type ShockConfig, shockConfig, shockKinds } from "../../src/engine/shocks/registry.ts";
import { Simulation } from "../../src/engine/simulation.ts";
import { silver } from "../scenarios/silver.ts";

const START = Date.parse("2026-01-05T00:00:00Z");
const HOUR = 3_600_000;

/** The silver market with few members and only the given shocks. */
async function market(shocks: readonly Record<string, unknown>[], operators: Operators = {}): Promise<Simulation> {
  const scenario = await silver({ thin: 40 });
  const parsed = shocks.map((shock) => shockConfig.parse(shock) as unknown as ShockConfig);
  return new Simulation({ ...scenario, shocks: parsed } as Scenario, 9, operators);
}

function runUntil(simulation: Simulation, hours: number): Simulation {
  while (simulation.clock.time < START + hours * HOUR) simulation.step();
  return simulation;
}

const comex = (simulation: Simulation) => simulation.world.venues[0];
const members = (simulation: Simulation, name: string) => simulation.world.shockWorld.members(name);
const held = (simulation: Simulation, name: string, venue: number): number => {
  const { first, count } = members(simulation, name);
  let lots = 0;
  for (let m = first; m < first + count; m++) lots += Math.max(0, simulation.world.clearing.position(venue, m));
  return lots;
};

describe("shocks change the world, each in its own way", () => {
  it("news moves the consensus by its size, a leak shows the informed first", async () => {
    const news = { kind: "news", offset: "1h", size: -0.2, absorption: "10m", leak: { share: 0.5, lead: "3h" } };
    const quiet = await market([]);
    const shocked = await market([news]);
    runUntil(quiet, 2);
    runUntil(shocked, 2);
    const leaked = Math.log(shocked.world.assets.fairValue / quiet.world.assets.fairValue);
    expect(leaked).toBeGreaterThan(-0.101);
    expect(leaked).toBeLessThan(-0.09);
    runUntil(quiet, 6);
    runUntil(shocked, 6);
    expect(Math.log(shocked.world.assets.fairValue / quiet.world.assets.fairValue)).toBeCloseTo(-0.2, 3);
    expect(comex(shocked).last()).toBeLessThan(comex(quiet).last() * 0.99);
  });

  it("liquidation-only refuses new positions from its moment until it is lifted", async () => {
    const s = await market([
      { kind: "liquidation-only", offset: "2h", venue: "comex", hedgers: ["comexCommercials"], text: "sell only" },
      { kind: "liquidation-only", offset: "6h", venue: "comex", on: false },
    ]);
    const { clearing } = s.world;
    runUntil(s, 2);
    const interest = clearing.openInterest(0);
    // What rested in the book before may still trade; new orders may only close.
    runUntil(s, 3);
    const bound = clearing.openInterest(0);
    runUntil(s, 6);
    expect(clearing.openInterest(0)).toBeLessThan(bound);
    expect(clearing.openInterest(0)).toBeLessThan(interest);
    const lifted = clearing.openInterest(0);
    runUntil(s, 10);
    expect(clearing.openInterest(0)).toBeGreaterThan(lifted);
    const told = s.result().events.filter((event) => event.kind === "liquidation-only");
    expect(told.map((event) => event.text)).toEqual(["sell only", "new positions again"]);
  });

  it("a margin change takes effect at its time", async () => {
    const s = await market([
      { kind: "margin", offset: "1h", venue: "comex", maintenance: "20%", initial: "22%", notice: "1h" },
    ]);
    runUntil(s, 1.9);
    expect(s.world.clearing.maintenanceRate(0)).toBeLessThan(0.1);
    runUntil(s, 2.1);
    expect(s.world.clearing.maintenanceRate(0)).toBeCloseTo(0.2, 9);
    expect(s.world.clearing.initialRate(0)).toBeCloseTo(0.22, 9);
  });

  it("a margin schedule leaves out the steps of a mechanism that is off", async () => {
    const { scenario, seed } = await market([]);
    const effective = scenario.clock.start + 60 * 60_000;
    const steps = [{ effective, maintenance: 0.2, ratio: 1.1 }];
    const margin = { kind: "schedule", maintenance: 0.09, ratio: 1.1, steps, mechanism: "margin-hikes" } as const;
    const clearing = {
      ...scenario.clearing,
      comex: { ...scenario.clearing["comex"], margin },
    } as unknown as Scenario["clearing"];
    const rate = (without: readonly string[]): number => {
      const s = runUntil(new Simulation({ ...scenario, clearing, without: [...without] }, seed), 2);
      return s.world.clearing.maintenanceRate(0);
    };
    expect(rate([])).toBeCloseTo(0.2, 9);
    expect(rate(["margin-hikes"])).toBeCloseTo(0.09, 9);
  });

  it("a position limit binds whom it names, by force after its deadline", async () => {
    const s = await market([
      {
        kind: "position-limit",
        offset: "1h",
        venue: "comex",
        lots: 3,
        deadline: "2h",
        populations: ["squeezeBettors"],
      },
    ]);
    const over = () => {
      const { first, count } = members(s, "squeezeBettors");
      let n = 0;
      for (let m = first; m < first + count; m++) if (s.world.clearing.position(0, m) > 3) n++;
      return n;
    };
    runUntil(s, 2);
    expect(over()).toBeGreaterThan(0);
    runUntil(s, 20);
    expect(over()).toBe(0);
    const { liquidations } = s.result();
    expect(liquidations.trigger).toContain(3);
  });

  it("another price limit holds from the next trading day", async () => {
    const s = await market([{ kind: "price-limit", offset: "2h", venue: "shfe", down: "3%", up: "4%" }]);
    runUntil(s, 30);
    const shfe = s.world.venues[1];
    expect(shfe.limitLowTicks).toBe(Math.ceil(shfe.dayBaseTicks * 0.97 - 1));
    expect(shfe.limitHighTicks / shfe.dayBaseTicks).toBeCloseTo(1.04, 3);
  });

  it("a halt stops trading for its time and no longer", async () => {
    const s = await market([{ kind: "halt", offset: "2h", venue: "comex", duration: "30m" }]);
    runUntil(s, 2);
    s.step();
    let volume = 0;
    while (s.clock.time < START + 2.5 * HOUR) {
      s.step();
      volume += comex(s).stepVolume;
    }
    expect(volume).toBe(0);
    runUntil(s, 3);
    expect(comex(s).volume).toBeGreaterThan(0);
  });

  it("subscriptions stop and open with a cap; the valuation rule switches", async () => {
    const s = await market([
      { kind: "subscription", offset: "1h", open: false },
      { kind: "subscription", offset: "3h", open: true, cap: 100 },
      { kind: "revaluation", offset: "2h", rule: "fair-value" },
    ]);
    const { fund } = s.world.assets;
    runUntil(s, 1.5);
    expect(fund.open).toBe(false);
    expect(fund.rule).toBe("settlement");
    runUntil(s, 3.5);
    expect(fund.open).toBe(true);
    expect(fund.cap).toBe(10_000);
    expect(fund.rule).toBe("fair-value");
  });

  it("an ETF outflow sells the share that it says", async () => {
    const shock = { kind: "etf-outflow", offset: "15h", population: "etfHolders", share: "40%", duration: "3h" };
    const quiet = runUntil(await market([]), 20);
    const s = runUntil(await market([shock]), 20);
    const sold = 1 - held(s, "etfHolders", 3) / held(quiet, "etfHolders", 3);
    expect(sold).toBeGreaterThan(0.2);
    expect(sold).toBeLessThan(0.5);
  });

  it("liquidity that is withdrawn leaves the book thinner, and comes back", async () => {
    const s = await market([
      { kind: "liquidity-withdrawal", offset: "2h", population: "comexMakers", share: "100%", duration: "1h" },
    ]);
    const { first, count } = members(s, "comexMakers");
    const quoted = () => {
      let lots = 0;
      for (const side of [0, 1] as const) {
        comex(s).book.forEachResting(side, (id) => {
          const owner = comex(s).book.ownerOf(id);
          if (owner >= first && owner < first + count) lots++;
        });
      }
      return lots;
    };
    runUntil(s, 1.9);
    expect(quoted()).toBeGreaterThan(50);
    runUntil(s, 2.5);
    expect(quoted()).toBe(0);
    runUntil(s, 3.5);
    expect(quoted()).toBeGreaterThan(50);
  });

  it("metal is released and locked up, gram for gram", async () => {
    const s = await market([
      { kind: "float", offset: "1h", tonnes: 500 },
      { kind: "float", offset: "2h", tonnes: -200 },
    ]);
    const { metal } = s.world.assets;
    const jump = (hours: number) => {
      runUntil(s, hours - 0.01);
      const before = metal.floatTonnes;
      s.step();
      s.step();
      return metal.floatTonnes - before;
    };
    expect(jump(1)).toBeCloseTo(500, 0);
    expect(jump(2)).toBeCloseTo(-200, 0);
  });

  it("a narrative raises attention", async () => {
    const quiet = runUntil(await market([]), 24);
    const s = runUntil(await market([{ kind: "narrative", offset: "1h", size: 0.5, halfLife: "1d" }]), 24);
    expect(s.world.assets.attention).toBeGreaterThan(quiet.world.assets.attention + 0.1);
  });

  it("a fat finger goes through the book at once; a program works its order over time", async () => {
    const operator = {
      operator: { kind: "operators", members: 1, venue: "comex", capital: 1e10, latency: 0, slip: 0.02 },
    };
    const scenario = await silver({ thin: 40 });
    const shocks = [
      { kind: "fat-finger", offset: "2h", population: "operator", venue: "comex", lots: -3000, distance: "10%" },
      {
        kind: "program",
        offset: "5h",
        population: "operator",
        venue: "comex",
        lots: 900,
        duration: "2h",
        participation: 1,
      },
    ].map((shock) => shockConfig.parse(shock) as unknown as ShockConfig);
    const populations = { ...scenario.populations, ...operator };
    const s = new Simulation({ ...scenario, populations, shocks } as unknown as Scenario, 9);
    runUntil(s, 2);
    const before = comex(s).last();
    s.step();
    s.step();
    expect(comex(s).stepLow === -9007199254740992 ? comex(s).last() : comex(s).toPrice(comex(s).stepLow)).toBeLessThan(
      before,
    );
    const { first } = members(s, "operator");
    expect(s.world.clearing.position(0, first)).toBeLessThan(-100);
    const afterMistake = s.world.clearing.position(0, first);
    runUntil(s, 6);
    const half = s.world.clearing.position(0, first) - afterMistake;
    runUntil(s, 8);
    const whole = s.world.clearing.position(0, first) - afterMistake;
    expect(half).toBeGreaterThan(0);
    expect(whole).toBeGreaterThan(half);
    expect(whole).toBeLessThanOrEqual(900);
  });

  it("standing bids are spread below the price, all of their lots, and wait there for sellers", async () => {
    const operator = { kind: "operators", members: 1, venue: "comex", capital: 1e10, latency: 0, slip: 0.02 };
    const scenario = await silver({ thin: 40 });
    const bids = {
      kind: "standing-bids",
      offset: "2h",
      population: "operator",
      venue: "comex",
      lots: 500,
      within: 0.05,
    };
    const shocks = [shockConfig.parse(bids) as unknown as ShockConfig];
    const populations = { ...scenario.populations, operator };
    const s = new Simulation({ ...scenario, populations, shocks } as unknown as Scenario, 9);
    runUntil(s, 2);
    const { book } = comex(s);
    const { first } = members(s, "operator");
    const waiting = () => {
      const found: { price: number; qty: number }[] = [];
      book.forEachResting(0, (_id, price, qty, owner) => owner === first && found.push({ price, qty }));
      return found;
    };
    expect(waiting()).toEqual([]);
    const seen = book.bestBid();
    s.step();
    s.step();
    const placed = waiting();
    const lots = placed.reduce((sum, { qty }) => sum + qty, 0);
    expect(lots + s.world.clearing.position(0, first)).toBe(500);
    expect(new Set(placed.map(({ price }) => price)).size).toBe(placed.length);
    for (const { price } of placed) expect(price / seen).toBeGreaterThan(0.94);
    expect(Math.min(...placed.map(({ price }) => price)) / seen).toBeLessThan(0.96);
    expect(s.result().events.filter(({ kind }) => kind === "standing-bids")).toHaveLength(1);
  });

  it("an operator's own function is called with its parameters", async () => {
    const seen: unknown[] = [];
    const operators: Operators = { mine: (world, parameters) => seen.push([world.time, parameters]) };
    const s = await market([{ kind: "operator", offset: "1h", operator: "mine", parameters: { x: 3 } }], operators);
    runUntil(s, 2);
    expect(seen).toEqual([[START + HOUR, { x: 3 }]]);
    const missing = await market([{ kind: "operator", offset: "1h", operator: "yours" }]);
    expect(() => runUntil(missing, 2)).toThrow(/yours/);
  });

  it("has a test for every kind, here or in a file of its own", () => {
    const tested = [
      "news",
      "margin",
      "position-limit",
      "price-limit",
      "halt",
      "subscription",
      "revaluation",
      "etf-outflow",
      "liquidation-only",
      "liquidity-withdrawal",
      "float",
      "narrative",
      "fat-finger",
      "program",
      "standing-bids",
      "operator",
      // halts.test.ts and member-default.test.ts
      "velocity-halt",
      "member-default",
    ];
    expect([...shockKinds.keys()].sort()).toEqual(tested.sort());
  });
});

describe("when shocks are due", () => {
  const mark = (extra: Record<string, unknown>) => ({ kind: "float", tonnes: 1, text: "marked", ...extra });
  const times = (s: Simulation): number[] =>
    s
      .result()
      .events.filter((e) => e.text === "marked")
      .map((e) => (e.time - START) / HOUR);

  it("at a moment, after the start, and after another", async () => {
    const s = await market([
      mark({ at: "2026-01-05T09:30:00+08:00", name: "first" }),
      mark({ offset: "2h" }),
      mark({ after: { shock: "first", delay: "90m" } }),
    ]);
    runUntil(s, 5);
    expect(times(s)).toEqual([1.5, 2, 3]);
  });

  it("on a condition: once, or again after a rest", async () => {
    const high = { indicator: "price", venue: "comex", above: 1, from: "2026-01-05T01:00:00Z" };
    const once = await market([mark({ when: high })]);
    runUntil(once, 5);
    expect(times(once)).toEqual([1]);
    const again = await market([mark({ when: high, repeat: "2h" })]);
    runUntil(again, 6);
    expect(times(again)).toEqual([1, 3, 5]);
  });

  it("never when the condition does not hold, or too late", async () => {
    const s = await market([
      mark({ when: { indicator: "oi-over-stock", above: 1e6 } }),
      mark({
        when: {
          indicator: "price",
          venue: "comex",
          above: 1,
          from: "2026-01-05T03:00:00Z",
          until: "2026-01-05T02:00:00Z",
        },
      }),
    ]);
    runUntil(s, 5);
    expect(times(s)).toEqual([]);
  });
});
