/**
 * The least that an order book can be: limit orders, cancels and market orders over typed arrays, and a log of trades. It knows
 * beforehand how many orders come and which prices they have, checks nothing, and has no other order type, expiry, owner or
 * event. It is the yardstick of what the real book's features cost, and it must make the same trades.
 */
import { MARKET, type OrderStream } from "./order-stream.ts";

const NONE = -1;

export class MinimalBook {
  /** Trades since the log was last emptied. */
  trades = 0;
  readonly taker = new Int32Array(1 << 16);
  readonly maker = new Int32Array(1 << 16);
  readonly price = new Int32Array(1 << 16);
  readonly qty = new Int32Array(1 << 16);
  private readonly floor: number;
  private readonly levels: number;
  /** By order: what is left of it, its side times the levels plus its level, and its neighbours in the queue. */
  private readonly left: Int32Array;
  private readonly place: Int32Array;
  private readonly next: Int32Array;
  private readonly previous: Int32Array;
  /** By side and level: first and last order. */
  private readonly head: Int32Array;
  private readonly tail: Int32Array;
  /** Best level of buyers and of sellers; -1 and `levels` when there is none. */
  private bid = NONE;
  private ask: number;

  constructor({ count, op, id, price }: OrderStream) {
    let [low, high, last] = [Number.MAX_SAFE_INTEGER, 0, 0];
    for (let row = 0; row < count; row++) {
      last = Math.max(last, id[row]!);
      if (op[row] === MARKET || price[row] === 0) continue;
      low = Math.min(low, price[row]!);
      high = Math.max(high, price[row]!);
    }
    this.floor = low;
    this.levels = high - low + 1;
    this.ask = this.levels;
    this.left = new Int32Array(last + 1);
    this.place = new Int32Array(last + 1);
    this.next = new Int32Array(last + 1);
    this.previous = new Int32Array(last + 1);
    this.head = new Int32Array(2 * this.levels).fill(NONE);
    this.tail = new Int32Array(2 * this.levels).fill(NONE);
  }

  limit(id: number, side: number, price: number, qty: number): void {
    const level = price - this.floor;
    const rest = side === 0 ? this.lift(id, qty, level) : this.hit(id, qty, level);
    if (rest === 0) return;
    const place = side * this.levels + level;
    const last = this.tail[place]!;
    this.left[id] = rest;
    this.place[id] = place;
    this.next[id] = NONE;
    this.previous[id] = last;
    this.tail[place] = id;
    if (last === NONE) this.head[place] = id;
    else this.next[last] = id;
    if (side === 0) {
      if (level > this.bid) this.bid = level;
    } else if (level < this.ask) this.ask = level;
  }

  market(id: number, side: number, qty: number): void {
    if (side === 0) this.lift(id, qty, this.levels - 1);
    else this.hit(id, qty, 0);
  }

  cancel(id: number): void {
    if (this.left[id] === 0) return;
    this.left[id] = 0;
    this.unlink(id);
  }

  forEachResting(side: number, each: (id: number, price: number, qty: number) => void): void {
    const { levels, head, next, left, floor } = this;
    for (let i = 0; i < levels; i++) {
      const level = side === 0 ? levels - 1 - i : i;
      for (let id = head[side * levels + level]!; id !== NONE; id = next[id]!) each(id, level + floor, left[id]!);
    }
  }

  /** Buys up to a level; returns what is left. */
  private lift(id: number, qty: number, limit: number): number {
    const { levels, head } = this;
    while (qty > 0 && this.ask <= limit) {
      const maker = head[levels + this.ask]!;
      if (maker === NONE) this.ask++;
      else qty = this.trade(id, maker, this.ask, qty);
    }
    while (this.ask < levels && head[levels + this.ask] === NONE) this.ask++;
    return qty;
  }

  private hit(id: number, qty: number, limit: number): number {
    const { head } = this;
    while (qty > 0 && this.bid >= limit) {
      const maker = head[this.bid]!;
      if (maker === NONE) this.bid--;
      else qty = this.trade(id, maker, this.bid, qty);
    }
    while (this.bid >= 0 && head[this.bid] === NONE) this.bid--;
    return qty;
  }

  private trade(taker: number, maker: number, level: number, qty: number): number {
    const has = this.left[maker]!;
    const done = Math.min(qty, has);
    const at = this.trades++;
    this.taker[at] = taker;
    this.maker[at] = maker;
    this.price[at] = level + this.floor;
    this.qty[at] = done;
    this.left[maker] = has - done;
    if (done === has) this.unlink(maker);
    return qty - done;
  }

  private unlink(id: number): void {
    const place = this.place[id]!;
    const before = this.previous[id]!;
    const after = this.next[id]!;
    if (before === NONE) this.head[place] = after;
    else this.next[before] = after;
    if (after === NONE) this.tail[place] = before;
    else this.previous[after] = before;
  }
}
