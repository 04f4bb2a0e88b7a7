/** The crashes of 1980 and 2011 keep the behaviour of 2026: what differs is money, numbers, institutions, calendar, news. */
import { describe, expect, it } from "vitest";
import type { Scenario } from "../../src/engine/config.ts";
import { loadScenario } from "../../src/scenario/index.ts";

const CONFIGS = new URL("../../configs/", import.meta.url).pathname;
type Plain = Readonly<Record<string, unknown>>;

/** Amounts of money, each a distribution (an industrial user's is counted in days of its consumption). */
const isMoney = (population: string, key: string): boolean =>
  ["money", "capital", "wealth"].includes(key) && population !== "industrialUsers";

interface History {
  readonly name: string;
  /** Price of the time over that of January 2026, and members over those of 2026. */
  readonly level: number;
  readonly size: number;
  /** Sizes that differ beside members and money: `population.key`. */
  readonly sizes: readonly string[];
  /** Counted in ticks per lot, and so rescaled by `level` with the tick's part of the price. */
  readonly inTicks: readonly string[];
  /** Populations that 2026 does not have. */
  readonly own: readonly string[];
}

const HISTORIES: readonly History[] = [
  {
    name: "hunt-1980",
    level: 18 / 76,
    size: 0.5,
    sizes: ["industrialUsers.consumption"],
    inTicks: [],
    own: ["corner"],
  },
  {
    name: "silver-2011",
    level: 38.5 / 76,
    size: 1,
    sizes: ["leveragedEtfs.funds"],
    inTicks: ["comexMakers.impact"],
    own: [],
  },
];

/** The distribution with its money multiplied: `{ lognormal: [m, s] }` to `{ lognormal: [m x level, s] }`. */
function scaled(distribution: unknown, level: number): unknown {
  if (typeof distribution === "number") return distribution * level;
  const [[family, parameters]] = Object.entries(distribution as Record<string, number[]>);
  expect(family).toBe("lognormal");
  return { [family]: [parameters[0] * level, parameters[1]] };
}

/** Equal, with numbers to nine digits: a product may be rounded otherwise. */
function expectSame(found: unknown, wanted: unknown, what: string): void {
  const rounded = (value: unknown): string =>
    JSON.stringify(value, (_, x: unknown) => (typeof x === "number" ? Number(x.toPrecision(9)) : x));
  expect(rounded(found), what).toBe(rounded(wanted));
}

async function load(name: string): Promise<Scenario> {
  return (await loadScenario(`${CONFIGS}${name}.yaml`)).scenario;
}

describe.each(HISTORIES)("$name", ({ name, level, size, sizes, inTicks, own }) => {
  it("keeps every behavioural number of the populations that it shares with 2026", async () => {
    const then = await load(name);
    const now = await load("silver-2026");
    const shared = Object.keys(then.populations).filter((p) => !own.includes(p));
    expect(shared.length).toBeGreaterThan(8);
    for (const population of shared) {
      const base = now.populations[population] as unknown as Plain;
      const child = then.populations[population] as unknown as Plain;
      expect(Object.keys(child).sort(), population).toEqual(Object.keys(base).sort());
      for (const [key, wanted] of Object.entries(base)) {
        const path = `${population}.${key}`;
        if (sizes.includes(path)) continue;
        if (key === "members") expect(child[key], path).toBe(Math.round((wanted as number) * size));
        else if (inTicks.includes(path)) expectSame(child[key], (wanted as number) * level, path);
        else expectSame(child[key], isMoney(population, key) ? scaled(wanted, level) : wanted, path);
      }
    }
  });

  it("keeps what scarcity of metal, attention and forced sale do", async () => {
    const then = await load(name);
    const now = await load("silver-2026");
    const { float: _, deliverable, etf, hoards, industry, mines, recycling, consumption, ...metal } = now.assets.metal;
    expect(then.assets.metal).toMatchObject(metal);
    expectSame(then.assets.attention, now.assets.attention, "attention");
    expect(then.assets.fairValue.volatility).toBe(now.assets.fairValue.volatility);
    const { liquidation, waterfall } = now.clearing["comex"];
    expectSame(then.clearing["comex"].liquidation, liquidation, "liquidation");
    expectSame(then.clearing["comex"].waterfall, waterfall, "waterfall");
    expect(then.clearing.roundsPerMinute).toBe(now.clearing.roundsPerMinute);
  });

  it("dates no forced sale and no price: shocks are news, stories and the exchange's rules", async () => {
    const { shocks } = await load(name);
    const kinds = new Set(shocks.map(({ kind }) => kind));
    const allowed = ["news", "narrative", "liquidation-only", "position-limit", "liquidity-withdrawal"];
    expect([...kinds].filter((kind) => !allowed.includes(kind))).toEqual([]);
    const news = shocks.filter(({ kind }) => kind === "news") as unknown as { at: number; size: number }[];
    const bad = news.filter(({ size: s }) => s < 0).reduce((sum, { size: s }) => sum + s, 0);
    // All bad news together is well short of what was reported: -78.5% and -30%.
    expect(Math.exp(bad) - 1).toBeGreaterThan(name === "hunt-1980" ? -0.6 * 0.785 - 0.01 : -0.6 * 0.3);
  });
});
