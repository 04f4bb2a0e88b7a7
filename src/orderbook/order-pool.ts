import { widenDoubles, widenInts } from "./widen.ts";

/** What a live order is: a limit order that rests, whole or as an iceberg, a stop, a market order of an auction. */
export const Role = { Resting: 0, Iceberg: 1, Stop: 2, AuctionMarket: 3 } as const;
export type Role = (typeof Role)[keyof typeof Role];

/**
 * Where an order's fields are: a double of slot `s` is at `num[(s << NUMS) + FIELD]`, an integer at
 * `int[(s << INTS) + FIELD]`. Files that run hot take these into constants of their own: V8 folds a module's own
 * constants into the machine code and loads imported ones anew at every use.
 */
export const Layout = {
  /** Doubles: log2 of their number. */
  NUMS: 2,
  ID: 0,
  /** Lots that the market sees. */
  SHOWN: 1,
  /** Lots of an iceberg behind the shown ones. */
  HIDDEN: 2,
  /** When the order arrived: a count over entries, re-entries and triggers. */
  STAMP: 3,

  /** Integers: log2 of their number. */
  INTS: 3,
  /** Next order of the queue, slot or -1. For a stop, its place in its heap. */
  NEXT: 0,
  /** Previous order of the queue, slot or -1. For a stop, which heap it is in. */
  PREV: 1,
  /** Level of a resting order in its side's ladder. */
  LEVEL: 2,
  /** The order's cell in the id table. */
  CELL: 3,
  OWNER: 4,
  TAG: 5,
  /** `Side` of the order. */
  SIDE: 6,
  /** `Role` of the order. */
  ROLE: 7,
} as const;

/**
 * The records of all live orders. A record is a slot: a half cache line of doubles and one of integers, taken and given
 * back last in, first out, so that a busy book keeps to warm memory.
 */
export class OrderPool {
  num: Float64Array<ArrayBuffer>;
  int: Int32Array<ArrayBuffer>;
  /** Size of an iceberg's slice, by slot. Kept for icebergs only. */
  display: Float64Array<ArrayBuffer>;
  /** Trigger of a stop, by slot. */
  trigger: Float64Array<ArrayBuffer>;
  /** Limit price of a stop or `NO_PRICE`, by slot. */
  stopPrice: Float64Array<ArrayBuffer>;
  private free: Int32Array<ArrayBuffer>;
  private freeCount = 0;
  /** Slots below this one have been used. */
  private fresh = 0;

  /** `capacity`: orders to make room for at once. More are welcome: the pool doubles. */
  constructor(capacity: number) {
    this.num = new Float64Array(capacity << Layout.NUMS);
    this.int = new Int32Array(capacity << Layout.INTS);
    this.display = new Float64Array(capacity);
    this.trigger = new Float64Array(capacity);
    this.stopPrice = new Float64Array(capacity);
    this.free = new Int32Array(capacity);
  }

  /** A slot for a new order. Its fields hold what the last owner left. */
  take(): number {
    if (this.freeCount > 0) return this.free[--this.freeCount]!;
    if (this.fresh === this.free.length) this.grow();
    return this.fresh++;
  }

  /** Gives a slot back. */
  drop(slot: number): void {
    this.free[this.freeCount++] = slot;
  }

  private grow(): void {
    const size = this.free.length * 2;
    this.num = widenDoubles(this.num, size << Layout.NUMS);
    this.int = widenInts(this.int, size << Layout.INTS);
    this.display = widenDoubles(this.display, size);
    this.trigger = widenDoubles(this.trigger, size);
    this.stopPrice = widenDoubles(this.stopPrice, size);
    this.free = widenInts(this.free, size);
  }
}
