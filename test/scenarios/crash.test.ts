import { beforeAll, describe, expect, it } from "vitest";
import { quantile } from "../../src/analysis/quantile.ts";
import type { Snapshot } from "../../src/core/snapshot.ts";
import type { RunResult } from "../../src/engine/result.ts";
import { simulate } from "../../src/engine/simulate.ts";
import { Simulation } from "../../src/engine/simulation.ts";
import { silver } from "./silver.ts";

/** One run-up per seed, with everybody in it; every test forks from its last evening. `npm run evidence` has more seeds. */
const SEEDS = [101, 102, 103];
const FORK = Date.parse("2026-01-29T20:00:00Z");
const END = "2026-02-03T00:00:00Z";
/** Nothing here asks who moved the price. */
const PLAIN = ["record.attribution=off"];

const runUps: Snapshot[] = [];
const base: RunResult[] = [];

/** The days of the crash under other circumstances, seed by seed, from the same evening. */
async function fork(changes: { without: string[] }): Promise<RunResult[]> {
  const scenario = await silver({ end: END, set: PLAIN, ...changes });
  return SEEDS.map((seed, i) => simulate(scenario, { seed, from: runUps[i] }));
}

const figure = (results: readonly RunResult[], key: string): number[] =>
  results.map(({ summary }) => Number(summary[key]));
const median = (values: number[]): number => quantile(values, 0.5);

beforeAll(async () => {
  const scenario = await silver({ end: END, set: PLAIN });
  for (const seed of SEEDS) {
    const simulation = new Simulation(scenario, seed);
    while (simulation.clock.time < FORK) simulation.step();
    runUps.push(simulation.snapshot());
    base.push(simulate(scenario, { seed, from: runUps[runUps.length - 1] }));
  }
}, 600_000);

describe("the silver crash", () => {
  it("comes after a climb through January that tops out near its end", () => {
    for (const { summary } of base) {
      expect(summary["comex.runUp"]).toBeGreaterThan(0.35);
      expect(String(summary["comex.peakTime"]) > "2026-01-27").toBe(true);
    }
  });

  it("is deep and fast: 20% and more, over half of it inside three hours", () => {
    expect(median(figure(base, "comex.fall"))).toBeLessThan(-0.2);
    expect(median(figure(base, "comex.fallInThreeHours"))).toBeGreaterThan(0.5);
  });

  it("is made by forced sales: without them the same evenings end clearly higher", async () => {
    const calm = figure(await fork({ without: ["forced-liquidation"] }), "comex.fall");
    const real = figure(base, "comex.fall");
    calm.forEach((fall, i) => {
      expect(fall).toBeGreaterThan(real[i]);
    });
    expect(median(calm.map((fall, i) => fall / real[i]))).toBeLessThan(2 / 3);
  }, 300_000);

  it("does not happen without the news, margin calls or not", async () => {
    const quiet = figure(await fork({ without: ["news"] }), "comex.fall");
    expect(median(quiet)).toBeGreaterThan(-0.06);
  }, 300_000);

  it("empties the book: more than half of the bids near the touch are gone in the worst hour, and nearly all at the worst moment", () => {
    // Three seeds are few: `npm run evidence` has twenty.
    expect(median(figure(base, "comex.depthCollapse"))).toBeGreaterThan(0.5);
    expect(median(figure(base, "comex.depthCollapseAtWorst"))).toBeGreaterThan(0.95);
  });

  it("leaves SHFE locked limit-down above the world price, and the fund's value falling in one step", () => {
    expect(median(base.map(({ summary }) => Number(summary["shfe.lockedMinutes.2026-02-02"] ?? 0)))).toBeGreaterThan(
      60,
    );
    expect(median(base.map(({ summary }) => Number(summary["shfe.overWorld.2026-02-02"] ?? 0)))).toBeGreaterThan(0);
    for (const { summary } of base) expect(String(summary["fund.worstRevaluationTime"])).toMatch(/^2026-02-02/);
    expect(median(figure(base, "fund.worstRevaluation"))).toBeLessThan(-0.17);
  });

  it("takes the fund from limit-ups to limit-downs", () => {
    for (const { summary } of base) expect(summary["lof.limit.2026-02-02"]).toBe(-1);
    expect(median(figure(base, "fund.limitUpsBefore"))).toBeGreaterThan(0);
  });
});
