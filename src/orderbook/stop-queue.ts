import { NO_PRICE, Side } from "./codes.ts";
import { Layout, type OrderPool } from "./order-pool.ts";
import { SlotHeap } from "./slot-heap.ts";

const { NUMS, STAMP, INTS, PREV, SIDE } = Layout;

const BUYS = 0;
const SELLS = 1;

/**
 * Stops that wait for their price. Two heaps by trigger hold those that are not due, one by time of entry those that
 * were due when last looked at: a stop is looked at when the price passes it and not before.
 */
export class StopQueue {
  private pool: OrderPool;
  private buys: SlotHeap;
  private sells: SlotHeap;
  private due: SlotHeap;

  constructor(pool: OrderPool) {
    this.pool = pool;
    this.buys = new SlotHeap(pool, BUYS);
    this.sells = new SlotHeap(pool, SELLS);
    this.due = new SlotHeap(pool, 2);
  }

  /** Stops waiting. */
  get count(): number {
    return this.buys.count + this.sells.count + this.due.count;
  }

  /** Takes in a stop whose pool record is complete. */
  add(slot: number): void {
    const trigger = this.pool.trigger[slot]!;
    if (this.pool.int[(slot << INTS) + SIDE] === Side.Buy) this.buys.push(slot, trigger);
    else this.sells.push(slot, -trigger);
  }

  remove(slot: number): void {
    const heap = this.pool.int[(slot << INTS) + PREV]!;
    if (heap === BUYS) this.buys.remove(slot);
    else if (heap === SELLS) this.sells.remove(slot);
    else this.due.remove(slot);
  }

  /**
   * Takes out the earliest entered stop that is due at the last trade price: a buy at or above its trigger, a sell at or
   * below. -1 when none is.
   */
  next(lastPrice: number): number {
    if (lastPrice === NO_PRICE) return -1;
    const { buys, sells, due, pool } = this;
    while (buys.firstKey() <= lastPrice) this.ripen(buys);
    while (sells.firstKey() <= -lastPrice) this.ripen(sells);
    while (due.count > 0) {
      const slot = due.first();
      due.remove(slot);
      const trigger = pool.trigger[slot]!;
      const isDue = pool.int[(slot << INTS) + SIDE] === Side.Buy ? lastPrice >= trigger : lastPrice <= trigger;
      if (isDue) return slot;
      this.add(slot); // the price has turned since
    }
    return -1;
  }

  private ripen(heap: SlotHeap): void {
    const slot = heap.first();
    heap.remove(slot);
    this.due.push(slot, this.pool.num[(slot << NUMS) + STAMP]!);
  }
}
