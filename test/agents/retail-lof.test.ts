import { describe, expect, it } from "vitest";
import { type RetailLof, retailLof } from "../../src/agents/retail-lof.ts";
import { Cause } from "../../src/core/cause.ts";
import { Side, TimeInForce } from "../../src/orderbook/index.ts";
import { beijing, COMEX, LOF, lofWorld, moneyOf, OTHERS, P, runTo, SHFE } from "../assets/lof-world.ts";
import type { MiniWorld, Sent } from "./mini-world.ts";

const MEMBERS = 1000;

function world(config: Record<string, unknown> = {}, options: Record<string, unknown> = {}) {
  const w = lofWorld({
    cast: [{ kind: retailLof as never, members: MEMBERS, config: { money: 100_000, shares: 50_000, ...config } }],
    ...options,
  });
  return { w, retail: w.populations[OTHERS] as RetailLof };
}

const at =
  (lof: number, silver = 0) =>
  (v: number) =>
    v === LOF ? lof : Math.round(P[v] * (1 + silver));

/** Runs with everybody acting and returns retail's orders. */
function watch(
  w: MiniWorld,
  until: number,
  price: (v: number) => number,
  quote: readonly number[] = [COMEX, SHFE, LOF],
): Sent[] {
  const all: Sent[] = [];
  while (w.time < until) {
    for (const v of quote) if (w.venues[v].accepting) w.quote(v, price(v));
    w.act();
    all.push(...w.sent.filter((o) => o.population === OTHERS + 1));
    w.tick();
  }
  return all;
}

const sum = (orders: readonly Sent[], side: number): number =>
  orders.filter((o) => o.side === side).reduce((lots, o) => lots + o.lots, 0);

