import { expect, test } from "vitest";
import { cancelled, limit, market, phase, rejected, stop, Transcript, trade, triggered } from "./transcript.ts";

/** A book with bids 100, 99, … 91 of ten lots, ids 1 to 10. */
function withBids(): Transcript {
  const t = new Transcript();
  for (let i = 0; i < 10; i++) t.run(limit(1 + i, "buy", 100 - i, 10));
  return t;
}

test("a stop waits for the last price, after the incoming order is fully worked", () => {
  const t = withBids();
  t.run(stop(20, "sell", 99, 5));
  expect(t.run(market(21, "sell", 10))).toEqual([trade(1, 21, 100, 10)]);
  expect(t.run(market(22, "sell", 12))).toEqual([
    trade(2, 22, 99, 10),
    trade(3, 22, 98, 2),
    triggered(20),
    trade(3, 20, 98, 5),
  ]);
});

test("stops set off stops, the earliest entered of those due first", () => {
  const t = withBids();
  t.run(stop(20, "sell", 98, 10), stop(21, "sell", 99, 10), stop(22, "sell", 97, 10));
  // At 99 only 21 is due; its trade at 98 makes 20 due, whose trade at 97 makes 22 due.
  expect(t.run(market(30, "sell", 20)).filter((e) => e.event === "triggered")).toEqual([
    triggered(21),
    triggered(20),
    triggered(22),
  ]);
});

test("a stop that was due and is no longer when its turn comes waits on", () => {
  const t = new Transcript();
  t.run(limit(1, "buy", 90, 1), limit(2, "sell", 110, 50));
  t.run(stop(10, "sell", 95, 1), stop(11, "buy", 80, 1), stop(12, "sell", 95, 1));
  // Nothing has traded yet. The sale at 90 makes all three due: 10 finds no bid, 11 buys at 110, and 12 is due no more.
  expect(t.run(market(20, "sell", 1))).toEqual([
    trade(1, 20, 90, 1),
    triggered(10),
    cancelled(10, 1),
    triggered(11),
    trade(2, 11, 110, 1),
  ]);
  expect(t.book.openQty(12)).toBe(1);
});

test("a stop that is due when it is entered is triggered at once", () => {
  const t = withBids();
  t.run(market(20, "sell", 1));
  expect(t.run(stop(21, "sell", 100, 2))).toEqual([triggered(21), trade(1, 21, 100, 2)]);
});

test("a stop with a price becomes a limit order, and rests with what it cannot fill", () => {
  const t = withBids();
  t.run(stop(20, "sell", 99, 15, { price: 98 }));
  expect(t.run(market(21, "sell", 20))).toEqual([
    trade(1, 21, 100, 10),
    trade(2, 21, 99, 10),
    triggered(20),
    trade(3, 20, 98, 10),
  ]);
  expect(t.rests.at(-1)).toEqual({ id: 20, side: "sell", price: 98, qty: 5 });
});

test("a stop-limit outside the band when it triggers is cancelled", () => {
  const t = withBids();
  t.run(stop(20, "sell", 100, 5, { price: 95 }), { op: "band", low: 97, high: 103 });
  expect(t.run(market(21, "sell", 1))).toEqual([trade(1, 21, 100, 1), triggered(20), cancelled(20, 5)]);
  expect(t.run(stop(22, "sell", 90, 5, { price: 95 }))).toEqual([rejected(22, "outside-band")]);
  expect(t.run(stop(22, "sell", 90, 5, { price: 98 }))).toEqual([]);
});

test("stops can be cancelled and reduced, and are no resting orders", () => {
  const t = withBids();
  t.run(stop(20, "sell", 90, 5), stop(21, "sell", 90, 5));
  expect(t.run({ op: "reduce", id: 20, qty: 2 }, { op: "cancel", id: 21 })).toEqual([
    cancelled(20, 2),
    cancelled(21, 5),
  ]);
  expect(t.run({ op: "replace", id: 20, price: 90, qty: 1 })).toEqual([rejected(20, "unknown-id")]);
  expect([t.book.openQty(20), t.book.stopCount, t.book.restingCount]).toEqual([3, 1, 10]);
});

test("stops made due by an auction wait for continuous trading", () => {
  const t = withBids();
  t.run(stop(20, "sell", 95, 1), phase("auction"), limit(21, "sell", 90, 60));
  expect(t.run(phase("halted")).every((e) => e.event === "trade" && e.price === 95)).toBe(true);
  expect(t.run(phase("continuous"))).toEqual([triggered(20), trade(7, 20, 94, 1)]);
});
