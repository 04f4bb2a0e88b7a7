import { describe, expect, it } from "vitest";
import { type HavenInvestors, havenInvestors } from "../../src/agents/haven-investors.ts";
import { Cause } from "../../src/core/cause.ts";
import { Side } from "../../src/orderbook/index.ts";
import { futures, MiniWorld } from "./mini-world.ts";

const P0 = 16_000;

function world(config: Record<string, unknown> = {}): MiniWorld {
  return new MiniWorld({
    venues: { comex: futures() },
    assets: { gold: { start: 4000, volatility: 0, spread: "1m" } },
    cast: [
      { kind: havenInvestors as never, members: 30, config: { venue: "comex", interval: "20m", lots: 10, ...config } },
    ],
  });
}

describe("haven investors", () => {
  it("leave silver alone while gold stands still, whatever silver does", () => {
    const w = world();
    expect(w.run(100, (i) => P0 + 20 * i)).toEqual([]);
  });

  it("buy silver when gold has risen, and sell it when gold turns", () => {
    const w = world();
    w.assets.news({ size: 0, gold: 0.1 });
    const bought = w.run(200, () => P0);
    expect(bought.every((o) => o.side === Side.Buy && o.cause === Cause.Momentum)).toBe(true);
    expect(w.lots(0)).toBeGreaterThan(150);
    w.assets.news({ size: 0, gold: -0.15 });
    const sold = w.run(300, () => P0);
    expect(sold.some((o) => o.side === Side.Sell)).toBe(true);
    expect(w.lots(0)).toBeLessThan(5);
    w.clearing.ledger.checkConservation();
  });

  it("want more the more gold has risen, and are never short", () => {
    const haven = world({ scale: 0.1 }).populations[0] as HavenInvestors;
    expect(haven.wish(-0.2)).toBe(0);
    expect(haven.wish(0)).toBe(0);
    expect(haven.wish(0.1)).toBeCloseTo(Math.tanh(1), 12);
    expect(haven.wish(9)).toBe(1);
  });

  it("are bound by their money", () => {
    const w = world({ funding: 0.2, leverage: 2 });
    w.assets.news({ size: 0, gold: 0.5 });
    w.run(300, () => P0);
    for (let i = 0; i < 30; i++) expect(w.clearing.position(0, w.first(0) + i)).toBeLessThanOrEqual(4);
    expect(w.lots(0)).toBeGreaterThan(80);
  });
});
