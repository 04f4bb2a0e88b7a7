import { EventKind, OrderBook, type Side } from "../src/orderbook/index.ts";
import { type Bench, type Figures, median, option } from "./bench.ts";
import { MinimalBook } from "./minimal-book.ts";
import { drawStream } from "./order-flow.ts";
import { ADD, CANCEL, type OrderStream, readStream } from "./order-stream.ts";

const WARM_UP = 3;
const ROUNDS = 9;
const SEED = 42;

/** Matching speed: processor time a message, and digests of all trades and of the book at the end. */
export const bookBench: Bench = {
  name: "book",
  summary: "order book, processor time a message [--stream FILE.csv] [--messages N] [--resting N]",
  run: async (args) => {
    const file = option(args, "stream");
    if (file !== undefined) return [{ ...measure(readStream(file)) }];
    const messages = Number(option(args, "messages") ?? 1_000_000);
    const resting = Number(option(args, "resting") ?? 50_000);
    return (["calm", "crash"] as const).map((kind) => ({
      stream: kind,
      ...measure(drawStream(kind, messages, resting, SEED)),
    }));
  },
};

/**
 * Verifies in a pass of its own, then times passes that only match, in turn with the minimal book: reading and digesting cost
 * nothing. Throws an Error when the two do not make the same trades or do not end as the same book.
 */
function measure(stream: OrderStream): Figures {
  const digests = verify(stream);
  const own = verifyMinimal(stream);
  if (own.tradeDigest !== digests.tradeDigest || own.bookDigest !== digests.bookDigest)
    throw new Error("the minimal book does not make the book's trades: one of them is wrong");
  const times: number[] = [];
  const minimal: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const book = new OrderBook({ capacity: 1 << 16 });
    const full = timed(() => replay(book, stream)) / stream.count;
    const least = new MinimalBook(stream);
    const bare = timed(() => replayMinimal(least, stream)) / stream.count;
    if (round < WARM_UP) continue;
    times.push(full);
    minimal.push(bare);
  }
  const tenth = (ns: number): number => Math.round(ns * 10) / 10;
  return {
    messages: stream.count,
    ...digests,
    nsPerMessage: tenth(median(times)),
    bestNs: tenth(Math.min(...times)),
    minimalNs: tenth(median(minimal)),
    overMinimal: Math.round(100 * median(times.map((time, round) => time / minimal[round]!))) / 100,
  };
}

/** Processor time, ns. */
function timed(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) * 1000;
}

function sendMinimal(book: MinimalBook, stream: OrderStream, row: number): void {
  const op = stream.op[row]!;
  if (op === ADD) book.limit(stream.id[row]!, stream.side[row]!, stream.price[row]!, stream.qty[row]!);
  else if (op === CANCEL) book.cancel(stream.id[row]!);
  else book.market(stream.id[row]!, stream.side[row]!, stream.qty[row]!);
}

function replayMinimal(book: MinimalBook, stream: OrderStream): void {
  const count = stream.count;
  for (let row = 0; row < count; row++) {
    sendMinimal(book, stream, row);
    book.trades = 0;
  }
}

function send(book: OrderBook, stream: OrderStream, row: number): void {
  const op = stream.op[row]!;
  if (op === ADD)
    book.limit(stream.id[row]!, stream.side[row] as Side, stream.price[row]!, stream.qty[row]!, 0, 0, -1, 0);
  else if (op === CANCEL) book.cancel(stream.id[row]!);
  else book.market(stream.id[row]!, stream.side[row] as Side, stream.qty[row]!, -1, 0);
}

function replay(book: OrderBook, stream: OrderStream): void {
  const { log } = book;
  const count = stream.count;
  for (let row = 0; row < count; row++) {
    send(book, stream, row);
    log.clear();
  }
}

/** One step of the digests (FNV-1a over 32-bit words). */
function fold(hash: number, value: number): number {
  return Math.imul(hash ^ value, 0x01000193);
}

/** Digests of trades as they come, and of what rests at the end. */
class Digests {
  trades = 0;
  private made = 0x811c9dc5 | 0;
  private rests = 0x811c9dc5 | 0;

  trade(taker: number, maker: number, price: number, qty: number): void {
    this.trades++;
    this.made = fold(fold(fold(fold(this.made, taker), maker), price), qty);
  }

  readonly rest = (id: number, price: number, qty: number): void => {
    this.rests = fold(fold(fold(this.rests, price), id), qty);
  };

  get all(): { trades: number; tradeDigest: number; bookDigest: number } {
    return { trades: this.trades, tradeDigest: this.made >>> 0, bookDigest: this.rests >>> 0 };
  }
}

/** Replays a stream and digests all its trades and what rests at the end. */
export function verify(stream: OrderStream): Digests["all"] {
  const book = new OrderBook();
  const { log } = book;
  const digests = new Digests();
  for (let row = 0; row < stream.count; row++) {
    send(book, stream, row);
    for (let event = 0; event < log.count; event++)
      if (log.kind[event] === EventKind.Trade)
        digests.trade(log.taker[event]!, log.maker[event]!, log.price[event]!, log.qty[event]!);
    log.clear();
  }
  for (const side of [0, 1] as const) book.forEachResting(side, digests.rest);
  return digests.all;
}

/** The same of the minimal book. */
export function verifyMinimal(stream: OrderStream): Digests["all"] {
  const book = new MinimalBook(stream);
  const digests = new Digests();
  for (let row = 0; row < stream.count; row++) {
    sendMinimal(book, stream, row);
    for (let at = 0; at < book.trades; at++)
      digests.trade(book.taker[at]!, book.maker[at]!, book.price[at]!, book.qty[at]!);
    book.trades = 0;
  }
  for (const side of [0, 1] as const) book.forEachResting(side, digests.rest);
  return digests.all;
}
