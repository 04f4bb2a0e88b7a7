import { EventKind, Side, TimeInForce } from "./codes.ts";
import type { OrderBook } from "./order-book.ts";
import { ReplayError } from "./replay-error.ts";

/** Message types of LOBSTER (https://lobsterdata.com/info/DataStructure.php). Others are not about visible orders. */
const ENTER = 1;
const REDUCE = 2;
const CANCEL = 3;
const EXECUTE = 4;
const LAST_TYPE = 7;

/**
 * A LOBSTER message file, gathered line by line and then replayed. An execution is sent as an immediate-or-cancel order
 * of the other side. Orders that the file takes from without having entered them were resting before it began: they
 * are entered first, in the order of their ids, with the quantity that the file takes from them.
 */
export class LobsterReplay {
  /** Executions of visible orders that were replayed. */
  executions = 0;
  /** Of these, how many traded whole with the very order that the file names. */
  matched = 0;
  private readonly types: number[] = [];
  private readonly ids: number[] = [];
  private readonly sizes: number[] = [];
  private readonly prices: number[] = [];
  private readonly sides: Side[] = [];

  /** Takes in one line: time, type, order id, size, price, direction. Throws `ReplayError`. */
  add(text: string, line: number): void {
    if (text.trim() === "") return;
    const fields = text.split(",");
    if (fields.length < 6) throw new ReplayError(line, `expected 6 columns of a LOBSTER message, got ${fields.length}`);
    const type = integer(fields[1]!, "type", line);
    if (type < ENTER || type > LAST_TYPE) throw new ReplayError(line, `expected a type 1..7, got ${type}`);
    if (type > EXECUTE) return;
    const id = integer(fields[2]!, "order id", line);
    const size = integer(fields[3]!, "size", line);
    const direction = integer(fields[5]!, "direction", line);
    if (id <= 0) throw new ReplayError(line, `expected a positive order id, got ${id}`);
    if (size <= 0) throw new ReplayError(line, `expected a positive size, got ${size}`);
    if (direction !== 1 && direction !== -1)
      throw new ReplayError(line, `expected direction 1 or -1, got ${direction}`);
    this.types.push(type);
    this.ids.push(id);
    this.sizes.push(size);
    this.prices.push(integer(fields[4]!, "price", line));
    this.sides.push(direction === 1 ? Side.Buy : Side.Sell);
  }

  /** Replays what was gathered. Yields after every message, for the caller to read and clear the book's log. */
  *run(book: OrderBook): Generator<void> {
    yield* this.seed(book);
    let taker = 0;
    for (const id of this.ids) if (id > taker) taker = id;
    for (let at = 0; at < this.types.length; at++) {
      const id = this.ids[at]!;
      const type = this.types[at];
      if (type === ENTER) book.limit(id, this.sides[at]!, this.prices[at]!, this.sizes[at]!);
      else if (type === REDUCE) book.reduce(id, this.sizes[at]!);
      else if (type === CANCEL) book.cancel(id);
      else this.execute(book, ++taker, at);
      yield;
    }
  }

  private execute(book: OrderBook, taker: number, at: number): void {
    const { log } = book;
    const row = log.count;
    const size = this.sizes[at]!;
    const side = this.sides[at] === Side.Buy ? Side.Sell : Side.Buy;
    book.limit(taker, side, this.prices[at]!, size, TimeInForce.Ioc);
    this.executions++;
    const traded = log.count > row && log.kind[row] === EventKind.Trade;
    if (traded && log.maker[row] === this.ids[at] && log.qty[row] === size) this.matched++;
  }

  private *seed(book: OrderBook): Generator<void> {
    const entered = new Set<number>();
    const taken = new Map<number, number>();
    const first = new Map<number, number>();
    for (let at = 0; at < this.types.length; at++) {
      const id = this.ids[at]!;
      if (this.types[at] === ENTER) {
        if (!first.has(id)) entered.add(id);
      } else if (!entered.has(id)) {
        if (!first.has(id)) first.set(id, at);
        taken.set(id, (taken.get(id) ?? 0) + this.sizes[at]!);
      }
    }
    for (const id of [...first.keys()].sort((a, b) => a - b)) {
      const at = first.get(id)!;
      book.limit(id, this.sides[at]!, this.prices[at]!, taken.get(id)!);
      yield;
    }
  }
}

function integer(text: string, what: string, line: number): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(value)) {
    throw new ReplayError(line, `expected an integer ${what}, got ${JSON.stringify(text)}`);
  }
  return value;
}
