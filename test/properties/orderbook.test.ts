import fc from "fast-check";
import { expect, test } from "vitest";
import {
  NO_PRICE,
  OrderBook,
  type Phase,
  type SelfTrade,
  type Side,
  type TimeInForce,
} from "../../src/orderbook/index.ts";
import { eventLines, logLines } from "../orderbook/event-lines.ts";
import { NaiveBook, type NaivePhase } from "../orderbook/naive-book.ts";

const TIFS = ["gtc", "ioc", "fok", "post"];
const PHASES: readonly NaivePhase[] = ["continuous", "auction", "halted"];
const MODES = ["none", "cancel-resting", "cancel-incoming"] as const;

/** A command in small numbers: `a`..`e` are read according to the operation, so that any of them makes sense. */
interface Command {
  op: number;
  a: number;
  b: number;
  c: number;
  d: number;
}

/** How the small numbers of a stream become ids and ticks. */
interface Frame {
  idBase: number;
  idStep: number;
  priceBase: number;
  tick: number;
  selfTrade: number;
}

const small = fc.nat(0xffff);
const command: fc.Arbitrary<Command> = fc.record({ op: fc.nat(99), a: small, b: small, c: small, d: small });
const frame: fc.Arbitrary<Frame> = fc.record({
  idBase: fc.constantFrom(1, 1, 1000, 2 ** 30 - 300, 2 ** 40, Number.MAX_SAFE_INTEGER - 2 ** 20),
  idStep: fc.constantFrom(1, 1, 3, 257),
  priceBase: fc.constantFrom(100, 0, -40, 2 ** 31, -(2 ** 31), 2 ** 52, -(2 ** 52)),
  tick: fc.constantFrom(1, 1, 1, 7, 31, 33, 1_000_003, 2 ** 40),
  selfTrade: fc.nat(2),
});

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
  let ids = 0;
  const idAt = (n: number) => frame.idBase + n * frame.idStep;
  const fresh = (roll: number) => (roll % 41 === 0 && ids > 0 ? idAt(roll % ids) : idAt(ids++));
  const known = (roll: number) => idAt(ids < 24 || roll % 7 === 0 ? roll % (ids + 1) : ids - 1 - (roll % 24));
  const priceAt = (roll: number) =>
    roll % 997 === 996 ? frame.priceBase + 0.5 : frame.priceBase + ((roll % 17) - 8) * frame.tick;
  const lots = (roll: number) => (roll % 211 === 210 ? [0, -1, 1.5, Number.NaN][roll % 4]! : 1 + (roll % 12));
  const owner = (roll: number) => (roll % 4) - 1;

  for (const [at, { op, a, b, c, d }] of commands.entries()) {
    const side = (b & 1) as Side;
    const buy = side === 0;
    const tag = d & 7;
    if (op < 46) {
      const tif = a % 8 < 4 ? 0 : a % 8 < 5 ? 1 : a % 8 < 6 ? 2 : a % 8 < 7 ? 3 : 0;
      const display = (b >> 1) % 4 === 0 ? lots(d >> 3) % 5 : 0;
      const id = fresh(a >> 3);
      const price = priceAt(c);
      const qty = lots(b >> 3) * (display > 0 ? 3 : 1);
      real.limit(id, side, price, qty, tif as TimeInForce, display, owner(d), tag);
      naive.limit(id, buy, price, qty, TIFS[tif]!, display, owner(d), tag);
    } else if (op < 56) {
      const id = fresh(a);
      const qty = lots(c) * (1 + (b % 3));
      real.market(id, side, qty, owner(d), tag);
      naive.market(id, buy, qty, owner(d), tag);
    } else if (op < 68) {
      const id = fresh(a);
      const trigger = priceAt(c);
      const price = (b & 2) === 0 ? undefined : priceAt(b >> 2);
      const qty = lots(a);
      real.stop(id, side, trigger, qty, price ?? NO_PRICE, owner(d), tag);
      naive.stop(id, buy, trigger, qty, price, owner(d), tag);
    } else if (op < 78) {
      real.cancel(known(a));
      naive.cancel(known(a));
    } else if (op < 83) {
      real.reduce(known(a), lots(b));
      naive.reduce(known(a), lots(b));
    } else if (op < 92) {
      // often its own price, so that the place in the queue is at stake
      const id = known(a);
      const own = real.priceOf(id);
      const price = b % 3 === 0 && own !== NO_PRICE ? own : priceAt(c);
      real.replace(id, price, lots(d));
      naive.replace(id, price, lots(d));
    } else if (op < 96) {
      const phase = a % 8 < 4 ? 0 : a % 8 < 7 ? 1 : 2;
      const { volume } = real.indicative();
      if (real.phase === 1 && phase !== 1 && volume > 0) reach.auctions++;
      real.setPhase(phase as Phase);
      naive.setPhase(PHASES[phase]!);
    } else if (op < 98) {
      const low = frame.priceBase - (a % 9) * frame.tick;
      const high = frame.priceBase + (b % 9) * frame.tick;
      real.setBand(low, high);
      naive.low = low;
      naive.high = high;
    } else {
      real.clearBand();
      naive.low = -Infinity;
      naive.high = Infinity;
    }
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
