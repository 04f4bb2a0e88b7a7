import { OrderBook, type OrderBookOptions } from "../../src/orderbook/index.ts";
import { replayLine } from "../../src/orderbook/replay-json.ts";
import { eventJson, restingJson } from "../../src/orderbook/report.ts";

type Row = Record<string, unknown>;

/** Runs commands, written as `stampede book` reads them, and returns what it would write. */
export class Transcript {
  readonly book: OrderBook;

  constructor(options: OrderBookOptions = {}) {
    this.book = new OrderBook(options);
  }

  /** What the commands make happen. */
  run(...commands: Row[]): Row[] {
    const events: Row[] = [];
    for (const [at, command] of commands.entries()) {
      replayLine(this.book, JSON.stringify(command), at + 1);
      for (let row = 0; row < this.book.log.count; row++) events.push(JSON.parse(eventJson(this.book.log, row)));
      this.book.log.clear();
    }
    return events;
  }

  /** What rests: buys then sells, best first. */
  get rests(): Row[] {
    return restingJson(this.book).map((row) => JSON.parse(row));
  }
}

export const limit = (id: number, side: string, price: number, qty: number, more: Row = {}): Row => ({
  op: "limit",
  id,
  side,
  price,
  qty,
  ...more,
});
export const market = (id: number, side: string, qty: number, more: Row = {}): Row => ({
  op: "market",
  id,
  side,
  qty,
  ...more,
});
export const stop = (id: number, side: string, trigger: number, qty: number, more: Row = {}): Row => ({
  op: "stop",
  id,
  side,
  trigger,
  qty,
  ...more,
});
export const phase = (name: string): Row => ({ op: "phase", phase: name });

export const trade = (maker: number, taker: number, price: number, qty: number): Row => ({
  event: "trade",
  maker,
  taker,
  price,
  qty,
});
export const cancelled = (id: number, qty: number): Row => ({ event: "cancelled", id, qty });
export const rejected = (id: number, reason: string): Row => ({ event: "rejected", id, reason });
export const triggered = (id: number): Row => ({ event: "triggered", id });
