/** What the populations around the two funds must hold to, whatever the market does. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { authorizedParticipants } from "../../src/agents/authorized-participants.ts";
import { commercials } from "../../src/agents/commercials.ts";
import { etfHolders } from "../../src/agents/etf-holders.ts";
import { lofArbitrage } from "../../src/agents/lof-arbitrage.ts";
import { lofManager } from "../../src/agents/lof-manager.ts";
import { retailLof } from "../../src/agents/retail-lof.ts";
import { restoreSnapshot, takeSnapshot } from "../../src/core/snapshot.ts";
import { NO_PRICE } from "../../src/orderbook/index.ts";
import { moneyOf } from "../assets/lof-world.ts";
import { type Cast, futures, MiniWorld, type Sent } from "./mini-world.ts";

const OPENING = [16_000, 20_000, 2_400, 7_200];
const LOF = 2;
const ETF = 3;

const CAST: readonly Cast[] = [
  { kind: commercials as never, members: 10, config: { venue: "comex" } },
  { kind: commercials as never, members: 10, config: { venue: "shfe", money: 1e11 } },
  { kind: lofManager as never, members: 40, config: { shares: 5e7, participation: 1, redemption: { base: 0.1 } } },
  { kind: retailLof as never, members: 300, config: { looks: 20, base: 0.3, leave: 0.2 } },
  { kind: lofArbitrage as never, members: 60, config: { looks: 10 } },
  { kind: authorizedParticipants as never, members: 4, config: { futures: "comex" } },
  { kind: etfHolders as never, members: 100, config: { buy: 2, profit: 2, fear: 9 } },
];

function world(seed: number): MiniWorld {
  const shares = { zone: "Asia/Shanghai", settles: "cash", unit: "share", multiplier: 100, dayOrders: true };
  const limit = (rate: string) => [{ kind: "daily-limit", down: rate, up: rate }];
  const w = new MiniWorld({
    seed,
    venues: {
      comex: futures(),
      shfe: futures({
        currency: "CNY",
        unit: "kg",
        tick: 1,
        multiplier: 15,
        price: 20_000,
        sessions: [{ from: "01:00", to: "07:00" }],
        settlement: { at: "07:00" },
        rules: limit("9%"),
      }),
      lof: {
        ...shares,
        currency: "CNY",
        tick: 0.001,
        price: 2.4,
        resale: 1,
        sessions: [
          { from: "09:15", to: "09:25", phase: "auction" },
          { from: "09:30", to: "15:00" },
        ],
        settlement: { at: "15:00", method: "last" },
        rules: limit("10%"),
      },
      etf: {
        ...shares,
        currency: "USD",
        tick: 0.01,
        price: 72,
        sessions: [{ from: "09:00", to: "17:00" }],
        settlement: { at: "17:00", method: "last" },
      },
    },
    assets: {
      attention: { start: 0.2 },
      fund: { venue: "lof", futures: "shfe", international: "comex", nav: 2, cap: 1000 },
      trust: { venue: "etf", reference: "comex", ounces: 0.9 },
    },
    cast: CAST,
  });
  for (let hand = 0; hand < 8; hand++) w.assets.trust.allot(hand, 1_000_000);
  return w;
}

const path = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  steps: fc.array(
    fc.oneof(
      { weight: 12, arbitrary: fc.double({ min: -0.004, max: 0.004, noNaN: true }) },
      { weight: 1, arbitrary: fc.double({ min: -0.08, max: 0.06, noNaN: true }) },
    ),
    { minLength: 60, maxLength: 220 },
  ),
});

/** Quarter-hour steps along a path of silver; the LOF is left to those who trade it. */
function follow(w: MiniWorld, steps: readonly number[], look: () => void): void {
  let log = 0;
  for (const step of steps) {
    log = Math.max(-0.6, Math.min(0.6, log + step));
    for (const v of [0, 1, ETF]) {
      const { accepting, limitLowTicks, limitHighTicks } = w.venues[v];
      if (!accepting) continue;
      const low = limitLowTicks === NO_PRICE ? 2 : limitLowTicks + 1;
      const high = limitHighTicks === NO_PRICE ? Number.MAX_SAFE_INTEGER : limitHighTicks - 1;
      const ticks = Math.min(high, Math.max(low, Math.round(OPENING[v] * Math.exp(v === ETF ? 1.02 * log : log))));
      w.print(v, ticks, 50);
      w.quote(v, ticks, { lots: 2000 });
    }
    w.act();
    look();
    w.act(1, 5);
    look();
    w.tick(15);
  }
}

/** Whole lots at whole ticks inside the limits, to a venue that takes orders. */
function isSound(o: Sent, w: MiniWorld): boolean {
  const { accepting, limitLowTicks, limitHighTicks } = w.venues[o.venue];
  if (!accepting || !Number.isSafeInteger(o.lots) || o.lots < 1 || !Number.isSafeInteger(o.ticks)) return false;
  if (limitLowTicks !== NO_PRICE && o.ticks < limitLowTicks) return false;
  return o.ticks >= 1 && (limitHighTicks === NO_PRICE || o.ticks <= limitHighTicks);
}

describe("populations around the funds", () => {
  it("send sound orders, and make or lose neither money nor shares nor metal", () => {
    let orders = 0;
    let settled = 0;
    fc.assert(
      fc.property(path, ({ seed, steps }) => {
        const w = world(seed);
        w.minutes = 15;
        const { metal, trust, fund } = w.assets;
        const total = metal.totalGrams - metal.suppliedGrams + metal.consumedGrams;
        const money = ["USD", "CNY"].map((currency) => moneyOf(w, currency));
        follow(w, steps, () => {
          orders += w.sent.length;
          expect(w.sent.filter((o) => !isSound(o, w))).toEqual([]);
        });
        expect(["USD", "CNY"].map((currency) => moneyOf(w, currency))).toEqual(money);
        expect(metal.totalGrams).toBe(total + metal.suppliedGrams - metal.consumedGrams);
        for (const v of [LOF, ETF]) {
          let sum = 0;
          for (let m = 0; m < w.clearing.ledger.members; m++) sum += w.clearing.position(v, m);
          expect(sum).toBe(0);
        }
        expect(metal.etfTonnes * 1e6).toBeGreaterThanOrEqual(
          (trust.lots / trust.basketLots) * trust.gramsPerBasket - 1e6,
        );
        for (let i = 0; i < CAST[3].members; i++)
          expect(w.clearing.position(LOF, w.first(3) + i)).toBeGreaterThanOrEqual(0);
        settled += fund.redeemedLots + fund.subscribedCents;
      }),
      { numRuns: 8 },
    );
    expect(orders).toBeGreaterThan(2000);
    expect(settled).toBeGreaterThan(0);
  });

  it("go on from a snapshot exactly as they would have gone on", () => {
    fc.assert(
      fc.property(path, ({ seed, steps }) => {
        const half = steps.length >> 1;
        const first = world(seed);
        first.minutes = 15;
        follow(first, steps.slice(0, half), () => {});
        const snapshot = takeSnapshot(first);
        const record = (w: MiniWorld): string => {
          const sent: unknown[] = [];
          follow(w, steps.slice(half), () => sent.push(w.sent));
          return JSON.stringify(sent);
        };
        const expected = record(first);
        const second = world(seed + 1);
        second.minutes = 15;
        restoreSnapshot(second, snapshot);
        expect(record(second)).toBe(expected);
      }),
      { numRuns: 3 },
    );
  });
});
