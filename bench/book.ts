import { EventKind, OrderBook, type Side } from "../src/orderbook/index.ts";
import { type Bench, type Figures, median, option } from "./bench.ts";
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

/** Verifies in a pass of its own, then times passes that only match: reading and digesting cost nothing. */
function measure(stream: OrderStream): Figures {
  const digests = verify(stream);
  const times: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const book = new OrderBook({ capacity: 1 << 16 });
    const before = process.cpuUsage();
    replay(book, stream);
    const { user, system } = process.cpuUsage(before);
    if (round >= WARM_UP) times.push(((user + system) * 1000) / stream.count);
  }
  const nsPerMessage = Math.round(median(times) * 10) / 10;
  return { messages: stream.count, ...digests, nsPerMessage, bestNs: Math.round(Math.min(...times) * 10) / 10 };
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

/** Replays a stream and digests all its trades and what rests at the end. */
export function verify(stream: OrderStream): { trades: number; tradeDigest: number; bookDigest: number } {
  const book = new OrderBook();
  const { log } = book;
  let trades = 0;
  let digest = 0x811c9dc5 | 0;
  for (let row = 0; row < stream.count; row++) {
    send(book, stream, row);
    for (let event = 0; event < log.count; event++) {
      if (log.kind[event] !== EventKind.Trade) continue;
      trades++;
      digest = fold(fold(digest, log.taker[event]!), log.maker[event]!);
      digest = fold(fold(digest, log.price[event]!), log.qty[event]!);
    }
    log.clear();
  }
  let rests = 0x811c9dc5 | 0;
  for (const side of [0, 1] as const) {
    book.forEachResting(side, (id, price, qty) => {
      rests = fold(fold(fold(rests, price), id), qty);
    });
  }
  return { trades, tradeDigest: digest >>> 0, bookDigest: rests >>> 0 };
}
