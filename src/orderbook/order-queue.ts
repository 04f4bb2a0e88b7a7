import { Layout, type OrderPool } from "./order-pool.ts";

const { NUMS, SHOWN, INTS, NEXT, PREV } = Layout;

/** Market orders that wait for the end of an auction, first in, first out. */
export class OrderQueue {
  /** First order: a slot, or -1. */
  head = -1;
  /** Lots of all orders in the queue. */
  lots = 0;
  private tail = -1;
  private pool: OrderPool;

  constructor(pool: OrderPool) {
    this.pool = pool;
  }

  append(slot: number): void {
    const int = this.pool.int;
    int[(slot << INTS) + NEXT] = -1;
    int[(slot << INTS) + PREV] = this.tail;
    if (this.tail >= 0) int[(this.tail << INTS) + NEXT] = slot;
    else this.head = slot;
    this.tail = slot;
    this.lots += this.pool.num[(slot << NUMS) + SHOWN]!;
  }

  remove(slot: number): void {
    const int = this.pool.int;
    const next = int[(slot << INTS) + NEXT]!;
    const prev = int[(slot << INTS) + PREV]!;
    if (prev >= 0) int[(prev << INTS) + NEXT] = next;
    else this.head = next;
    if (next >= 0) int[(next << INTS) + PREV] = prev;
    else this.tail = prev;
    this.lots -= this.pool.num[(slot << NUMS) + SHOWN]!;
  }
}
