import { describe, expect, it } from "vitest";
import type { LofManager } from "../../src/agents/lof-manager.ts";
import { Cause } from "../../src/core/cause.ts";
import { Side } from "../../src/orderbook/index.ts";
import { beijing, COMEX, LOF, lofWorld, MANAGER, moneyOf, P, runTo, SHFE } from "../assets/lof-world.ts";

const still = (v: number) => P[v];
const HAND = 6;

/** Trades of the hand in Shanghai, so that the venue has a volume to take part in. */
function busy(w: ReturnType<typeof lofWorld>, until: number): void {
  while (w.time < until) {
    for (const v of [COMEX, SHFE, LOF]) {
      if (!w.venues[v].accepting) continue;
      if (v === SHFE) w.print(SHFE, P[SHFE], 500);
      w.quote(v, P[v]);
    }
    w.act();
    w.tick();
  }
}

describe("the LOF's manager", () => {
  it("invests what comes in, as subscription, and sells what goes out, as redemption", () => {
    const w = lofWorld({ manager: { redemption: { base: 0, fear: 0, distrust: 0 } } });
    const member = w.first(MANAGER);
    busy(w, beijing(0, 9, 30));
    const start = w.clearing.position(SHFE, member);
    w.assets.fund.subscribe(HAND, 5e9, 1, w.time);
    let sent = 0;
    while (w.time < beijing(1, 14)) {
      busy(w, w.time + 60_000);
      for (const o of w.sent) {
        if (o.member !== member) continue;
        sent++;
        expect([o.venue, o.side, o.cause]).toEqual([SHFE, Side.Buy, Cause.Subscription]);
      }
    }
    expect(sent).toBeGreaterThan(0);
    const bought = w.clearing.position(SHFE, member) - start;
    expect(bought / ((0.98 * 5e9) / (20_000 * 1500))).toBeGreaterThan(0.75);
    expect(bought / ((0.98 * 5e9) / (20_000 * 1500))).toBeLessThan(1.25);

    busy(w, beijing(2, 10));
    const before = w.clearing.position(SHFE, member);
    expect(w.assets.fund.redeem(HAND, 200_000, w.time)).toBeGreaterThan(0);
    busy(w, beijing(2, 14));
    expect(w.sent.every((o) => o.member !== member || o.cause === Cause.Redemption)).toBe(true);
    expect(w.clearing.position(SHFE, member)).toBeLessThan(before - 100);
  });

  it("trades no more than its part of the volume", () => {
    const w = lofWorld({ manager: { participation: 0.05 } });
    const member = w.first(MANAGER);
    busy(w, beijing(0, 9, 30));
    w.assets.fund.subscribe(HAND, 4e11, 1, w.time);
    let lots = 0;
    let volume = 0;
    while (w.time < beijing(0, 14)) {
      busy(w, w.time + 60_000);
      volume += w.venues[SHFE].minuteVolume;
      for (const o of w.sent) if (o.member === member) lots += o.lots;
    }
    expect(lots).toBeGreaterThan(500);
    expect(lots / volume).toBeGreaterThan(0.04);
    expect(lots / volume).toBeLessThan(0.06);
  });

  it("keeps to the exchange's position limit", () => {
    const w = lofWorld();
    const manager = w.populations[MANAGER] as LofManager;
    busy(w, beijing(0, 9, 30));
    const held = w.clearing.position(SHFE, w.first(MANAGER));
    w.assets.fund.subscribe(HAND, 4e10, 1, w.time);
    expect(manager.gap(w)).toBeGreaterThan(1000);
    w.clearing.setPositionLimit(SHFE, held + 100, w.time + 86_400_000, null);
    w.clearing.houses[SHFE]?.limits.due(w.time);
    expect(manager.gap(w)).toBe(100);
  });

  it("queues at the limit of a locked market with one order, and takes it back when the market opens", () => {
    const w = lofWorld();
    const member = w.first(MANAGER);
    runTo(w, beijing(0, 9, 30), still);
    w.clearing.ledger.moveShares(LOF, member + 1, HAND, 2_000_000);
    w.assets.fund.redeem(HAND, 2_000_000, w.time);
    const shfe = w.venues[SHFE];
    const orders = [];
    for (let k = 0; k < 30; k++) {
      w.clearHand(SHFE);
      w.order(SHFE, Side.Sell, shfe.limitLowTicks, 10);
      w.act();
      orders.push(...w.sent.filter((o) => o.member === member));
      w.tick();
    }
    expect(orders.length).toBe(1);
    expect(orders[0]).toMatchObject({ side: Side.Sell, ticks: shfe.limitLowTicks, cause: Cause.Redemption });
    expect(orders[0].lots).toBeGreaterThan(500);
    w.order(SHFE, Side.Buy, shfe.limitLowTicks + 1, 50);
    w.quote(SHFE, shfe.limitLowTicks + 200);
    for (let k = 0; k < 3; k++) {
      w.act();
      w.tick();
    }
    let resting = 0;
    shfe.book.forEachResting(Side.Sell, (id) => {
      if (shfe.book.ownerOf(id) === member) resting += 1;
    });
    expect(resting).toBe(0);
  });

  it("shares what nobody was allotted among the registry's holders, who redeem more when they do not trust the value", () => {
    const redeemed = [0, 1].map((shaken) => {
      const w = lofWorld({ registry: 201, manager: { redemption: { base: 0.02, fear: 0, distrust: 0.5 } } });
      const money = moneyOf(w, "CNY");
      busy(w, beijing(0, 9, 20));
      if (shaken) w.assets.fund.confidence = 0.2;
      busy(w, beijing(0, 15));
      const holders = Array.from({ length: 200 }, (_, i) => w.clearing.position(LOF, w.first(MANAGER) + 1 + i));
      expect(holders.filter((lots) => lots > 0).length).toBeGreaterThan(100);
      expect(moneyOf(w, "CNY")).toBe(money);
      return w.assets.fund.redeemedLots;
    });
    expect(redeemed[0]).toBeGreaterThan(0);
    expect(redeemed[1]).toBeGreaterThan(4 * redeemed[0]);
  });

  it("keeps money at hand to pay redemptions with", () => {
    const w = lofWorld();
    const member = w.first(MANAGER);
    w.clearing.ledger.moveShares(LOF, member + 1, HAND, 1_000_000);
    busy(w, beijing(0, 10));
    w.assets.fund.redeem(HAND, 1_000_000, w.time);
    const before = w.clearing.wallet(HAND, "CNY");
    busy(w, beijing(2, 9, 30));
    expect(w.clearing.wallet(HAND, "CNY") - before).toBeGreaterThan(1.9e10);
    expect(w.assets.fund.lots).toBe(9_000_000);
    expect(w.assets.fund.computedNav).toBeCloseTo(2, 1);
  });
});
