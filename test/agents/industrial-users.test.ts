import { describe, expect, it } from "vitest";
import { commercials } from "../../src/agents/commercials.ts";
import { type IndustrialUsers, industrialUsers } from "../../src/agents/industrial-users.ts";
import { trendFollowers } from "../../src/agents/trend-followers.ts";
import { Account } from "../../src/assets/metal.ts";
import { Cause } from "../../src/core/cause.ts";
import { Side } from "../../src/orderbook/index.ts";
import { futures, MiniWorld, type Sent } from "./mini-world.ts";

const P0 = 16_000;
const N = 40;

function world(config: Record<string, unknown> = {}): MiniWorld {
  return new MiniWorld({
    venues: { comex: futures({ history: { days: 40, from: 50, to: 80 } }) },
    cast: [
      { kind: commercials as never, members: 10, config: { venue: "comex", interval: "100000d" } },
      { kind: trendFollowers as never, members: 20, config: { venue: "comex", lots: 8000, interval: "100000d" } },
      {
        kind: industrialUsers as never,
        members: N,
        config: { venue: "comex", interval: "1h", hedged: 0, size: 1, consumption: 40, ...config },
      },
    ],
  });
}

const firms = (w: MiniWorld): IndustrialUsers => w.populations[2] as IndustrialUsers;
const own = (sent: readonly Sent[]): Sent[] => sent.filter((o) => o.population === 3);
const stocks = (w: MiniWorld): number =>
  Array.from({ length: N }, (_, i) => firms(w).stockOf(i)).reduce((a, b) => a + b, 0);
const use = (w: MiniWorld): number => Array.from({ length: N }, (_, i) => firms(w).use(i)).reduce((a, b) => a + b, 0);
const total = (w: MiniWorld): number =>
  w.assets.metal.totalGrams - w.assets.metal.suppliedGrams + w.assets.metal.consumedGrams;

describe("industrial users", () => {
  it("use metal up at their rate and buy none while stocks are full", () => {
    const w = world({ stock: 40, reorder: 10, orderUpTo: 50, dip: 0.5 });
    const before = stocks(w);
    const sum = total(w);
    expect(own(w.run(1440, () => P0))).toEqual([]);
    // 40 t a day, but for the last hour or so that nobody has looked at yet.
    expect((before - stocks(w)) / 40e6).toBeGreaterThan(0.93);
    expect((before - stocks(w)) / 40e6).toBeLessThanOrEqual(1);
    expect(total(w)).toBe(sum);
  });

  it("order up to S once below s, and take the metal after the settlement", () => {
    const w = world({ stock: 9, reorder: 10, orderUpTo: 30 });
    const sum = total(w);
    const sent = own(w.run(700, (s) => P0 - (s % 2) * 200));
    expect(sent.length).toBeGreaterThan(N / 2);
    expect(sent.every((o) => o.side === Side.Buy && o.cause === Cause.Consumption)).toBe(true);
    const lots = w.lots(2);
    expect(lots).toBeGreaterThan(1000);
    const before = stocks(w);
    const account = w.assets.metal.held(Account.Industry);
    w.run(20, () => P0);
    expect(w.assets.metal.held(Account.Industry)).toBeGreaterThan(account + 0.85 * lots * 155_517 - 10e6);
    expect(w.lots(2)).toBeLessThan(lots / 10);
    expect(stocks(w)).toBeGreaterThan(before + 0.85 * lots * 155_517);
    for (let i = 0; i < N; i++) expect(firms(w).stockOf(i) / firms(w).use(i)).toBeLessThan(30.5);
    expect(total(w)).toBe(sum);
    w.clearing.ledger.checkConservation();
  });

  it("pay for what they take, to dealers", () => {
    const w = world({ stock: 3, reorder: 10, orderUpTo: 30 });
    const money = (p: number, count: number): number => {
      let sum = 0;
      for (let i = 0; i < count; i++) {
        const m = w.first(p) + i;
        sum += w.clearing.wallet(m, "USD") + w.clearing.equity(0, m);
      }
      return sum;
    };
    const dealers = money(0, 10);
    const buyers = money(2, N);
    const before = stocks(w);
    w.run(720, () => P0);
    const grams = stocks(w) - before + w.assets.metal.consumedGrams;
    const cost = buyers - money(2, N);
    expect(grams).toBeGreaterThan(500e6);
    expect(money(0, 10) - dealers).toBeGreaterThan(0.98 * cost);
    expect(cost).toBeGreaterThan(0);
  });

  it("buy ahead on a dip below their average", () => {
    const dipped = { stock: 20, reorder: 10, orderUpTo: 40, dip: 0.05 };
    const steady = world(dipped);
    expect(own(steady.run(300, () => P0))).toEqual([]);
    const w = world(dipped);
    w.run(100, () => P0);
    const sent = own(w.run(200, () => Math.round(P0 * 0.93)));
    expect(sent.length).toBeGreaterThan(N);
    expect(sent.every((o) => o.side === Side.Buy)).toBe(true);
  });

  it("use less above the price they can bear, and less again once they have learnt to do without", () => {
    const config = { threshold: 1.2, elasticity: 0.5, memory: "1h", substitution: "1d", replaceable: 0.4 };
    const w = world({ ...config, stock: 40, reorder: 1, dip: 0.9 });
    const calm = use(w);
    w.run(600, () => Math.round(P0 * 1.15));
    expect(use(w) / calm).toBeCloseTo(1, 6);
    w.run(400, () => Math.round(P0 * 1.8));
    const destroyed = Math.exp(-0.5 * Math.log(1.8 / 1.2));
    expect(use(w) / calm).toBeLessThan(destroyed);
    w.run(1500, () => Math.round(P0 * 1.8));
    const later = use(w) / calm;
    expect(later).toBeLessThan(destroyed * 0.9);
    expect(later).toBeGreaterThan(destroyed * 0.6);
    // The price comes back: what was destroyed returns, what was replaced does not.
    w.run(600, () => P0);
    expect(use(w) / calm).toBeGreaterThan(later);
    expect(use(w) / calm).toBeLessThan(0.95);
  });

  it("hold futures against their need from the start and sell them when demand is destroyed", () => {
    const w = world({
      hedged: 0.5,
      stock: 40,
      reorder: 1,
      threshold: 1,
      elasticity: 3,
      memory: "1h",
      dip: 0.9,
      horizon: "30d",
    });
    const hedge = w.lots(2);
    // Half of 30 days at 40 t.
    expect(hedge).toBeGreaterThan((0.5 * 30 * 40e6) / 155_517 - N);
    expect(hedge).toBeLessThanOrEqual((0.5 * 30 * 40e6) / 155_517);
    w.run(120, () => P0);
    const sent = own(w.run(600, () => Math.round(P0 * 1.4)));
    expect(sent.filter((o) => o.side === Side.Sell).length).toBeGreaterThan(0);
    expect(sent.every((o) => o.cause === Cause.Hedge)).toBe(true);
    expect(w.lots(2)).toBeLessThan(hedge * 0.6);
  });

  it("buy no more than they can pay for", () => {
    const w = world({ stock: 1, reorder: 30, orderUpTo: 60, money: 5 });
    w.run(3 * 1440, () => P0);
    for (let i = 0; i < N; i++) {
      const m = w.first(2) + i;
      expect(w.clearing.wallet(m, "USD")).toBeGreaterThanOrEqual(0);
      expect(w.clearing.equity(0, m)).toBeGreaterThanOrEqual(0);
    }
    w.clearing.ledger.checkConservation();
  });
});