describe("retail in the LOF", () => {
  it("starts with the shares and the money that it is given", () => {
    const { w } = world({ holders: 1 });
    expect(w.lots(OTHERS, LOF)).toBe(MEMBERS * 500);
    expect(w.clearing.wallet(w.first(OTHERS), "CNY")).toBe(1e7);
  });

  it("is drawn in by the story: the more people talk, the more newcomers and buying", () => {
    const newcomers = [0, 0.4].map((start) => {
      const { w, retail } = world({ holders: 0, base: 0 }, { attention: { start, recovery: "300d" } });
      watch(w, beijing(0, 15), at(2000));
      return retail.newcomers;
    });
    expect(newcomers[0]).toBeLessThan(10);
    expect(newcomers[1]).toBeGreaterThan(10 * Math.max(5, newcomers[0]));
  });

  it("hears no story when herding is switched off", () => {
    const { w, retail } = world({ holders: 0, base: 0 }, { attention: { start: 0.8 }, without: ["herding"] });
    expect(watch(w, beijing(0, 15), at(2000))).toEqual([]);
    expect(retail.newcomers).toBe(0);
  });

  it("ignores the premium in greed, and minds it otherwise", () => {
    const bought = (mood: number): number => {
      const { w } = world(
        { holders: 0, base: 0.5, tolerance: 0.06, blindness: 2 },
        { lof: { price: 2.18, history: [2.18] } },
      );
      if (mood) w.assets.narrative(mood, 1e15);
      runTo(w, beijing(0, 9), at(2180));
      return sum(watch(w, beijing(0, 15), at(2180)), Side.Buy); // 9%
    };
    expect(bought(0)).toBe(0);
    expect(bought(1)).toBeGreaterThan(200);
  });

  it("saves its fixed sum once a day, whatever the premium", () => {
    const { w } = world({ holders: 1, savers: 1, sum: 0.01, looks: 0, shares: 100 });
    const orders = watch(w, beijing(1, 15), at(2180));
    expect(orders.length).toBeGreaterThan(0.7 * 2 * MEMBERS);
    expect(orders.every((o) => o.side === Side.Buy && o.cause === Cause.AutoInvest)).toBe(true);
    const times = new Map<number, number>();
    for (const o of orders) times.set(o.member, (times.get(o.member) ?? 0) + 1);
    expect(Math.max(...times.values())).toBe(2);
    for (const o of orders) expect(o.lots * o.ticks * 10).toBeLessThanOrEqual(0.01 * 1e7);
  });

  it("queues at the upper limit when the shares are locked there", () => {
    const { w } = world({ holders: 0.5, base: 0.3 }, { attention: { start: 0.4 } });
    const lof = w.venues[LOF];
    watch(w, beijing(0, 9, 31), at(2000));
    w.clearHand(LOF);
    const orders: Sent[] = [];
    while (w.time < beijing(0, 11)) {
      w.clearHand(LOF);
      w.order(LOF, Side.Buy, lof.limitHighTicks, 1000);
      for (const v of [COMEX, SHFE]) if (w.venues[v].accepting) w.quote(v, P[v]);
      w.act();
      orders.push(...w.sent.filter((o) => o.population === OTHERS + 1 && o.side === Side.Buy));
      w.tick();
    }
    const queued = orders.filter((o) => o.ticks === lof.limitHighTicks && o.tif === TimeInForce.Gtc);
    expect(queued.length).toBeGreaterThan(30);
    expect(queued.length / orders.length).toBeGreaterThan(0.9);
  });

  it("is moved to buy by a stop of subscriptions", () => {
    const bought = [true, false].map((open) => {
      const { w } = world({ holders: 0, base: 0 }, { attention: { start: 0.2 }, fund: { open } });
      return sum(watch(w, beijing(0, 15), at(2000)), Side.Buy);
    });
    expect(bought[1]).toBeGreaterThan(1.3 * bought[0]);
  });

  it("flees to the lower limit when silver falls, once each, and joins the queue anew the next day", () => {
    const { w, retail } = world({ holders: 1, savers: 0 });
    const lof = w.venues[LOF];
    runTo(w, beijing(0, 15, 10), at(2000));
    runTo(w, beijing(1, 9, 14), at(2000, -0.3), { quote: [COMEX] });
    const first = watch(w, beijing(1, 14, 50), at(2000, -0.3), [COMEX]);
    const panic = first.filter((o) => o.cause === Cause.Panic);
    expect(retail.frightened).toBeGreaterThan(MEMBERS / 2);
    expect(panic.every((o) => o.side === Side.Sell && o.ticks === lof.limitLowTicks && o.lots === 500)).toBe(true);
    expect(new Set(panic.map((o) => o.member)).size).toBe(panic.length);
    expect(lof.lock).toBe(-1);
    const waiting = retail.frightened;
    runTo(w, beijing(2, 9), at(2000, -0.3), { quote: [COMEX] });
    const next: Sent[] = [];
    while (w.time < beijing(2, 9, 16)) next.push(...watch(w, w.time + 60_000, at(2000, -0.3), [COMEX]));
    expect(next.filter((o) => o.cause === Cause.Panic).length).toBeGreaterThan(0.95 * waiting);
  });

  it("fears little at the value and much at a high premium", () => {
    const fears = [2, 1.3].map((nav) => {
      const { w, retail } = world({}, { fund: { nav } });
      runTo(w, beijing(0, 10), at(2000));
      w.assets.fund.confidence = 0.3;
      watch(w, w.time + 60_000, at(2000));
      return retail.mood.fear;
    });
    expect(fears[0]).toBeLessThan(0.01);
    expect(fears[1]).toBeGreaterThan(0.1);
  });

  it("can sell what it bought on the next day only (T+1)", () => {
    const { w } = world({ holders: 0, base: 1, lump: 0.5, leave: 5 });
    const orders = watch(w, beijing(0, 15), at(2000));
    expect(sum(orders, Side.Buy)).toBeGreaterThan(10_000);
    expect(sum(orders, Side.Sell)).toBe(0);
    expect(sum(watch(w, beijing(1, 15), at(2000)), Side.Sell)).toBeGreaterThan(10_000);
  });

  it("trades as much in short steps as in long ones", () => {
    const flow = (minutes: number): number => {
      let lots = 0;
      for (let seed = 1; seed <= 2; seed++) {
        const { w } = world({ holders: 0.5, base: 0.3, leave: 0.3, eager: 1 }, { attention: { start: 0.2 }, seed });
        w.minutes = minutes;
        lots += watch(w, beijing(0, 15), at(2000)).reduce((sum, o) => sum + o.lots, 0);
      }
      return lots;
    };
    const long = flow(5);
    expect(long).toBeGreaterThan(50_000);
    expect(flow(1) / long).toBeGreaterThan(0.9);
    expect(flow(1) / long).toBeLessThan(1.1);
  });

  it("has one order in the book at most, finite money, and loses none", () => {
    const { w } = world(
      { holders: 0.6, base: 0.5, leave: 0.3, looks: 20 },
      { attention: { start: 0.3 }, fund: { cap: 100 } },
    );
    const money = moneyOf(w, "CNY");
    const lof = w.venues[LOF];
    let most = 0;
    let trades = 0;
    for (let d = 0; d < 3; d++) {
      while (w.time < beijing(d, 15, 1)) {
        for (const v of [COMEX, SHFE]) if (w.venues[v].accepting) w.quote(v, P[v]);
        w.act();
        trades += lof.stepVolume;
        w.tick();
        const resting = new Map<number, number>();
        for (const side of [Side.Buy, Side.Sell])
          lof.book.forEachResting(side, (id) => {
            const owner = lof.book.ownerOf(id);
            resting.set(owner, (resting.get(owner) ?? 0) + 1);
          });
        most = Math.max(most, ...resting.values());
      }
    }
    expect(most).toBe(1);
    expect(trades).toBeGreaterThan(1000);
    for (let i = 0; i < MEMBERS; i++) {
      expect(w.clearing.position(LOF, w.first(OTHERS) + i)).toBeGreaterThanOrEqual(0);
      expect(w.clearing.equity(LOF, w.first(OTHERS) + i)).toBeGreaterThanOrEqual(0);
    }
    expect(moneyOf(w, "CNY")).toBe(money);
  });
});
