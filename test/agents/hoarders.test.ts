import { describe, expect, it } from "vitest";
import { commercials } from "../../src/agents/commercials.ts";
import { type Hoarders, hoarders } from "../../src/agents/hoarders.ts";
import { trendFollowers } from "../../src/agents/trend-followers.ts";
import { Account } from "../../src/assets/metal.ts";
import { Cause } from "../../src/core/cause.ts";
import { DAY } from "../../src/core/time.ts";
import { Side } from "../../src/orderbook/index.ts";
import { futures, MiniWorld, type Sent } from "./mini-world.ts";

const P0 = 18_000; // yuan per kilogram
const N = 100;

function world(config: Record<string, unknown> = {}, assets: Record<string, object> = {}): MiniWorld {
  return new MiniWorld({
    venues: {
      shfe: futures({
        currency: "CNY",
        unit: "kg",
        tick: 1,
        multiplier: 15,
        price: P0,
        history: { days: 40, from: 12_000, to: P0 },
      }),
    },
    assets,
    cast: [
      { kind: commercials as never, members: 10, config: { venue: "shfe", interval: "100000d" } },
      // Open interest for the dealers to be short against.
      { kind: trendFollowers as never, members: 20, config: { venue: "shfe", lots: 2000, interval: "100000d" } },
      { kind: hoarders as never, members: N, config: { venue: "shfe", money: 2e7, interval: "1d", ...config } },
    ],
  });
}

const crowd = (w: MiniWorld): Hoarders => w.populations[2] as Hoarders;
const own = (sent: readonly Sent[]): Sent[] => sent.filter((o) => o.population === 3);
const metalOf = (w: MiniWorld): number =>
  Array.from({ length: N }, (_, i) => crowd(w).held(i)).reduce((a, b) => a + b, 0);

/** All accounts hold what there was, what came and less what was used. */
function total(w: MiniWorld): number {
  return w.assets.metal.totalGrams - w.assets.metal.suppliedGrams + w.assets.metal.consumedGrams;
}

describe("hoarders", () => {
  it("own a part of the world's hoards at the start", () => {
    const w = world({ hoards: 0.5 });
    const hoards = w.assets.metal.held(Account.Hoards);
    expect(metalOf(w)).toBeLessThanOrEqual(0.5 * hoards);
    expect(metalOf(w)).toBeGreaterThan(0.5 * hoards - N);
  });

  it("are keener when everybody talks of it and when it rises, and lose interest in a fall", () => {
    const w = world();
    const c = crowd(w);
    const calm = c.interest(Math.log(P0), 0);
    expect(calm).toBeCloseTo(1, 9);
    expect(c.interest(Math.log(P0), 0.5)).toBeGreaterThan(calm);
    expect(c.interest(Math.log(P0 * 1.1), 0)).toBeGreaterThan(2);
    expect(c.interest(Math.log(P0 * 0.8), 0)).toBe(0);
    expect(c.interest(Math.log(P0), 0.5, 1)).toBeGreaterThan(c.interest(Math.log(P0), 0.5, 0));
    expect(c.interest(Math.log(P0), 0.5, -1)).toBeCloseTo(calm, 9);
  });

  it("buy, and after the settlement their metal has left the float and the dealers are paid", () => {
    const w = world({ hoards: 0 });
    const float = w.assets.metal.held(Account.Float);
    const before = total(w);
    const wallets = (): number =>
      Array.from({ length: N }, (_, i) => w.clearing.wallet(w.first(2) + i, "CNY")).reduce((a, b) => a + b, 0);
    const money = wallets();
    const bought = own(w.run(719, () => P0));
    expect(bought.length).toBeGreaterThan(20);
    expect(bought.every((o) => o.side === Side.Buy && o.cause === Cause.Hoarding)).toBe(true);
    const lots = w.lots(2);
    expect(lots).toBeGreaterThan(100);
    expect(metalOf(w)).toBe(0);
    w.run(1, () => P0);
    expect(w.lots(2)).toBe(0);
    expect(metalOf(w)).toBe(lots * 15_000);
    // The float also received what was mined and recycled meanwhile, and gave what industry restocked.
    expect(w.assets.metal.held(Account.Hoards)).toBe(2500e6 + lots * 15_000);
    expect(w.assets.metal.held(Account.Float)).toBeLessThan(float + w.assets.metal.suppliedGrams);
    expect(total(w)).toBe(before);
    const paid = money - wallets();
    // Some collateral may still be with the house; the price was P0 and a tick.
    expect(paid / (lots * 15 * P0 * 100)).toBeGreaterThan(0.999);
    w.clearing.ledger.checkConservation();
  });

  it("never spend the reserve", () => {
    const w = world({ interval: "10m", reserve: 0.3, bite: 1 });
    w.run(1500, () => P0);
    for (let i = 0; i < N; i++) {
      const m = w.first(2) + i;
      const money = w.clearing.wallet(m, "CNY") + w.clearing.equity(0, m);
      expect(money).toBeGreaterThan(0.29 * 2e9);
    }
  });

  it("lose heart when the price has fallen far enough below its best, sell, and their metal comes back later", () => {
    const w = world({ heart: 0.2, rush: "1h", delay: "2d", interval: "100000d" });
    const before = total(w);
    w.run(60, (s) => P0 + 20 * s);
    const best = P0 + 20 * 59;
    const held = metalOf(w);
    expect(own(w.run(60, () => Math.ceil(best * 0.82)))).toEqual([]);
    const sold = own(w.run(590, () => Math.floor(best * 0.78)));
    expect(sold.length).toBeGreaterThan(N / 2);
    expect(sold.every((o) => o.side === Side.Sell && o.cause === Cause.Panic)).toBe(true);
    const short = -w.lots(2);
    expect(short).toBeGreaterThan(0);
    const money = (): number => {
      let sum = 0;
      for (let m = w.first(2); m < w.first(2) + N; m++) sum += w.clearing.wallet(m, "CNY") + w.clearing.equity(0, m);
      return sum;
    };
    const rich = money();
    const hoards = w.assets.metal.held(Account.Hoards);
    w.run(20, () => Math.floor(best * 0.78));
    expect(metalOf(w)).toBeLessThan(held);
    const gone = held - metalOf(w);
    const value = (gone / 1000) * Math.floor(best * 0.78) * 100;
    expect((money() - rich) / value).toBeCloseTo(1, 2);
    expect(w.assets.metal.held(Account.Hoards)).toBe(hoards);
    w.time += 2 * DAY;
    w.act();
    expect(w.assets.metal.held(Account.Hoards)).toBe(hoards - gone);
    expect(total(w)).toBe(before);
    w.clearing.ledger.checkConservation();
  });

  it("sell no more metal than they have", () => {
    const w = world({ heart: 0.05, rush: "10m", interval: "100000d", hoards: 0.001 });
    w.run(10, () => P0);
    w.run(4 * 1440, () => Math.round(P0 * 0.9));
    for (let i = 0; i < N; i++) {
      expect(crowd(w).held(i)).toBeGreaterThanOrEqual(0);
      expect(crowd(w).held(i)).toBeLessThan(15_000);
    }
    expect(w.lots(2)).toBe(0);
    w.clearing.ledger.checkConservation();
  });
});
