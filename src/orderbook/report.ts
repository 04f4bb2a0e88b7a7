import { EventKind, type Refusal, refusalName, Side } from "./codes.ts";
import type { EventLog } from "./event-log.ts";
import type { OrderBook } from "./order-book.ts";

/** One row of an event log as a line of JSON. */
export function eventJson(log: EventLog, row: number): string {
  const id = log.taker[row]!;
  switch (log.kind[row]) {
    case EventKind.Trade:
      return `{"event":"trade","maker":${log.maker[row]},"taker":${id},"price":${log.price[row]},"qty":${log.qty[row]}}`;
    case EventKind.Cancelled:
      return `{"event":"cancelled","id":${id},"qty":${log.qty[row]}}`;
    case EventKind.Rejected:
      return `{"event":"rejected","id":${id},"reason":"${refusalName(log.reason[row] as Refusal)}"}`;
    default:
      return `{"event":"triggered","id":${id}}`;
  }
}

/** What rests in a book, an order a string of JSON: buys then sells, best first, in priority order. */
export function restingJson(book: OrderBook): string[] {
  const rows: string[] = [];
  for (const side of [Side.Buy, Side.Sell]) {
    const name = side === Side.Buy ? "buy" : "sell";
    book.forEachResting(side, (id, price, qty) => {
      rows.push(`{"id":${id},"side":"${name}","price":${price},"qty":${qty}}`);
    });
  }
  return rows;
}
