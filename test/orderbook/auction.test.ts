import { describe, expect, test } from "vitest";
import { NO_PRICE } from "../../src/orderbook/index.ts";
import { cancelled, limit, market, phase, rejected, Transcript, trade } from "./transcript.ts";

describe("the price", () => {
  const cases: [string, number | undefined, ReturnType<typeof limit>[], number, number][] = [
    [
      "has the most volume",
      undefined,
      [
        limit(1, "buy", 105, 10),
        limit(2, "buy", 103, 10),
        limit(3, "sell", 102, 4),
        limit(4, "sell", 103, 8),
        limit(5, "sell", 104, 3),
      ],
      103,
      12,
    ],
    [
      "then the least imbalance",
      undefined,
      [limit(1, "buy", 105, 10), limit(2, "buy", 101, 5), limit(3, "sell", 100, 10)],
      105,
      10,
    ],
    ["then is nearest the last price, above", 120, [limit(1, "buy", 105, 10), limit(2, "sell", 95, 10)], 105, 10],
    ["then is nearest the last price, below", 80, [limit(1, "buy", 105, 10), limit(2, "sell", 95, 10)], 95, 10],
    ["then is the lower one", 100, [limit(1, "buy", 105, 10), limit(2, "sell", 95, 10)], 95, 10],
    ["is the lower one without a last price", undefined, [limit(1, "buy", 105, 10), limit(2, "sell", 95, 10)], 95, 10],
    [
      "counts market orders at every price",
      undefined,
      [market(1, "buy", 8), limit(2, "sell", 95, 5), limit(3, "sell", 99, 5)],
      99,
      8,
    ],
    ["is the last one for market orders alone", 77, [market(1, "buy", 8), market(2, "sell", 5)], 77, 5],
    [
      "does not exist for market orders alone before the first trade",
      undefined,
      [market(1, "buy", 8), market(2, "sell", 5)],
      NO_PRICE,
      0,
    ],
    ["does not exist where nothing crosses", 77, [limit(1, "buy", 99, 8), limit(2, "sell", 100, 5)], NO_PRICE, 0],
  ];
  for (const [what, last, orders, price, volume] of cases) {
    test(what, () => {
      const t = new Transcript();
      if (last !== undefined) t.run(limit(90, "sell", last, 1), market(91, "buy", 1));
      t.run(phase("auction"), ...orders);
      expect(t.book.indicative()).toEqual({ price, volume });
      const trades = t.run(phase("continuous")).filter((e) => e.event === "trade");
      expect(trades.reduce((sum, e) => sum + (e.qty as number), 0)).toBe(volume);
      expect(trades.every((e) => e.price === price)).toBe(true);
      expect(t.book.lastPrice).toBe(volume > 0 ? price : (last ?? NO_PRICE));
    });
  }
});

describe("who trades", () => {
  test("market orders first, then price, then time; the earlier order is the maker", () => {
    const t = new Transcript();
    t.run(phase("auction"));
    t.run(limit(1, "buy", 100, 5), limit(2, "buy", 101, 5), limit(3, "buy", 101, 5), limit(4, "sell", 100, 13));
    t.run(market(5, "buy", 2));
    expect(t.run(phase("continuous"))).toEqual([
      trade(4, 5, 100, 2),
      trade(2, 4, 100, 5),
      trade(3, 4, 100, 5),
      trade(1, 4, 100, 1),
    ]);
    expect(t.rests).toEqual([{ id: 1, side: "buy", price: 100, qty: 4 }]);
  });

  test("market orders left over are cancelled, the earliest first", () => {
    const t = new Transcript();
    t.run(phase("auction"), limit(1, "sell", 100, 5), market(2, "buy", 7), market(3, "buy", 4));
    expect(t.run(phase("halted"))).toEqual([trade(1, 2, 100, 5), cancelled(2, 2), cancelled(3, 4)]);
  });

  test("an iceberg takes part whole, and shows a new slice at the back of its level when the shown one has traded", () => {
    const t = new Transcript();
    t.run(
      phase("auction"),
      limit(1, "sell", 100, 20, { display: 5 }),
      limit(2, "sell", 100, 5),
      limit(3, "buy", 100, 17),
    );
    expect(t.run(phase("continuous"))).toEqual([trade(1, 3, 100, 17)]);
    expect(t.rests.map((o) => [o.id, o.qty])).toEqual([
      [2, 5],
      [1, 3],
    ]);
    expect(t.book.bestAskQty()).toBe(8);
  });

  test("an iceberg keeps its place when part of the shown slice is left", () => {
    const t = new Transcript();
    t.run(
      phase("auction"),
      limit(1, "sell", 100, 20, { display: 5 }),
      limit(2, "sell", 100, 5),
      limit(3, "buy", 100, 4),
    );
    t.run(phase("continuous"));
    expect(t.rests.map((o) => [o.id, o.qty])).toEqual([
      [1, 16],
      [2, 5],
    ]);
    expect(t.book.bestAskQty()).toBe(6);
  });
});

describe("phases", () => {
  test("an auction takes plain gtc limits and market orders", () => {
    const t = new Transcript();
    t.run(phase("auction"));
    for (const tif of ["ioc", "fok", "post"])
      expect(t.run(limit(1, "buy", 1, 1, { tif }))).toEqual([rejected(1, "not-in-auction")]);
    expect(t.run({ op: "stop", id: 1, side: "buy", trigger: 1, qty: 1 })).toEqual([rejected(1, "not-in-auction")]);
    expect(t.run(limit(1, "buy", 100, 1), limit(2, "sell", 90, 1))).toEqual([]);
    expect([t.book.bestBid(), t.book.bestAsk()]).toEqual([100, 90]);
    expect(t.run({ op: "cancel", id: 1 }, { op: "replace", id: 2, price: 95, qty: 4 })).toEqual([cancelled(1, 1)]);
    expect(t.run(phase("continuous"))).toEqual([]);
    expect(t.rests).toEqual([{ id: 2, side: "sell", price: 95, qty: 4 }]);
  });

  test("a halted book takes only cancel and reduce", () => {
    const t = new Transcript();
    t.run(limit(1, "buy", 100, 5), phase("halted"));
    expect(
      t.run(limit(2, "buy", 1, 1), market(2, "buy", 1), { op: "stop", id: 2, side: "buy", trigger: 1, qty: 1 }),
    ).toEqual([rejected(2, "halted"), rejected(2, "halted"), rejected(2, "halted")]);
    expect(t.run({ op: "replace", id: 1, price: 100, qty: 1 })).toEqual([rejected(1, "halted")]);
    expect(t.run({ op: "reduce", id: 1, qty: 1 }, { op: "cancel", id: 1 })).toEqual([cancelled(1, 1), cancelled(1, 4)]);
  });

  test("a band refuses on entry and on replace; what rests stays", () => {
    const t = new Transcript();
    t.run(limit(1, "buy", 80, 5), { op: "band", low: 90, high: 110 });
    expect(t.rests).toHaveLength(1);
    expect(t.run(limit(2, "buy", 89, 1), limit(2, "sell", 111, 1), limit(2, "buy", 90, 1))).toEqual([
      rejected(2, "outside-band"),
      rejected(2, "outside-band"),
    ]);
    expect(t.run({ op: "replace", id: 1, price: 80, qty: 1 })).toEqual([rejected(1, "outside-band")]);
    expect(t.run({ op: "replace", id: 2, price: 89, qty: 1 })).toEqual([rejected(2, "outside-band")]);
    expect(t.run(market(3, "sell", 3))).toEqual([trade(2, 3, 90, 1), trade(1, 3, 80, 2)]);
  });
});
