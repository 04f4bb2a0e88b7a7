import { describe, expect, it } from "vitest";
import { authorizedParticipants } from "../../src/agents/authorized-participants.ts";
import { commercials } from "../../src/agents/commercials.ts";
import { etfHolders } from "../../src/agents/etf-holders.ts";
import { Cause } from "../../src/core/cause.ts";
import { Side } from "../../src/orderbook/index.ts";
import { ETF, etfWorld, follow, HOLDERS } from "../assets/etf-world.ts";
import type { Sent } from "./mini-world.ts";

const MEMBERS = 400;
const quiet = { exit: 0, exitGain: 0, buy: 0, chase: 0, profit: 0, fear: 0 };

function world(config: Record<string, unknown> = {}, options: Record<string, unknown> = {}) {
  const cast = [
    { kind: etfHolders as never, members: MEMBERS, config: { lots: 100, money: 1e6, ...quiet, ...config } },
  ];
  return etfWorld({ cast, ...options });
}

const own = (orders: readonly Sent[]): Sent[] => orders.filter((o) => o.population === HOLDERS + 1);
const lots = (orders: readonly Sent[], side: number): number =>
  own(orders).reduce((sum, o) => sum + (o.side === side ? o.lots : 0), 0);

describe("ETF holders", () => {
  it("own shares with the metal behind them", () => {
    const w = world();
    expect(w.lots(HOLDERS, ETF)).toBe(MEMBERS * 100);
    const { trust, metal } = w.assets;
    expect(trust.lots).toBeGreaterThanOrEqual(MEMBERS * 100);
    expect(metal.etfTonnes * 1e6).toBeCloseTo((trust.lots / trust.basketLots) * trust.gramsPerBasket, -4);
    expect([authorizedParticipants.kind, commercials.kind]).toEqual(["authorized-participants", "commercials"]);
  });

  it("do nothing when nothing moves them", () => {
    expect(own(follow(world(), 400, () => 0))).toEqual([]);
  });

  it("chase gains and flee falls, private ones only", () => {
    const up = world({ institutions: 0, chase: 4 });
    const chased = follow(up, 400, (m) => 0.0003 * m);
    expect(lots(chased, Side.Buy)).toBeGreaterThan(100);
    expect(own(chased).every((o) => o.cause === Cause.Momentum)).toBe(true);
    const down = follow(world({ institutions: 0, chase: 4, fear: 4 }), 400, (m) => -0.0003 * m);
    expect(lots(down, Side.Sell)).toBeGreaterThan(500);
    expect(own(down).every((o) => o.side === Side.Sell && o.cause === Cause.Panic)).toBe(true);
    expect(own(follow(world({ institutions: 1, chase: 4, fear: 4 }), 400, (m) => 0.0003 * m))).toEqual([]);
  });

  it("do not chase when momentum is switched off", () => {
    const w = world({ institutions: 0, chase: 4 }, { without: ["momentum"] });
    expect(own(follow(w, 300, (m) => 0.0003 * m))).toEqual([]);
  });

  it("take profits, the more the higher the gain", () => {
    const sold = [0.05, 0.3].map((gain) =>
      lots(
        follow(world({ institutions: 0, profit: 2 }), 400, () => gain),
        Side.Sell,
      ),
    );
    expect(sold[0]).toBeGreaterThan(0);
    expect(sold[1]).toBeGreaterThan(3 * sold[0]);
  });

  it("leave early, as institutions, though prices only rise", () => {
    const w = world({ institutions: 1, exit: 0.3 });
    const orders = own(follow(w, 800, (m) => 0.0001 * m));
    expect(orders.length).toBeGreaterThan(10);
    expect(orders.every((o) => o.side === Side.Sell && o.cause === Cause.ProfitTaking)).toBe(true);
    expect(w.lots(HOLDERS, ETF)).toBeLessThan(0.97 * MEMBERS * 100);
  });

  it("sell the share that an outflow tells, over its duration", () => {
    const w = world();
    follow(w, 1, () => 0);
    w.populations[HOLDERS].told?.({ kind: "outflow", share: 0.2, duration: 5 * 3_600_000 }, w);
    const orders = follow(w, 330, () => 0);
    expect(own(orders).every((o) => o.cause === Cause.Redemption)).toBe(true);
    expect(w.lots(HOLDERS, ETF) / (MEMBERS * 100)).toBeGreaterThan(0.77);
    expect(w.lots(HOLDERS, ETF) / (MEMBERS * 100)).toBeLessThan(0.86);
    expect(own(follow(w, 60, () => 0))).toEqual([]);
  });

  it("trade as much in short steps as in long ones", () => {
    const flow = (minutes: number): number => {
      let sum = 0;
      for (let seed = 1; seed <= 5; seed++) {
        const w = world({ institutions: 0.3, exit: 1, buy: 1, profit: 3 }, { seed });
        w.minutes = minutes;
        const orders = follow(w, 390 / minutes, () => 0.1);
        sum += lots(orders, Side.Buy) + lots(orders, Side.Sell);
      }
      return sum;
    };
    const long = flow(3);
    expect(long).toBeGreaterThan(1000);
    expect(flow(0.5) / long).toBeGreaterThan(0.85);
    expect(flow(0.5) / long).toBeLessThan(1.18);
  });

  it("spend what they have and no more, and sell what they hold and no more", () => {
    const w = world({ buy: 20, chase: 0, institutions: 0, part: 1 });
    follow(w, 400, () => 0);
    for (let i = 0; i < MEMBERS; i++) {
      const member = w.first(HOLDERS) + i;
      expect(w.clearing.wallet(member, "USD") + w.clearing.free(ETF, member)).toBeGreaterThanOrEqual(0);
    }
    const held = w.lots(HOLDERS, ETF);
    expect(held).toBeGreaterThan(MEMBERS * 200);
    const seller = world({ institutions: 1, exit: 50, part: 1 });
    follow(seller, 400, () => 0);
    expect(seller.lots(HOLDERS, ETF)).toBeGreaterThanOrEqual(0);
    expect(seller.lots(HOLDERS, ETF)).toBeLessThan(10);
    seller.clearing.ledger.checkConservation();
  });
});
