import { describe, expect, it } from "vitest";
import { type RatioTraders, ratioTraders } from "../../src/agents/ratio-traders.ts";
import { Cause } from "../../src/core/cause.ts";
import { Side } from "../../src/orderbook/index.ts";
import { futures, MiniWorld } from "./mini-world.ts";

const P0 = 16_000; // $80

function world(gold: number, config: Record<string, unknown> = {}): MiniWorld {
  return new MiniWorld({
    venues: { comex: futures() },
    assets: { gold: { start: gold } },
    cast: [{ kind: ratioTraders as never, members: 30, config: { venue: "comex", interval: "20m", ...config } }],
  });
}

describe("ratio traders", () => {
  it("leave silver alone while the ratio is normal", () => {
    const w = world(4800);
    expect(w.run(100, () => P0)).toEqual([]);
    expect(w.lots(0)).toBe(0);
  });

  it("sell silver when it is dear in gold, and buy it when it is cheap, as arbitrage", () => {
    const dear = world(3600); // 45
    const sold = dear.run(200, () => P0);
    expect(dear.lots(0)).toBeLessThan(-100);
    expect(sold.every((o) => o.side === Side.Sell && o.cause === Cause.Arbitrage)).toBe(true);
    const cheap = world(7600); // 95
    const bought = cheap.run(200, () => P0);
    expect(cheap.lots(0)).toBeGreaterThan(100);
    expect(bought.every((o) => o.side === Side.Buy)).toBe(true);
    cheap.clearing.ledger.checkConservation();
  });

  it("keep the position on the way back and close it when the ratio is normal again", () => {
    const w = world(3600, { low: 50, normal: 60, high: 80, lots: 10 });
    w.run(200, () => P0);
    const held = w.lots(0);
    expect(held).toBeLessThan(0);
    w.run(100, () => Math.round(3600 / 55 / 0.005)); // 55: above the bound, not yet normal
    expect(w.lots(0)).toBe(held);
    w.run(500, () => Math.round(3600 / 61 / 0.005));
    expect(w.lots(0)).toBe(0);
  });

  it("hold more the farther the ratio is out, up to their cap", () => {
    const w = world(4800, { low: 50, normal: 60, high: 80, lots: 10, width: 0.2 });
    const t = w.populations[0] as RatioTraders;
    expect(t.target(0, 0, Math.log(50.1))).toBe(0);
    expect(t.target(0, 0, Math.log(50) - 0.11)).toBe(-5);
    expect(t.target(0, 0, Math.log(50) - 0.2)).toBe(-10);
    expect(t.target(0, 0, Math.log(50) - 1)).toBe(-10);
    expect(t.target(0, -10, Math.log(50) - 0.1)).toBe(-10);
    expect(t.target(0, 0, Math.log(80) + 0.11)).toBe(5);
    expect(t.target(0, 7, Math.log(80) + 0.01)).toBe(7);
    expect(t.target(0, 7, Math.log(80) - Math.log(60 / 50) - 0.01)).toBe(0);
    expect(t.target(0, -7, Math.log(61))).toBe(0);
  });

  it("are bound by their money", () => {
    const w = world(3000, { low: 50, lots: 10, funding: 0.2, leverage: 2 });
    w.run(300, () => P0);
    // Twice the money is four lots, less what the spread costs.
    for (let i = 0; i < 30; i++) {
      expect(w.clearing.position(0, w.first(0) + i)).toBeGreaterThanOrEqual(-4);
      expect(w.clearing.position(0, w.first(0) + i)).toBeLessThanOrEqual(-3);
    }
  });
});
