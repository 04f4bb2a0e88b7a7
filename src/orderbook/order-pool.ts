import { widenDoubles, widenInts } from "./widen.ts";

/** What a live order is doing. */
export const Role = { Resting: 0, Stop: 1, AuctionMarket: 2 } as const;
export type Role = (typeof Role)[keyof typeof Role];

/** Doubles of an order in `OrderPool.num`: slot * `NUMS` + one of these. */
export const NUMS = 4;
export const ID = 0;
/** Lots that the market sees. */
export const SHOWN = 1;
/** Lots of an iceberg behind the shown ones. */
export const HIDDEN = 2;
/** When the order took its place in the queue: a count over entries, re-entries, triggers and refreshed slices. */
export const STAMP = 3;

/** Integers of an order in `OrderPool.int`: slot * `INTS` + one of these. */
export const INTS = 8;
/** Next order of the queue, slot or -1. For a stop, its place in its heap. */
export const NEXT = 0;
/** Previous order of the queue, slot or -1. For a stop, which heap it is in. */
export const PREV = 1;
/** Level of a resting order in its side's ladder. */
export const LEVEL = 2;
/** The order's cell in the id table. */
export const CELL = 3;
export const OWNER = 4;
export const TAG = 5;
/** `Side` of the order. */
export const SIDE = 6;
/** `Role` of the order. */
export const ROLE = 7;

/**
 * The records of all live orders. A record is a slot: a half cache line of doubles and one of integers, taken and given
 * back last in, first out, so that a busy book keeps to warm memory.
 */
export class OrderPool {
  num: Float64Array<ArrayBuffer>;
  int: Int32Array<ArrayBuffer>;
  /** Size of an iceberg's slice, 0 for an order that shows itself whole, by slot. */
  display: Float64Array<ArrayBuffer>;
  /** Trigger of a stop, by slot. */
  trigger: Float64Array<ArrayBuffer>;
  /** Limit price of a stop or `NO_PRICE`, by slot. */
  stopPrice: Float64Array<ArrayBuffer>;
  /** Live orders. */
  count = 0;
  private free: Int32Array<ArrayBuffer>;
  private freeCount = 0;
  /** Slots below this one have been used. */
  private fresh = 0;

  /** `capacity`: orders to make room for at once. More are welcome: the pool doubles. */
  constructor(capacity: number) {
    this.num = new Float64Array(capacity * NUMS);
    this.int = new Int32Array(capacity * INTS);
    this.display = new Float64Array(capacity);
    this.trigger = new Float64Array(capacity);
    this.stopPrice = new Float64Array(capacity);
    this.free = new Int32Array(capacity);
  }

  /** A slot for a new order. Its fields hold what the last owner left. */
  take(): number {
    this.count++;
    if (this.freeCount > 0) return this.free[--this.freeCount]!;
    if (this.fresh === this.free.length) this.grow();
    return this.fresh++;
  }

  /** Gives a slot back. */
  drop(slot: number): void {
    this.count--;
    this.free[this.freeCount++] = slot;
  }

  private grow(): void {
    const size = this.free.length * 2;
    this.num = widenDoubles(this.num, size * NUMS);
    this.int = widenInts(this.int, size * INTS);
    this.display = widenDoubles(this.display, size);
    this.trigger = widenDoubles(this.trigger, size);
    this.stopPrice = widenDoubles(this.stopPrice, size);
    this.free = widenInts(this.free, size);
  }
}
