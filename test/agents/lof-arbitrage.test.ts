import { describe, expect, it } from "vitest";
import type { LofArbitrage } from "../../src/agents/lof-arbitrage.ts";
import { lofArbitrage } from "../../src/agents/lof-arbitrage.ts";
import { Cause } from "../../src/core/cause.ts";
import { Side } from "../../src/orderbook/index.ts";
import { beijing, COMEX, LOF, lofWorld, moneyOf, OTHERS, P, runTo, SHFE } from "../assets/lof-world.ts";

const MEMBERS = 50;

function world(config: Record<string, unknown> = {}, fund: Record<string, unknown> = {}) {
  const w = lofWorld({
    fund,
    cast: [
      { kind: lofArbitrage as never, members: MEMBERS, config: { threshold: 0.05, people: 10, greed: 0, ...config } },
    ],
  });
  return { w, arbitrage: w.populations[OTHERS] as LofArbitrage };
}

/** Futures stand still and the shares trade at a premium over the value of 2, quoted deeply. */
const at = (premium: number) => (v: number) => (v === LOF ? Math.round(2000 * (1 + premium)) : P[v]);

describe("LOF arbitrageurs", () => {
  it("subscribe at a premium beyond their threshold, and not below it", () => {
    for (const [premium, threshold, takes] of [
      [0.09, 0.05, true],
      [0.04, 0.05, false],
      [0.09, 0.2, false],
    ] as const) {
      const { w } = world({ threshold });
      runTo(w, beijing(0, 14), at(premium), { acting: true });
      expect(w.assets.fund.subscribedCents > 0).toBe(takes);
    }
  });

  it("are bound by the cap per person and day", () => {
    const { w } = world({}, { cap: 500 });
    runTo(w, beijing(0, 16), at(0.09), { acting: true });
    const daily = w.assets.fund.subscribedCents;
    expect(daily).toBeGreaterThan(0.9 * MEMBERS * 10 * 50_000);
    expect(daily).toBeLessThanOrEqual(MEMBERS * 10 * 50_000);
    runTo(w, beijing(1, 16), at(0.09), { acting: true });
    expect(w.assets.fund.subscribedCents).toBeLessThanOrEqual(2 * MEMBERS * 10 * 50_000);
  });

  it("sell what they subscribed on the exchange, two trading days later", () => {
    const { w } = world();
    runTo(w, beijing(0, 16), at(0.09), { acting: true });
    w.assets.fund.suspendSubscription();
    runTo(w, beijing(2, 9), at(0.09), { acting: true });
    expect(w.lots(OTHERS, LOF)).toBe(0);
    const money = moneyOf(w, "CNY");
    let sold = 0;
    while (w.time < beijing(3, 15)) {
      runTo(w, w.time + 60_000, at(0.09), { acting: true });
      for (const o of w.sent) {
        if (o.population !== OTHERS + 1) continue;
        expect(o.side).toBe(Side.Sell);
        expect(o.cause).toBe(Cause.Arbitrage);
        sold += o.lots;
      }
    }
    expect(sold).toBeGreaterThan(1000);
    expect(w.lots(OTHERS, LOF)).toBeLessThan(0.05 * sold);
    expect(moneyOf(w, "CNY")).toBe(money);
  });

  it("hold on while the crowd is greedy, if they have turned believers", () => {
    const left = [0, 1].map((greed) => {
      const { w } = world({ greed, looks: 3, shares: 100_000 });
      w.assets.narrative(5, 1e12);
      runTo(w, beijing(0, 9), at(0.09));
      runTo(w, beijing(0, 15), at(0.04), { acting: true });
      expect(w.assets.mood).toBeGreaterThan(0.1);
      return w.lots(OTHERS, LOF);
    });
    expect(left[1]).toBeGreaterThan(1.1 * left[0]);
  });

  it("buy at a discount and redeem when they may", () => {
    const { w } = world();
    runTo(w, beijing(0, 15), at(-0.09), { acting: true });
    const bought = w.lots(OTHERS, LOF);
    expect(bought).toBeGreaterThan(1000);
    expect(w.assets.fund.redeemedLots).toBe(0); // T+1
    runTo(w, beijing(1, 15), at(-0.09), { acting: true });
    expect(w.assets.fund.redeemedLots).toBeGreaterThan(0.8 * bought);
  });

  it("bring the price to the value while subscription is open, and leave it alone when it is closed", () => {
    // Only a band of the hand's own bids holds the price; sales eat them, level by level.
    const last = (open: boolean): number => {
      const { w } = world({ shares: 0, threshold: 0.03, people: 1000 }, { open });
      for (let d = 0; d < 4; d++) {
        let bids = 0;
        while (w.time < beijing(d, 15)) {
          for (const v of [COMEX, SHFE]) if (w.venues[v].accepting) w.quote(v, P[v]);
          const lof = w.venues[LOF];
          if (lof.phase === 2 && bids === 0) {
            if (d === 0) w.print(LOF, 2180);
            w.clearHand(LOF);
            for (; bids < 180; bids++) w.order(LOF, Side.Buy, Math.max(lof.limitLowTicks, 2179 - bids), 60);
          }
          w.act();
          w.tick();
        }
        w.tick();
      }
      return w.venues[LOF].last();
    };
    expect(last(false)).toBe(2.18);
    expect(last(true)).toBeLessThan(2.1);
  });

  it("queue at the limit when the shares are locked, once each, and have no order tomorrow", () => {
    const { w } = world({ shares: 100_000, looks: 20 }, { nav: 1.8, open: false });
    const lof = w.venues[LOF];
    runTo(w, beijing(0, 9, 31), at(0.08));
    const sent = new Map<number, number>();
    while (w.time < beijing(0, 14)) {
      w.clearHand(LOF);
      if (lof.accepting) w.order(LOF, Side.Sell, lof.limitLowTicks, 5);
      w.act();
      for (const o of w.sent) if (o.population === OTHERS + 1) sent.set(o.member, (sent.get(o.member) ?? 0) + 1);
      w.tick();
    }
    expect(lof.lock).toBe(-1);
    expect(sent.size).toBeGreaterThan(MEMBERS / 2);
    expect(Math.max(...sent.values())).toBe(1);
    runTo(w, beijing(1, 9, 16), at(0), { quote: [COMEX] });
    expect(lof.book.restingCount).toBe(0);
  });
});
