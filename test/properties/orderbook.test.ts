import fc from "fast-check";
import { expect, test } from "vitest";
import { restoreSnapshot, takeSnapshot } from "../../src/core/snapshot.ts";
import { NO_PRICE, OrderBook, type SelfTrade } from "../../src/orderbook/index.ts";
import { type Command, command, Driver, type Frame, frame } from "../orderbook/command-stream.ts";
import { eventLines, logLines } from "../orderbook/event-lines.ts";
import { NaiveBook } from "../orderbook/naive-book.ts";

const MODES = ["none", "cancel-resting", "cancel-incoming"] as const;

/** What the streams of a whole test met, so that a stream that never reaches a rule cannot pass for one that holds. */
class Reach {
  commands = 0;
  lines = new Map<string, number>();
  auctions = 0;

  note(line: string): void {
    const [event, , reason] = line.split(" ");
    const key = event === "rejected" ? reason! : event!;
    this.lines.set(key, (this.lines.get(key) ?? 0) + 1);
  }
}

/** Runs one stream through both books and compares all they say, and what they hold. */
function compare(frame: Frame, commands: readonly Command[], reach: Reach): void {
  const real = new OrderBook({ capacity: 2, selfTrade: frame.selfTrade as SelfTrade });
  const naive = new NaiveBook(MODES[frame.selfTrade]!);
  const driver = new Driver(frame);
  for (const [at, step] of commands.entries()) {
    const volume = real.phase === 1 && step.op >= 92 ? real.indicative().volume : 0;
    driver.step(step, real, naive);
    if (real.phase !== 1 && volume > 0) reach.auctions++;
    const said = logLines(real.log);
    const expected = eventLines(naive.events);
    if (said.length !== expected.length || said.some((line, i) => line !== expected[i])) {
      expect(said, `events of command ${at}`).toEqual(expected);
    }
    for (const line of said) reach.note(line);
    real.log.clear();
    naive.events.length = 0;
    if (at % 16 === 15 || at === commands.length - 1) compareHoldings(real, naive, frame);
  }
  reach.commands += commands.length;
}

function compareHoldings(real: OrderBook, naive: NaiveBook, frame: Frame): void {
  const orders = [naive.resting(true), naive.resting(false)];
  const held: string[] = [];
  const expected: string[] = [];
  for (const side of [0, 1] as const) {
    real.forEachResting(side, (id, price, qty, owner, tag) =>
      held.push(`${side} ${id} ${price} ${qty} ${owner} ${tag}`),
    );
    for (const o of orders[side]!) expected.push(`${side} ${o.id} ${o.price} ${o.open} ${o.owner} ${o.tag}`);
  }
  if (held.join("\n") !== expected.join("\n")) expect(held).toEqual(expected);
  const [bids, asks] = orders as [typeof naive.orders, typeof naive.orders];
  const shown = (list: typeof naive.orders) => list.reduce((sum, o) => sum + o.shown, 0);
  const reach = 3 * frame.tick;
  const bid = bids[0]?.price ?? NO_PRICE;
  const ask = asks[0]?.price ?? NO_PRICE;
  const at = frame.priceBase;
  const facts: [string, number, number][] = [
    ["bestBid", real.bestBid(), bid],
    ["bestAsk", real.bestAsk(), ask],
    ["bestBidQty", real.bestBidQty(), shown(bids.filter((o) => o.price === bid))],
    ["bestAskQty", real.bestAskQty(), shown(asks.filter((o) => o.price === ask))],
    ["depth bids", real.depth(0, reach), shown(bids.filter((o) => o.price! >= bid - reach))],
    ["depth asks", real.depth(1, reach), shown(asks.filter((o) => o.price! <= ask + reach))],
    ["depthTo bids", real.depthTo(0, at), shown(bids.filter((o) => o.price! >= at))],
    ["depthTo asks", real.depthTo(1, at), shown(asks.filter((o) => o.price! <= at))],
    ["last", real.lastPrice, naive.last ?? NO_PRICE],
    ["resting", real.restingCount, bids.length + asks.length],
    ["stops", real.stopCount, naive.orders.filter((o) => o.role === "stop").length],
  ];
  for (const o of naive.orders) {
    facts.push(
      [`openQty ${o.id}`, real.openQty(o.id), o.open],
      [`priceOf ${o.id}`, real.priceOf(o.id), o.price ?? NO_PRICE],
    );
    facts.push([`ownerOf ${o.id}`, real.ownerOf(o.id), o.owner]);
  }
  for (const [what, got, want] of facts) if (got !== want) expect(got, what).toBe(want);
  if (naive.phase === "auction") {
    const got = real.indicative();
    const want = naive.auctionPrice();
    if (got.price !== want.price || got.volume !== want.volume) expect(got).toEqual(want);
  }
}

test("agrees with the naive book on a million commands, event by event", () => {
  const reach = new Reach();
  fc.assert(
    fc.property(frame, fc.array(command, { minLength: 1, maxLength: 1500, size: "max" }), (frame, commands) => {
      compare(frame, commands, reach);
    }),
    { numRuns: 1600 },
  );
  expect(reach.commands).toBeGreaterThanOrEqual(1_000_000);
  expect(reach.auctions).toBeGreaterThan(1000);
  const met = ["trade", "cancelled", "triggered", "duplicate-id", "bad-quantity", "bad-price", "unknown-id"];
  for (const what of [...met, "outside-band", "halted", "not-in-auction", "would-cross", "fok"]) {
    expect(reach.lines.get(what) ?? 0, what).toBeGreaterThan(100);
  }
});

test("a restored book goes on as it would have, and so does a fresh one that takes its state", () => {
  fc.assert(
    fc.property(
      frame,
      fc.array(command, { minLength: 50, maxLength: 400, size: "max" }),
      fc.array(command, { minLength: 50, maxLength: 400, size: "max" }),
      (frame, before, after) => {
        const options = { capacity: 2, selfTrade: frame.selfTrade as SelfTrade };
        const book = new OrderBook(options);
        run(book, frame, before, 0);
        const snapshot = takeSnapshot(book);
        const first = run(book, frame, after, before.length);
        restoreSnapshot(book, snapshot);
        expect(run(book, frame, after, before.length)).toEqual(first);
        const other = new OrderBook(options);
        restoreSnapshot(other, snapshot);
        expect(run(other, frame, after, before.length)).toEqual(first);
      },
    ),
    { numRuns: 100 },
  );
});

test("a book that logs trades alone trades as one that logs everything", () => {
  fc.assert(
    fc.property(frame, fc.array(command, { minLength: 50, maxLength: 400, size: "max" }), (frame, commands) => {
      const selfTrade = frame.selfTrade as SelfTrade;
      const everything = run(new OrderBook({ selfTrade }), frame, commands, 0);
      const trades = run(new OrderBook({ selfTrade, tradesOnly: true }), frame, commands, 0);
      expect(trades).toEqual(everything.filter((line) => line.startsWith("trade")));
    }),
    { numRuns: 100 },
  );
});

/** Runs commands and returns all that the book says. `used`: ids that were given out before. */
function run(book: OrderBook, frame: Frame, commands: readonly Command[], used: number): string[] {
  const driver = new Driver(frame, used);
  const lines: string[] = [];
  for (const step of commands) {
    driver.step(step, book, undefined);
    lines.push(...logLines(book.log));
    book.log.clear();
  }
  return lines;
}
