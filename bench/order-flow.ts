import { RandomStream } from "../src/core/random.ts";
import { NO_PRICE, OrderBook, type Side } from "../src/orderbook/index.ts";
import { ADD, CANCEL, MARKET, OrderStream } from "./order-stream.ts";

const START = 100_000;
const RECENT = 4096;

/**
 * Draws a stream of orders: about 55% limit orders, 38% cancels, 7% that take. `calm` follows a value that swings by
 * 2000 ticks; `crash` lets it fall by a third in a hundred steps, with thin bids and sells that sweep the book down to it.
 */
export function drawStream(kind: "calm" | "crash", messages: number, resting: number, seed: number): OrderStream {
  const random = new RandomStream(seed, `order-flow/${kind}`);
  const book = new OrderBook();
  const stream = new OrderStream(messages);
  const live: number[] = [];
  let id = 0;

  const add = (side: Side, price: number, qty: number): void => {
    stream.push(ADD, ++id, side, price, qty);
    book.limit(id, side, price, qty);
    if (book.openQty(id) > 0) live.push(id);
  };
  const take = (side: Side, qty: number): void => {
    stream.push(MARKET, ++id, side, 0, qty);
    book.market(id, side, qty);
  };
  const quote = (side: Side, value: number, mean: number): void => {
    const away = 1 + Math.floor(random.exponential(mean));
    const bid = book.bestBid();
    const ask = book.bestAsk();
    let price = Math.round(value) + (side === 0 ? -away : away);
    if (side === 0 && ask !== NO_PRICE) price = Math.min(price, ask - 1);
    if (side === 1 && bid !== NO_PRICE) price = Math.max(price, bid + 1);
    add(side, price, 1 + random.int(100));
  };
  const cancelOne = (): void => {
    while (live.length > 0) {
      const back = random.chance(0.6) ? Math.floor(random.exponential(RECENT / 6)) : random.int(live.length);
      const at = live.length - 1 - Math.min(back, live.length - 1);
      const chosen = live[at]!;
      live[at] = live[live.length - 1]!;
      live.pop();
      if (book.openQty(chosen) === 0) continue; // filled since
      stream.push(CANCEL, chosen, 0, 0, 0);
      book.cancel(chosen);
      return;
    }
  };

  while (stream.count < messages) {
    const t = stream.count / messages;
    const falling = kind === "crash" && t > 0.15 && t < 0.8;
    const steps = Math.floor(((Math.min(t, 0.8) - 0.15) / 0.65) * 100);
    const value = kind === "calm" ? START + 2000 * Math.sin(12 * t) : START - 300 * Math.max(0, steps);
    const roll = random.next();
    const side: Side = random.chance(0.5) ? 0 : 1;
    if (stream.count < resting) quote(side, value, random.chance(0.7) ? 12 : 150);
    else if (roll < 0.07) {
      const sell = random.chance(falling ? 0.8 : 0.5);
      const depth = falling && sell ? book.depthTo(0, Math.round(value)) : 0;
      take(sell ? 1 : 0, 1 + (depth > 0 ? random.int(depth) : Math.floor(random.exponential(90))));
    } else if (roll < 0.45 + 0.1 * Math.sign(book.restingCount - resting)) cancelOne();
    else if (falling && side === 0) quote(side, value, random.chance(0.7) ? 200 : 5000);
    else quote(side, value, random.chance(0.7) ? 12 : 150);
    book.log.clear();
  }
  return stream;
}
