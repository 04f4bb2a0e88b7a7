import { type EventKind, NO_PRICE, Phase, type SelfTrade, Side } from "./codes.ts";
import { EventLog } from "./event-log.ts";
import { IdTable } from "./id-table.ts";
import { Ladder } from "./ladder.ts";
import { Layout, OrderPool, Role } from "./order-pool.ts";
import { OrderQueue } from "./order-queue.ts";
import { StopQueue } from "./stop-queue.ts";

const { NUMS, ID, SHOWN, HIDDEN, INTS, LEVEL, CELL, OWNER, TAG, SIDE, ROLE } = Layout;
const { Buy: BUY } = Side;
const { Iceberg: ICEBERG, Stop: STOP } = Role;

/** The parts of a book, for the functions that work on several of them: matching, the auction, the book itself. */
export class BookState {
  pool: OrderPool;
  ids = new IdTable();
  log: EventLog;
  bids: Ladder;
  asks: Ladder;
  /** Market orders of a running auction. */
  marketBuys: OrderQueue;
  marketSells: OrderQueue;
  stops: StopQueue;
  selfTrade: SelfTrade;
  phase: Phase = Phase.Continuous;
  /** Priced orders outside the band are refused. */
  bandLow = -Infinity;
  bandHigh = Infinity;
  /** Price of the last trade, `NO_PRICE` before the first. */
  lastPrice = NO_PRICE;
  /** The last time stamp given: a count. */
  clock = 0;

  constructor(capacity: number, selfTrade: SelfTrade, tradesOnly: boolean) {
    this.log = new EventLog(tradesOnly);
    this.pool = new OrderPool(capacity);
    this.bids = new Ladder(1);
    this.asks = new Ladder(-1);
    this.marketBuys = new OrderQueue(this.pool);
    this.marketSells = new OrderQueue(this.pool);
    this.stops = new StopQueue(this.pool);
    this.selfTrade = selfTrade;
  }

  /** The ladder where orders of this side rest. */
  ladder(side: Side): Ladder {
    return side === BUY ? this.bids : this.asks;
  }

  /** The queue where market orders of this side wait for the auction. */
  marketQueue(side: Side): OrderQueue {
    return side === BUY ? this.marketBuys : this.marketSells;
  }

  isOutsideBand(price: number): boolean {
    return price < this.bandLow || price > this.bandHigh;
  }

  /** Whole open quantity of an order, lots. */
  openLots(slot: number): number {
    return this.pool.num[(slot << NUMS) + SHOWN]! + this.pool.num[(slot << NUMS) + HIDDEN]!;
  }

  /** Limit price of an order in ticks, `NO_PRICE` if it has none. */
  priceOf(slot: number): number {
    const role = this.pool.int[(slot << INTS) + ROLE]!;
    if (role <= ICEBERG) return this.ladder(this.sideOf(slot)).priceOf(this.pool.int[(slot << INTS) + LEVEL]!);
    return role === STOP ? this.pool.stopPrice[slot]! : NO_PRICE;
  }

  sideOf(slot: number): Side {
    return this.pool.int[(slot << INTS) + SIDE] as Side;
  }

  /** Takes an order out of wherever it waits. Its record stays. */
  detach(slot: number): void {
    const role = this.pool.int[(slot << INTS) + ROLE]!;
    const side = this.sideOf(slot);
    if (role <= ICEBERG) this.ladder(side).remove(this.pool.int, slot, this.pool.num[(slot << NUMS) + SHOWN]!);
    else if (role === STOP) this.stops.remove(slot);
    else this.marketQueue(side).remove(slot);
  }

  /** Ends a detached order: its id is used up, its record free. */
  retire(slot: number): void {
    this.ids.spend(this.pool.int[(slot << INTS) + CELL]!);
    this.pool.drop(slot);
  }

  /** Logs an event about a live order. */
  note(kind: EventKind, slot: number, price: number, qty: number): void {
    const { num, int } = this.pool;
    const at = slot << INTS;
    this.log.note(kind, num[(slot << NUMS) + ID]!, price, qty, int[at + OWNER]!, int[at + TAG]!, this.sideOf(slot));
  }
}
