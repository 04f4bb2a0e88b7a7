import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CAUSES, Cause, tagOf } from "../../src/core/cause.ts";
import { GRAIN, VenueAttribution } from "../../src/engine/attribution.ts";
import { ForcedPushes } from "../../src/engine/forced-pushes.ts";
import { ShapleyRule, shapleyValues } from "../../src/engine/shapley.ts";
import { OrderBook, Side, TimeInForce } from "../../src/orderbook/index.ts";

const trade = fc.record({
  taker: fc.integer({ min: 0, max: 4 }),
  maker: fc.integer({ min: 0, max: 4 }),
  cause: fc.integer({ min: 0, max: CAUSES.length - 1 }),
  sign: fc.constantFrom(-1, 1),
  lots: fc.integer({ min: 1, max: 500 }),
  episode: fc.integer({ min: -1, max: 6 }),
});
/** A mid in half ticks. */
const round = fc.record({ trades: fc.array(trade, { maxLength: 40 }), mid: fc.integer({ min: -50_000, max: 50_000 }) });

const made = (populations: number, rule: ShapleyRule | null = null) => {
  const pushes = new ForcedPushes();
  const a = new VenueAttribution({ venue: 0, populations, pushes, shapley: rule, shares: true });
  return { a, pushes };
};
const sum = (x: ArrayLike<number>): number => Array.from(x).reduce((s, v) => s + v, 0);

/** A book with these shown lots, one tick a level, best bid 100 and best offer 102. */
function bookOf(bids: readonly number[], asks: readonly number[]): OrderBook {
  const book = new OrderBook();
  let id = 1;
  bids.forEach((lots, i) => {
    if (lots > 0) book.limit(id++, Side.Buy, 100 - i, lots, TimeInForce.Gtc, 0, 1, 0);
  });
  asks.forEach((lots, i) => {
    if (lots > 0) book.limit(id++, Side.Sell, 102 + i, lots, TimeInForce.Gtc, 0, 2, 0);
  });
  return book;
}

