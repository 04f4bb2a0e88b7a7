/** No price is scripted: not by a shock, not by a number in a scenario, not by what was reported. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Scenario } from "../../src/engine/config.ts";
import { shockKinds } from "../../src/engine/shocks/registry.ts";
import { simulate } from "../../src/engine/simulate.ts";
import { type LoadedScenario, loadScenario } from "../../src/scenario/index.ts";
import { fingerprint, silver } from "./silver.ts";

const CONFIGS = new URL("../../configs/", import.meta.url).pathname;
const SHIPPED = readdirSync(CONFIGS).filter(
  (name) => name.endsWith(".yaml") && readFileSync(CONFIGS + name, "utf8").includes("schema/scenario.schema.json"),
);
const load = (name: string): Promise<LoadedScenario<Scenario>> => loadScenario(CONFIGS + name);

/** What a shock may say, by what it means. There is no price among them, and a new key must be put where it belongs. */
const SAID = {
  change: ["size", "gold", "fx", "uncertainty", "leak", "move"],
  share: ["share", "participation", "distance", "down", "up", "initial", "maintenance"],
  amount: ["lots", "tonnes", "cap", "largest"],
  time: ["absorption", "notice", "deadline", "until", "duration", "halfLife", "within", "pause", "nearClose"],
  name: ["venue", "population", "populations", "hedgers", "operator", "associated"],
  rule: ["policy", "collect", "open", "on", "rule", "explained", "parameters", "side", "into"],
};

describe("shocks", () => {
  it.each([...shockKinds])("%s: sizes, amounts, times, names and rules are all that it says", (_, { config }) => {
    const keys = Object.keys((config as unknown as { shape: object }).shape);
    expect(keys.filter((key) => !Object.values(SAID).flat().includes(key))).toEqual([]);
  });

  it.each(SHIPPED)("%s: none waits for a price, and none is a program's own", async (name) => {
    const { scenario } = await load(name);
    for (const { kind, when } of scenario.shocks) {
      expect(kind).not.toBe("operator");
      expect(when?.indicator).not.toBe("price");
    }
  });
});

/** Numbers of a tree with where they stand. */
function numbers(tree: unknown, path: readonly string[] = []): [path: string, value: number][] {
  if (typeof tree === "number") return [[path.join("."), tree]];
  if (typeof tree !== "object" || tree === null) return [];
  return Object.entries(tree).flatMap(([key, part]) => numbers(part, [...path, key]));
}

/** Where a price may stand: the market before the run and when it begins. */
const BEFORE = /^venues\.[^.]+\.(price|history)|^assets\.(fairValue|gold|fx)\.start|^assets\.fund\.nav/;

describe("numbers of a scenario", () => {
  it.each(SHIPPED)("%s: no price that was reported stands anywhere else", async (name) => {
    const { reported, ...rest } = (await load(name)).scenario;
    const prices = new Set(reported.filter(({ unit }) => /^(USD|CNY)(?! bn)/.test(unit)).map(({ value }) => value));
    const { validation: _, ...told } = rest as typeof rest & { validation?: unknown };
    const found = numbers(told).filter(([path, value]) => prices.has(value) && !BEFORE.test(path));
    // A count or a share may be the same number as a price by chance; a level of the market is no whole dollar.
    expect(found.filter(([, value]) => !Number.isInteger(value))).toEqual([]);
  });
});

/** The fall that each scenario with a record is held against, and the days whose news is part of it. */
const FALLS = [
  { name: "silver-2026.yaml", figure: "comex.fall", from: "2026-01-29T18:25Z", to: "2026-01-30T19:00Z" },
  { name: "hunt-1980.yaml", figure: "fall", from: "1980-01-18T20:00Z", to: "1980-03-28T00:00Z" },
  { name: "silver-2011.yaml", figure: "fall", from: "2011-04-28T20:00Z", to: "2011-05-07T00:00Z" },
] as const;

describe("news", () => {
  it("is known of every scenario that has a record", async () => {
    const recorded: string[] = [];
    for (const name of SHIPPED) if ((await load(name)).scenario.reported.length > 0) recorded.push(name);
    expect(recorded).toEqual(FALLS.map(({ name }) => name).sort());
  });

  it.each(FALLS)(
    "$name: bad news adds up to less than half of the fall, in logs",
    async ({ name, figure, from, to }) => {
      const { shocks, reported } = (await load(name)).scenario;
      const fall = reported.find(({ key }) => key === figure)?.value ?? 0;
      const bad = shocks
        .filter(({ kind, at = 0 }) => kind === "news" && at >= Date.parse(from) && at <= Date.parse(to))
        .map((shock) => Number((shock as { size?: number }).size))
        .filter((size) => size < 0);
      expect(bad.length).toBeGreaterThan(0);
      expect(fall).toBeLessThan(0);
      expect(bad.reduce((sum, size) => sum + size, 0) / Math.log(1 + fall)).toBeLessThan(0.5);
    },
  );
});

describe("the silver scenario", () => {
  it("stands still to the tick through news, shocks and margin steps when nobody sends an order", async () => {
    const loaded = await silver({ thin: 50, set: ["clock.step=15m", "clock.reaction=15m"] });
    const silent = Object.entries(loaded.populations).map(([name, p]) => [name, { ...p, mechanism: "orders" }]);
    const scenario: Scenario = { ...loaded, populations: Object.fromEntries(silent), without: ["orders"] };
    const { venues, world, flows } = simulate(scenario, { seed: 1 });
    expect(flows.time.length).toBe(0);
    for (const { name, mid } of venues) {
      const start = scenario.venues[name].price;
      for (const price of mid) if (Math.abs(price - start) > 1e-9 * start) expect([name, price]).toEqual([name, start]);
    }
    // Value itself did move.
    expect(Math.max(...world.fairValue) / world.fairValue[0]).toBeGreaterThan(1.1);
  });

  it("yields the same bytes whatever was reported", async () => {
    const scenario = await silver({
      thin: 50,
      end: "2026-01-05T22:00:00Z",
      set: ["clock.step=5m", "clock.reaction=5m"],
    });
    const print = (reported: Scenario["reported"]): string => {
      const { summary: _, ...result } = simulate({ ...scenario, reported }, { seed: 1 });
      return fingerprint({ ...result, summary: {} });
    };
    const whole = print(scenario.reported);
    expect(print([])).toBe(whole);
    expect(
      print(scenario.reported.map((figure) => ({ ...figure, value: -1000 * figure.value, low: 1, high: 2 }))),
    ).toBe(whole);
  });
});
