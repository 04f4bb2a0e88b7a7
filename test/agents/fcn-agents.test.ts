import { describe, expect, it } from "vitest";
import { fcnAgents } from "../../src/agents/fcn-agents.ts";
import { Side } from "../../src/orderbook/index.ts";
import { futures, MiniWorld } from "./mini-world.ts";

/** A market of FCN agents alone, at 300, ticks of a cent; what is not given is the model's own. */
function world(config: Record<string, unknown>, members = 50, value = 300): MiniWorld {
  return new MiniWorld({
    venues: { market: futures({ tick: 0.01, multiplier: 1, price: 300, selfTrade: "none", unit: "share" }) },
    cast: [{ kind: fcnAgents as never, members, config: { venue: "market", pace: members, ...config } }],
    assets: { fairValue: { start: value } },
  });
}

const ONLY_VALUE = { fundamentalWeight: 1, noiseWeight: 0, reversion: 100, window: 100, margin: 0 };

describe("FCN agents", () => {
  it("who only look at the fundamental bid the price that reverts to it", () => {
    const w = world(ONLY_VALUE, 10, 330);
    w.act();
    // All of the gap in the window: the expected price is the fundamental itself.
    expect(w.sent).toHaveLength(10);
    for (const { side, ticks } of w.sent) expect([side, Math.abs(ticks - 33_000) <= 1]).toEqual([Side.Buy, true]);
    const half = world({ ...ONLY_VALUE, reversion: 200 }, 10, 330);
    half.act();
    for (const { ticks } of half.sent) expect(ticks).toBe(Math.floor(30_000 * Math.sqrt(1.1)));
  });

  it("put their order a margin away from the expected price", () => {
    const buy = world({ ...ONLY_VALUE, margin: 0.05 }, 5, 330);
    buy.act();
    for (const { ticks } of buy.sent) expect(Math.abs(ticks - 31_350)).toBeLessThanOrEqual(1);
    const sell = world({ ...ONLY_VALUE, margin: 0.05 }, 5, 270);
    sell.act();
    for (const { side, ticks } of sell.sent) expect([side, Math.abs(ticks - 28_350) <= 1]).toEqual([Side.Sell, true]);
  });

  it("who follow the chart carry on a rise", () => {
    const chart = { fundamentalWeight: 0, noiseWeight: 0, chartWeight: 1, window: 10, margin: 0, pace: 1 };
    const w = world(chart, 5);
    const rise: number[] = [];
    for (let s = 0; s < 12; s++, w.tick()) {
      w.print(0, 30_000 + 100 * s);
      w.act();
      for (const { ticks, side } of w.sent) rise.push(side === Side.Buy ? ticks - w.venues[0].lastTicks : Number.NaN);
    }
    expect(rise.length).toBeGreaterThan(8);
    for (const step of rise) expect(step).toBeGreaterThan(0);
  });

  it("take turns: nobody acts again before everybody has, in another order each time", () => {
    const w = world({ pace: 7, noise: 0.01 }, 21);
    const rounds: string[] = [];
    for (let round = 0; round < 3; round++) {
      const members: number[] = [];
      for (let s = 0; s < 3; s++, w.tick()) {
        w.act();
        expect(w.sent).toHaveLength(7);
        members.push(...w.sent.map(({ member }) => member));
      }
      expect(new Set(members).size).toBe(21);
      rounds.push(members.join(","));
    }
    expect(new Set(rounds).size).toBe(3);
  });

  it("take their orders out after their window", () => {
    const w = world({ ...ONLY_VALUE, window: 5, reversion: 5, pace: 1, margin: 0.1 }, 1, 290);
    for (let s = 0; s < 40; s++, w.tick()) {
      w.act();
      expect(w.venues[0].book.restingCount).toBe(Math.min(5, s + 1));
    }
  });

  it("never spend money that they do not have", () => {
    const w = world({ capital: 400, noise: 0.01 }, 30);
    for (let s = 0; s < 200; s++, w.tick()) w.act();
    w.clearing.ledger.checkConservation();
    let traded = 0;
    for (let i = 0; i < 30; i++) {
      const lots = w.clearing.position(0, w.first(0) + i);
      traded += Math.abs(lots);
      expect(Math.abs(lots) * 300 * 0.11).toBeLessThan(1000);
    }
    expect(traded).toBeGreaterThan(5);
  });
});
