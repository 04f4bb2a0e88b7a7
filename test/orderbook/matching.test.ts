import { describe, expect, test } from "vitest";
import { SelfTrade } from "../../src/orderbook/index.ts";
import { cancelled, limit, market, rejected, Transcript, trade } from "./transcript.ts";

describe("price-time priority", () => {
  test("better price first, then first come first served, at the maker's price", () => {
    const t = new Transcript();
    t.run(limit(1, "sell", 101, 5), limit(2, "sell", 100, 5), limit(3, "sell", 100, 5));
    expect(t.run(limit(4, "buy", 101, 12))).toEqual([trade(2, 4, 100, 5), trade(3, 4, 100, 5), trade(1, 4, 101, 2)]);
    expect(t.rests).toEqual([{ id: 1, side: "sell", price: 101, qty: 3 }]);
  });

  test("the rest of a limit order rests, of a market order and of an ioc it is cancelled", () => {
    const t = new Transcript();
    t.run(limit(1, "sell", 100, 5));
    expect(t.run(limit(2, "buy", 100, 8))).toEqual([trade(1, 2, 100, 5)]);
    expect(t.rests).toEqual([{ id: 2, side: "buy", price: 100, qty: 3 }]);
    expect(t.run(market(3, "sell", 4))).toEqual([trade(2, 3, 100, 3), cancelled(3, 1)]);
    expect(t.run(limit(4, "buy", 100, 2, { tif: "ioc" }))).toEqual([cancelled(4, 2)]);
    expect(t.rests).toEqual([]);
  });

  test("fok trades whole or is refused, and its id can then be used", () => {
    const t = new Transcript();
    t.run(limit(1, "sell", 100, 5), limit(2, "sell", 101, 5));
    expect(t.run(limit(3, "buy", 100, 6, { tif: "fok" }))).toEqual([rejected(3, "fok")]);
    expect(t.run(limit(3, "buy", 101, 6, { tif: "fok" }))).toEqual([trade(1, 3, 100, 5), trade(2, 3, 101, 1)]);
  });

  test("fok counts what icebergs hide", () => {
    const t = new Transcript();
    t.run(limit(1, "sell", 100, 20, { display: 5 }));
    expect(t.run(limit(2, "buy", 100, 20, { tif: "fok" }))).toHaveLength(4);
  });

  test("post rests or is refused", () => {
    const t = new Transcript();
    t.run(limit(1, "sell", 100, 5));
    expect(t.run(limit(2, "buy", 100, 1, { tif: "post" }))).toEqual([rejected(2, "would-cross")]);
    expect(t.run(limit(2, "buy", 99, 1, { tif: "post" }))).toEqual([]);
    expect(t.book.bestBid()).toBe(99);
  });

  test("negative and zero prices are prices", () => {
    const t = new Transcript();
    t.run(limit(1, "sell", 0, 5), limit(2, "sell", -3, 5), limit(3, "buy", -7, 5));
    expect(t.run(market(4, "buy", 6))).toEqual([trade(2, 4, -3, 5), trade(1, 4, 0, 1)]);
    expect(Object.is(t.book.lastPrice, 0)).toBe(true);
    expect(Object.is(t.book.bestAsk(), 0)).toBe(true);
  });
});

describe("icebergs", () => {
  test("a used-up slice is refreshed at the back of its level", () => {
    const t = new Transcript();
    t.run(limit(1, "sell", 100, 12, { display: 5 }), limit(2, "sell", 100, 5));
    expect(t.book.bestAskQty()).toBe(10);
    expect(t.run(market(3, "buy", 14))).toEqual([trade(1, 3, 100, 5), trade(2, 3, 100, 5), trade(1, 3, 100, 4)]);
    expect(t.book.bestAskQty()).toBe(1);
    expect(t.rests).toEqual([{ id: 1, side: "sell", price: 100, qty: 3 }]);
    expect(t.run(market(4, "buy", 9))).toEqual([trade(1, 4, 100, 1), trade(1, 4, 100, 2), cancelled(4, 6)]);
  });

  test("reduce takes the hidden lots first and keeps the place", () => {
    const t = new Transcript();
    t.run(limit(1, "sell", 100, 12, { display: 5 }), limit(2, "sell", 100, 5));
    expect(t.run({ op: "reduce", id: 1, qty: 6 })).toEqual([cancelled(1, 6)]);
    expect(t.book.bestAskQty()).toBe(10);
    expect(t.run({ op: "reduce", id: 1, qty: 2 })).toEqual([cancelled(1, 2)]);
    expect(t.book.bestAskQty()).toBe(9);
    expect(t.run(market(3, "buy", 5))).toEqual([trade(1, 3, 100, 4), trade(2, 3, 100, 1)]);
  });
});