describe("attribution", () => {
  it.each(["volume", "shapley"])("shares sum to the price change exactly, whatever the flows (%s)", (name) => {
    const book = bookOf([40, 7, 300, 5, 90], [3, 3, 3, 800]);
    fc.assert(
      fc.property(fc.array(round, { minLength: 1, maxLength: 30 }), (rounds) => {
        const { a, pushes } = made(5, name === "shapley" ? new ShapleyRule() : null);
        let mid = a.mid;
        for (const { trades, mid: half } of rounds) {
          const before = Float64Array.from(a.impact);
          a.openRound(book);
          for (const t of trades)
            a.trade(tagOf(t.taker, t.cause), tagOf(t.maker, Cause.MarketMaking), t.sign, t.lots, t.episode);
          a.endRound(half / 2, a.round);
          const shares = a.impact.map((x, k) => x - before[k]);
          if (sum(shares) !== half / 2 - mid) throw new Error(`${sum(shares)} is not ${half / 2 - mid}`);
          if (!shares.every((share) => Number.isSafeInteger(share * GRAIN)))
            throw new Error("a share is no whole part");
          mid = half / 2;
        }
        // Forced kinds are the sum of their episodes and of forced trades that belong to none.
        const rows = pushes.table();
        const log = a.moves;
        if (log === null) throw new Error("a margined venue keeps its moves");
        let forced = 0;
        for (let i = 0; i < log.count; i++) if (log.episode[i] >= 0) forced += log.ticks[i];
        expect(sum(rows.ticks)).toBe(forced);
        expect(sum(log.ticks.subarray(0, log.count))).toBe(mid);
      }),
      { numRuns: 60 },
    );
  });

  it("is within one grain of the rule for every taker", () => {
    fc.assert(
      fc.property(
        fc.array(trade, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: -999, max: 999 }),
        (trades, half) => {
          const { a } = made(5);
          const flow = new Map<number, number>();
          for (const t of trades) {
            a.trade(tagOf(t.taker, t.cause), tagOf(t.maker, Cause.MarketMaking), t.sign, t.lots, t.episode);
            const k = t.taker * CAUSES.length + t.cause;
            flow.set(k, (flow.get(k) ?? 0) + t.sign * t.lots);
          }
          const net = sum([...flow.values()]);
          const gross = sum([...flow.values()].map(Math.abs));
          a.endRound(half / 2, 0);
          for (const [k, f] of flow) {
            const due = gross === 0 ? 0 : (half / 2) * Math.sign(net) * (f / gross);
            // Each forced trade of the kind may be rounded on its own.
            expect(Math.abs(a.impact[k] - due)).toBeLessThanOrEqual(trades.length / GRAIN);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it("gives a one-sided flow the whole move, and a balanced one none of it", () => {
    const { a, pushes } = made(2);
    a.trade(tagOf(0, Cause.MarginCall), tagOf(1, Cause.Value), -1, 20, 2);
    a.trade(tagOf(0, Cause.MarginCall), tagOf(1, Cause.Value), -1, 10, 4);
    a.trade(tagOf(1, Cause.Stop), tagOf(1, Cause.Value), -1, 10, -1);
    a.endRound(-8, 60_000);
    expect(a.impact[Cause.MarginCall]).toBe(-6);
    expect(a.impact[CAUSES.length + Cause.Stop]).toBe(-2);
    expect(a.impact[a.kinds]).toBe(0);
    const { episode, ticks, lots, time } = pushes.table();
    expect([[...episode], [...ticks], [...lots], [...time]]).toEqual([[2, 4], [-4, -2], [-20, -10], [60_000, 60_000]]); // biome-ignore format: a table
    a.trade(tagOf(0, Cause.Panic), tagOf(1, Cause.Value), -1, 5, -1);
    a.trade(tagOf(1, Cause.Value), tagOf(0, Cause.Panic), 1, 5, -1);
    a.endRound(-18, 120_000);
    expect(a.impact[Cause.Panic]).toBe(0);
    expect(a.impact[CAUSES.length + Cause.Value]).toBe(0);
    expect(a.impact[a.kinds]).toBe(-10);
  });

  it("gives who trades against the flow the opposite sign, and lets a bounce cancel", () => {
    const { a } = made(2);
    const round = (mid: number) => {
      a.trade(tagOf(0, Cause.MarginCall), tagOf(1, Cause.Value), -1, 30, 1);
      a.trade(tagOf(1, Cause.Value), tagOf(0, Cause.Voluntary), 1, 10, -1);
      a.endRound(mid, 0);
    };
    round(-8);
    expect(a.impact[Cause.MarginCall]).toBe(-6);
    expect(a.impact[CAUSES.length + Cause.Value]).toBe(2);
    expect(a.impact[a.kinds]).toBe(-4);
    round(0);
    expect(a.impact[Cause.MarginCall]).toBe(0);
    expect(a.impact[CAUSES.length + Cause.Value]).toBe(0);
    expect(a.impact[a.kinds]).toBe(0);
  });

  it("calls a move without any trade re-pricing", () => {
    const { a } = made(1);
    a.endRound(-40, 0);
    expect(a.impact[a.kinds]).toBe(-40);
  });

  it("shares nothing when it is switched off, and counts flows all the same", () => {
    const a = new VenueAttribution({ venue: 0, populations: 1, pushes: null, shapley: null, shares: false });
    a.trade(tagOf(0, Cause.Stop), tagOf(0, Cause.Value), -1, 5, -1);
    a.endRound(-8, 0);
    expect(sum(a.impact.map(Math.abs))).toBe(0);
    expect(a.sold[Cause.Stop]).toBe(5);
  });
});

describe("the Shapley rule", () => {
  it("walks net volume through the depth that the book showed", () => {
    const rule = new ShapleyRule();
    rule.open(bookOf([10, 10, 0, 10], [5, 5]));
    // 10 sold empty the best bid (100 -> 99), 20 the next (-> 97), beyond the last level the price stays there.
    expect([-9, -10, -20, -1000, 0, 4, 5, 99].map((lots) => rule.impact(lots))).toEqual([
      0, -0.5, -1.5, -1.5, 0, 0, 0.5, 0.5,
    ]);
  });

  it("gives each player its mean addition over all orders of arrival", () => {
    // Worth 6 ticks from the 10th lot on: of 6, 5 and 4 lots no one reaches it alone, 6 and 5 or 6 and 4 do, 5 and 4 not.
    const flows = Float64Array.of(6, 5, 4);
    const values = shapleyValues(flows, new Float64Array(8), new Float64Array(8), (lots) => (lots >= 10 ? 6 : 0));
    // By hand: the first is pivotal in 4 of 6 orders, the others in 1 each.
    expect([...values].map((x) => Math.round(x * 1e12) / 1e12)).toEqual([4, 1, 1]);
  });

  it("gives a seller nothing for what a buyer took back, and what the walk does not reach to re-pricing", () => {
    const { a } = made(2, new ShapleyRule());
    a.openRound(bookOf([10, 10, 10], [10, 10]));
    a.trade(tagOf(0, Cause.MarginCall), tagOf(1, Cause.Value), -1, 20, 0);
    a.endRound(-5, 0);
    // 20 lots walk the bid from 100 to 98: one tick of the mid. The other four ticks are quotes withdrawn.
    expect(a.impact[Cause.MarginCall]).toBe(-1);
    expect(a.impact[a.kinds]).toBe(-4);
  });

  it("plays with more kinds than it can enumerate", () => {
    const { a } = made(5, new ShapleyRule());
    a.openRound(
      bookOf(
        Array.from({ length: 200 }, () => 10),
        [10],
      ),
    );
    for (let p = 0; p < 5; p++)
      for (const cause of [Cause.Stop, Cause.Panic, Cause.MarginCall])
        a.trade(tagOf(p, cause), tagOf(0, Cause.Value), -1, 10 + p, -1);
    // 180 lots use up 18 levels: nine ticks of the mid.
    a.endRound(-9, 0);
    expect(a.impact[a.kinds]).toBe(0);
    expect(sum(a.impact)).toBe(-9);
    expect(a.impact[4 * CAUSES.length + Cause.Stop]).toBeLessThan(a.impact[Cause.Stop]);
  });
});
