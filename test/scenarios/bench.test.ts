/** The scenarios by which the engine is held against other simulators do what those simulators do. */
import { describe, expect, it } from "vitest";
import { simulate } from "../../src/engine/simulate.ts";
import { loadScenario } from "../../src/scenario/index.ts";

const BENCH = new URL("../../configs/bench/", import.meta.url).pathname;

async function run(name: string, until?: number) {
  const { scenario } = await loadScenario(`${BENCH}${name}.yaml`, { set: ["record.trades=true"] });
  return simulate(scenario, { bare: true, ...(until === undefined ? {} : { until: scenario.clock.start + until }) });
}
const finite = (values: Float64Array): number[] => [...values].filter(Number.isFinite);

describe("the scenarios that are timed", () => {
  it("random agents: half of them act in each of the steps, and most orders trade", async () => {
    const { operations, time, trades } = await run("random-agents", 50);
    expect(time.length).toBe(50);
    expect(operations / 50 / 1000).toBeCloseTo(0.5, 1);
    expect(trades!.time.length).toBeGreaterThan(0.6 * operations);
  });

  it("Chiarella & Iori: everybody acts in every step, and the price stays where it stays in PAMS", async () => {
    const { operations, time, venues, trades } = await run("ci2002-all-act");
    const [market] = venues;
    expect(time.length).toBe(600);
    // 60,000 orders; the rest are those that were taken out after their time.
    expect(operations).toBeGreaterThan(60_000);
    expect(operations).toBeLessThan(90_000);
    expect(trades!.time.length).toBeGreaterThan(15_000);
    // PAMS: 287.97 to 311.13.
    expect(Math.min(...finite(market!.low))).toBeGreaterThan(275);
    expect(Math.max(...finite(market!.high))).toBeLessThan(325);
  });

  it("shock transfer: one share's fundamental falls, and arbitrage keeps the index near the mean of its parts", async () => {
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const { venues } = await run("shock-transfer");
    const { scenario } = await loadScenario(`${BENCH}shock-transfer.yaml`, { set: ["populations.arbitrageurs=null"] });
    const [gap, gapAlone] = [venues, simulate(scenario, { bare: true }).venues].map((shares) => {
      const [first, second, index] = shares.map(({ close }) => [...close.slice(200)]);
      expect(mean(first!)).toBeLessThan(280);
      expect(mean(second!)).toBeGreaterThan(290);
      return mean(index!.map((price, i) => Math.abs((first![i]! + second![i]!) / 2 - price)));
    });
    expect(gap).toBeLessThan(0.75 * gapAlone!);
  });

  it("the reference market: it opens by itself and trades about its value", async () => {
    const { venues, operations } = await run("rmsc04-day", 2 * 3_600_000);
    const [exchange] = venues;
    expect(operations).toBeGreaterThan(6000);
    const mids = finite(exchange!.mid);
    expect(Math.min(...mids)).toBeGreaterThan(980);
    expect(Math.max(...mids)).toBeLessThan(1020);
    const last = exchange!.mid.length - 1;
    expect(exchange!.ask[last]! - exchange!.bid[last]!).toBeLessThan(2);
  });
});