describe("changes", () => {
  test("reduce by all there is, or more, is a cancel of what there is", () => {
    const t = new Transcript();
    t.run(limit(1, "buy", 100, 5));
    expect(t.run({ op: "reduce", id: 1, qty: 9 })).toEqual([cancelled(1, 5)]);
    expect(t.run({ op: "cancel", id: 1 })).toEqual([rejected(1, "unknown-id")]);
  });

  test("replace keeps the place at the same price and no larger quantity, and only then", () => {
    const t = new Transcript();
    t.run(limit(1, "buy", 100, 5), limit(2, "buy", 100, 5));
    expect(t.run({ op: "replace", id: 1, price: 100, qty: 4 })).toEqual([]);
    expect(t.run(market(3, "sell", 1))).toEqual([trade(1, 3, 100, 1)]);
    t.run({ op: "replace", id: 1, price: 100, qty: 4 });
    expect(t.run(market(4, "sell", 1))).toEqual([trade(2, 4, 100, 1)]);
  });

  test("replace to a crossing price trades as the taker", () => {
    const t = new Transcript();
    t.run(limit(1, "buy", 99, 5), limit(2, "sell", 101, 3));
    expect(t.run({ op: "replace", id: 1, price: 102, qty: 5 })).toEqual([trade(2, 1, 101, 3)]);
    expect(t.rests).toEqual([{ id: 1, side: "buy", price: 102, qty: 2 }]);
  });

  test("a replaced iceberg stays one", () => {
    const t = new Transcript();
    t.run(limit(1, "buy", 99, 6, { display: 2 }), { op: "replace", id: 1, price: 98, qty: 9 });
    expect(t.book.bestBidQty()).toBe(2);
    expect(t.book.openQty(1)).toBe(9);
  });
});

describe("self-trade prevention", () => {
  const own = { owner: 7 };

  test("cancel-resting takes the resting order away and goes on", () => {
    const t = new Transcript({ selfTrade: SelfTrade.CancelResting });
    t.run(limit(1, "sell", 100, 9, { ...own, display: 2 }), limit(2, "sell", 100, 5, { owner: 8 }));
    expect(t.run(market(3, "buy", 4, own))).toEqual([cancelled(1, 9), trade(2, 3, 100, 4)]);
  });

  test("cancel-incoming cancels the rest of the incoming order", () => {
    const t = new Transcript({ selfTrade: SelfTrade.CancelIncoming });
    t.run(limit(1, "sell", 100, 3, { owner: 8 }), limit(2, "sell", 100, 5, own));
    expect(t.run(limit(3, "buy", 100, 9, own))).toEqual([trade(1, 3, 100, 3), cancelled(3, 6)]);
    expect(t.rests).toEqual([{ id: 2, side: "sell", price: 100, qty: 5 }]);
  });

  test("fok does not count on what prevention would take away", () => {
    for (const selfTrade of [SelfTrade.CancelResting, SelfTrade.CancelIncoming]) {
      const t = new Transcript({ selfTrade });
      t.run(limit(1, "sell", 100, 5, own), limit(2, "sell", 100, 5));
      expect(t.run(limit(3, "buy", 100, 6, { ...own, tif: "fok" }))).toEqual([rejected(3, "fok")]);
    }
  });

  test("orders of nobody trade with each other", () => {
    const t = new Transcript({ selfTrade: SelfTrade.CancelIncoming });
    t.run(limit(1, "sell", 100, 5));
    expect(t.run(market(2, "buy", 5))).toEqual([trade(1, 2, 100, 5)]);
  });
});
