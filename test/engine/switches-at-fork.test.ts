/** What may be switched off from a moment on: behaviour, price limits, position limits, changes of margin. */
import { describe, expect, it } from "vitest";
import { Cause } from "../../src/core/cause.ts";
import type { Scenario } from "../../src/engine/config.ts";
import { forkProblem } from "../../src/engine/fork.ts";
import type { RunResult } from "../../src/engine/result.ts";
import { simulate, simulateUntil } from "../../src/engine/simulate.ts";
import { loadScenario } from "../../src/scenario/index.ts";

const SMALL = new URL("../../configs/small-crash.yaml", import.meta.url).pathname;
const FORK = Date.parse("2026-01-30T13:30:00Z");
const MECHANISMS = {
  "forced-liquidation": "calls",
  stops: "stops",
  momentum: "chasing",
  swing: "trend followers",
  news: "bad news",
};
const WORLD = {
  mechanisms: MECHANISMS,
  "shocks.0.mechanism": "news",
  twin: null,
  "clock.step": "2m",
  "venues.pit.rules": [
    { kind: "daily-limit", down: "8%", up: "8%" },
    { kind: "velocity-halt", move: "3%" },
  ],
  "populations.stoppers": { kind: "stop-programs", members: 40, venue: "pit", distance: { uniform: [0.02, 0.1] } },
  "populations.swing": { kind: "trend-followers", members: 30, venue: "pit", mechanism: "swing" },
  "clearing.pit.positionLimits": [
    { from: "2026-01-30T13:40:00Z", deadline: "2026-01-30T13:50:00Z", lots: 5, populations: ["longs"] },
  ],
};

const scenarioWith = async (overrides: Record<string, unknown> = {}): Promise<Scenario> =>
  (await loadScenario(SMALL, { overrides: { ...WORLD, ...overrides } })).scenario;

/** Lots that were traded for that cause from the fork on; both sides are told, so each counts. */
function lotsFor(result: RunResult, cause: Cause, population?: string): number {
  const { flows, populations } = result;
  const p = population === undefined ? -1 : populations.findIndex(({ name }) => name === population);
  let lots = 0;
  for (let row = 0; row < flows.time.length; row++) {
    if (flows.time[row] < FORK || flows.cause[row] !== cause || (p >= 0 && flows.population[row] !== p)) continue;
    lots += flows.buyVolume[row] + flows.sellVolume[row];
  }
  return lots;
}

describe("what is switched off at a fork", () => {
  it.each([
    ["crypto-traders", { trigger: 0.5 }],
    ["haven-investors", { scale: 0.001 }],
    ["crossover-traders", { few: 2, many: 5 }],
    ["trend-followers", {}],
  ])("momentum is all that %s trade for, and none of it without", async (kind, settings) => {
    const own = { kind, members: 60, venue: "pit", mechanism: "swing", ...settings };
    // Gold rises, and silver falls.
    const news = { "shocks.0.gold": 0.05, "shocks.0.at": "2026-01-30T13:35:00Z" };
    const base = await scenarioWith({ "populations.swing": own, ...news });
    const from = structuredClone(simulateUntil(base, FORK));
    const still = await scenarioWith({ "populations.swing": own, ...news, without: ["momentum"] });
    expect(forkProblem(base, still, FORK)).toBeNull();
    // What they sent before may rest and still be filled: what they take is new.
    const taken = ({ flows, populations }: RunResult): number => {
      const p = populations.findIndex(({ name }) => name === "swing");
      const own = (_: number, i: number): boolean =>
        flows.time[i] >= FORK && flows.population[i] === p && flows.cause[i] === Cause.Momentum;
      return flows.aggressiveVolume.filter(own).reduce((sum, lots) => sum + Math.abs(lots), 0);
    };
    expect(taken(simulate(base, { from, bare: true }))).toBeGreaterThan(0);
    expect(taken(simulate(still, { from, bare: true }))).toBe(0);
  });

  it("is at work until then and not after", async () => {
    const base = await scenarioWith();
    const from = structuredClone(simulateUntil(base, FORK));
    const goOn = async (overrides: Record<string, unknown>) => {
      const scenario = await scenarioWith(overrides);
      expect(forkProblem(base, scenario, FORK)).toBeNull();
      return simulate(scenario, { from, bare: true });
    };
    const whole = simulate(base, { bare: true });
    const kept = await goOn({});
    expect(kept).toEqual(whole);
    const low = (result: RunResult): number => Math.min(...result.venues[0].low.filter((p) => !Number.isNaN(p)));
    const kinds = (result: RunResult) =>
      new Set(result.events.filter(({ time }) => time >= FORK).map(({ kind }) => kind));
    expect(kinds(whole)).toContain("halt");
    expect(kinds(whole)).toContain("position-limit");
    expect(kinds(whole)).toContain("margin");
    expect(lotsFor(whole, Cause.Stop)).toBeGreaterThan(0);
    expect(lotsFor(whole, Cause.PositionLimit)).toBeGreaterThan(0);

    const calm = await goOn({ without: ["stops", "swing"] });
    expect(lotsFor(calm, Cause.Stop)).toBe(0);
    expect(lotsFor(calm, Cause.Momentum, "swing")).toBe(0);

    const open = await goOn({ "venues.pit.limitsUntil": "2026-01-30T13:30Z" });
    expect(kinds(open)).not.toContain("halt");
    expect(low(open)).toBeLessThan(low(whole));
    expect(open.venues[0].limitLow.at(-1)).toBeNaN();

    const free = await goOn({ "clearing.pit.enforceLimits": false });
    expect(lotsFor(free, Cause.PositionLimit)).toBe(0);
    expect(kinds(free)).not.toContain("position-limit");

    const frozen = await goOn({ "clearing.pit.marginChanges": false });
    expect(kinds(frozen)).not.toContain("margin");
    const { initialMargin } = frozen.venues[0];
    expect(initialMargin.at(-1)).toBe(initialMargin[0]);
    expect(whole.venues[0].initialMargin.at(-1)).toBeGreaterThan(initialMargin[0]);
  });

  it("cannot have begun before", async () => {
    const base = await scenarioWith();
    const off = await scenarioWith({ without: ["news"] });
    expect(forkProblem(base, off, FORK)).toBeNull();
    expect(forkProblem(base, off, FORK + 3 * 3_600_000)).toMatch(/without switches news, of which a shock may be due/);
    const limits = await scenarioWith({ "venues.pit.limitsUntil": "2026-01-30T10:00:00Z" });
    expect(forkProblem(base, limits, FORK)).toMatch(/limitsUntil lies before the fork/);
  });
});
