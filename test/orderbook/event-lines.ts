import { EventKind, type EventLog, type Refusal, refusalName } from "../../src/orderbook/index.ts";
import type { NaiveEvent } from "./naive-book.ts";

/** The rows of a log, one line each, in the words of the naive book. */
export function logLines(log: EventLog): string[] {
  const lines: string[] = [];
  for (let row = 0; row < log.count; row++) {
    const id = log.taker[row]!;
    const qty = log.qty[row]!;
    const kind = log.kind[row];
    if (kind === EventKind.Trade) {
      const owners = `${log.makerOwner[row]}/${log.makerTag[row]} ${log.takerOwner[row]}/${log.takerTag[row]}`;
      const side = log.takerSide[row] === 0 ? "buy" : "sell";
      lines.push(`trade ${log.maker[row]} ${id} ${log.price[row]} ${qty} ${owners} ${side}`);
    } else if (kind === EventKind.Cancelled) lines.push(`cancelled ${id} ${qty}`);
    else if (kind === EventKind.Rejected) lines.push(`rejected ${id} ${refusalName(log.reason[row] as Refusal)}`);
    else lines.push(`triggered ${id}`);
  }
  return lines;
}

/** The events of the naive book, one line each. */
export function eventLines(events: readonly NaiveEvent[]): string[] {
  return events.map((e) => {
    if (e.event === "trade") return `trade ${e.maker} ${e.id} ${e.price} ${e.qty} ${e.owners}`;
    if (e.event === "cancelled") return `cancelled ${e.id} ${e.qty}`;
    if (e.event === "rejected") return `rejected ${e.id} ${e.reason}`;
    return `triggered ${e.id}`;
  });
}
