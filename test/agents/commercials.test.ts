import { describe, expect, it } from "vitest";
import { type Commercials, commercials } from "../../src/agents/commercials.ts";
import { trendFollowers } from "../../src/agents/trend-followers.ts";
import { Cause } from "../../src/core/cause.ts";
import { Side, TimeInForce } from "../../src/orderbook/index.ts";
import { futures, MiniWorld } from "./mini-world.ts";

const P0 = 16_000;

function world(config: Record<string, unknown> = {}, venue: Record<string, unknown> = {}): MiniWorld {
  return new MiniWorld({
    venues: { comex: futures({ history: { days: 30, from: 50, to: 80 }, ...venue }) },
    cast: [
      { kind: commercials as never, members: 20, config: { venue: "comex", interval: "5m", ...config } },
      // Somebody who starts long, and then does nothing.
      { kind: trendFollowers as never, members: 40, config: { venue: "comex", interval: "100000d" } },
    ],
  });
}

const banks = (w: MiniWorld): Commercials => w.populations[0] as Commercials;
const short = (w: MiniWorld): number => -w.lots(0);

describe("commercials", () => {
  it("are the other side of the first positions, and that is the base of their curve", () => {
    const w = world();
    expect(short(w)).toBeGreaterThan(1000);
    expect(short(w)).toBe(w.lots(1));
    w.act();
    let base = 0;
    for (let i = 0; i < 20; i++) base += banks(w).curve(i, Math.log(P0));
    expect(base).toBe(short(w));
  });

  it("ask for more the higher the price, by beta for a unit of log price", () => {
    const w = world({ beta: 0.4 });
    w.act();
    const at = (ticks: number): number => banks(w).curve(0, Math.log(ticks));
    expect(at(P0 * 1.5) / at(P0)).toBeCloseTo(1 + 0.4 * Math.log(1.5), 9);
    expect(at(P0 * 0.7) / at(P0)).toBeCloseTo(1 + 0.4 * Math.log(0.7), 9);
    expect(at(1)).toBe(0);
  });

  it("rest sell orders above the market as hedges and buy orders below it as covers, and never take", () => {
    const w = world({ beta: 3 });
    w.quote(0, P0);
    for (let s = 0; s < 30; s++) {
      w.act();
      for (const o of w.sent) {
        expect(o.tif).toBe(TimeInForce.Post);
        expect(o.cause).toBe(o.side === Side.Sell ? Cause.Hedge : Cause.ShortCover);
        expect(o.side === Side.Sell ? o.ticks > P0 : o.ticks < P0).toBe(true);
      }
      w.tick();
    }
    const { book } = w.venues[0];
    expect(book.restingCount).toBeGreaterThan(100);
    expect(short(w)).toBe(w.lots(1));
  });

  it("are sold to above and bought from below: more short after a rise, less after a fall", () => {
    const w = world({ beta: 2, pace: 1 });
    const before = short(w);
    w.quote(0, P0);
    w.act();
    w.run(40, () => P0);
    // Someone buys 6% up and holds the price there, so that they are met at their levels and at the quote.
    w.clearHand(0);
    w.order(0, Side.Buy, Math.round(P0 * 1.06), 100_000);
    w.run(5, () => Math.round(P0 * 1.06));
    const high = short(w);
    expect(high).toBeGreaterThan(before * 1.03);
    expect(high).toBeLessThan(before * 1.2);
    w.clearHand(0);
    w.order(0, Side.Sell, Math.round(P0 * 0.9), 100_000);
    expect(short(w)).toBeLessThan(high);
    w.clearing.ledger.checkConservation();
  });

  it("take their old orders back before they place new ones", () => {
    const w = world({ beta: 3 });
    w.quote(0, P0);
    for (let s = 0; s < 60; s++) {
      w.act();
      w.tick();
    }
    const resting = w.venues[0].book.restingCount;
    for (let s = 0; s < 200; s++) {
      w.quote(0, P0 + (s % 2) * 200);
      w.act();
      w.tick();
    }
    expect(w.venues[0].book.restingCount).toBeLessThan(resting * 1.3);
  });

  it("never buy back more than they are short", () => {
    const w = world({ beta: 20, levels: ["1%", "5%", "20%", "50%"] });
    w.quote(0, P0);
    for (let s = 0; s < 60; s++) {
      w.act();
      w.tick();
    }
    w.clearHand(0);
    w.order(0, Side.Sell, 100, 1_000_000);
    for (let i = 0; i < 20; i++) expect(w.clearing.position(0, w.first(0) + i)).toBeLessThanOrEqual(0);
  });

  it("keep inside the daily limits", () => {
    const w = world({ beta: 5 }, { rules: [{ kind: "daily-limit", down: "3%", up: "3%" }] });
    w.quote(0, P0);
    for (let s = 0; s < 30; s++) {
      w.act();
      for (const o of w.sent) {
        expect(o.ticks).toBeLessThanOrEqual(w.venues[0].limitHighTicks);
        expect(o.ticks).toBeGreaterThanOrEqual(w.venues[0].limitLowTicks);
      }
      w.tick();
    }
  });
});
