import { describe, expect, it } from "vitest";
import { assetsConfig } from "../../src/assets/config.ts";
import { restoreSnapshot, takeSnapshot } from "../../src/core/snapshot.ts";
import { HOUR } from "../../src/core/time.ts";
import { beijing, COMEX, lofWorld, P, runTo } from "./lof-world.ts";

describe("assets", () => {
  it("let news break with the next step, for value, gold and the exchange rate alike", () => {
    const w = lofWorld();
    w.assets.news({ size: -0.1, gold: -0.05, fx: 0.01, uncertainty: 0.2 });
    expect(w.assets.fairValue).toBeCloseTo(80, 10);
    w.tick();
    expect(w.assets.fairValue).toBeCloseTo(80 * Math.exp(-0.1), 8);
    expect(w.assets.fx).toBeCloseTo(7 * Math.exp(0.01), 2);
    expect(w.assets.uncertainty).toBeCloseTo(0.2, 6);
    runTo(w, w.time + 12 * HOUR, (v) => P[v], { quote: [COMEX] });
    expect(Math.log(w.assets.gold / 4800)).toBeLessThan(-0.04);
  });

  it("tell of a leak", () => {
    const w = lofWorld();
    w.assets.news({ size: -0.1, absorption: HOUR, leak: { share: 0.25, lead: 3 * HOUR } });
    w.tick();
    expect(w.assets.notices.map((n) => n.kind)).toEqual(["leak"]);
    expect(w.assets.early()).toBeCloseTo(80 * Math.exp(-0.025), 8);
  });

  it("move metal between float and hoards, no more than there is", () => {
    const w = lofWorld();
    const { metal } = w.assets;
    const float = metal.floatTonnes;
    expect(w.assets.lockFloat(500)).toBe(500);
    expect(metal.floatTonnes).toBeCloseTo(float - 500, 6);
    expect(w.assets.releaseFloat(1e9)).toBeCloseTo(3000, 6);
    expect(w.assets.releaseFloat(1)).toBe(0);
  });

  it("count open interest over deliverable stock in metal", () => {
    const w = lofWorld();
    const lots = w.clearing.openInterest(1);
    expect(lots).toBeGreaterThan(6000);
    expect(w.assets.oiOverStock).toBeCloseTo((lots * 15_000) / (4150 * 1e6), 8);
  });

  it("go on from a snapshot exactly as they would have gone on", () => {
    const trail = (w: ReturnType<typeof lofWorld>, until: number): number[] => {
      const seen: number[] = [];
      while (w.time < until) {
        runTo(w, w.time + HOUR, (v) => P[v] + (w.time % 7), {});
        const { assets } = w;
        seen.push(assets.fairValue, assets.gold, assets.fx, assets.attention, assets.mood, assets.fund.computedNav);
        seen.push(assets.metal.floatTonnes, assets.fund.indicative, assets.fund.confidence);
      }
      return seen;
    };
    const first = lofWorld({ attention: { start: 0.2 } });
    runTo(first, beijing(1, 12), (v) => P[v]);
    first.assets.news({ size: -0.2, absorption: 20 * HOUR, leak: { share: 0.3, lead: 9 * HOUR } });
    first.assets.narrative(0.2, HOUR);
    first.assets.fund.subscribe(6, 5_000_000, 1, first.time);
    first.tick();
    const snapshot = takeSnapshot(first);
    const expected = trail(first, beijing(4, 12));
    const second = lofWorld({ attention: { start: 0.2 }, seed: 9 });
    restoreSnapshot(second, snapshot);
    expect(trail(second, beijing(4, 12))).toEqual(expected);
  });

  it("work without fund and trust", () => {
    const config = assetsConfig.parse({ fairValue: { start: 20 } });
    expect(config.fund).toBeUndefined();
    expect(config.gold.spread).toBe(90 * 60_000);
    expect(assetsConfig.safeParse({ fairValue: { start: -1 } }).success).toBe(false);
    expect(assetsConfig.safeParse({ fairValue: { start: 20 }, silver: {} }).success).toBe(false);
  });
});
