import { type EventKind, NO_PRICE, type SelfTrade, Side } from "./codes.ts";
import { EventLog } from "./event-log.ts";
import { IdTable } from "./id-table.ts";
import { Ladder } from "./ladder.ts";
import { CELL, HIDDEN, ID, INTS, LEVEL, NUMS, OrderPool, OWNER, ROLE, Role, SHOWN, SIDE, TAG } from "./order-pool.ts";
import { OrderQueue } from "./order-queue.ts";
import { StopQueue } from "./stop-queue.ts";

/** The parts of a book, for the functions that work on several of them: matching, the auction, the book itself. */
export class BookState {
  pool: OrderPool;
  ids = new IdTable();
  log = new EventLog();
  bids: Ladder;
  asks: Ladder;
  /** Market orders of a running auction. */
  marketBuys: OrderQueue;
  marketSells: OrderQueue;
  stops: StopQueue;
  selfTrade: SelfTrade;
  /** Price of the last trade, `NO_PRICE` before the first. */
  lastPrice = NO_PRICE;
  /** The last time stamp given: a count. */
  clock = 0;

  constructor(capacity: number, selfTrade: SelfTrade) {
    this.pool = new OrderPool(capacity);
    this.bids = new Ladder(this.pool, 1);
    this.asks = new Ladder(this.pool, -1);
    this.marketBuys = new OrderQueue(this.pool);
    this.marketSells = new OrderQueue(this.pool);
    this.stops = new StopQueue(this.pool);
    this.selfTrade = selfTrade;
  }

  /** The ladder where orders of this side rest. */
  ladder(side: Side): Ladder {
    return side === Side.Buy ? this.bids : this.asks;
  }

  /** The queue where market orders of this side wait for the auction. */
  marketQueue(side: Side): OrderQueue {
    return side === Side.Buy ? this.marketBuys : this.marketSells;
  }

  /** Whole open quantity of an order, lots. */
  openLots(slot: number): number {
    return this.pool.num[slot * NUMS + SHOWN]! + this.pool.num[slot * NUMS + HIDDEN]!;
  }

  /** Limit price of an order in ticks, `NO_PRICE` if it has none. */
  priceOf(slot: number): number {
    const role = this.pool.int[slot * INTS + ROLE];
    if (role === Role.Resting) return this.ladder(this.sideOf(slot)).priceOf(this.pool.int[slot * INTS + LEVEL]!);
    return role === Role.Stop ? this.pool.stopPrice[slot]! : NO_PRICE;
  }

  sideOf(slot: number): Side {
    return this.pool.int[slot * INTS + SIDE] as Side;
  }

  /** Takes an order out of wherever it waits. Its record stays. */
  detach(slot: number): void {
    const role = this.pool.int[slot * INTS + ROLE];
    const side = this.sideOf(slot);
    if (role === Role.Resting) this.ladder(side).remove(slot);
    else if (role === Role.Stop) this.stops.remove(slot);
    else this.marketQueue(side).remove(slot);
  }

  /** Ends a detached order: its id is used up, its record free. */
  retire(slot: number): void {
    this.ids.release(this.pool.int[slot * INTS + CELL]!);
    this.pool.drop(slot);
  }

  /** Logs an event about a live order. */
  note(kind: EventKind, slot: number, price: number, qty: number): void {
    const { num, int } = this.pool;
    const at = slot * INTS;
    this.log.note(kind, num[slot * NUMS + ID]!, price, qty, int[at + OWNER]!, int[at + TAG]!, this.sideOf(slot), 0);
  }
}
