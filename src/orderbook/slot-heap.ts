import { Layout, type OrderPool } from "./order-pool.ts";
import { widenDoubles, widenInts } from "./widen.ts";

const { INTS, NEXT, PREV } = Layout;

/** A binary heap of order slots, least key first, which any slot can leave: the pool knows each slot's place in it. */
export class SlotHeap {
  /** Slots in the heap. */
  count = 0;
  private pool: OrderPool;
  /** Written to the `PREV` field of the orders in this heap. */
  private name: number;
  private keys = new Float64Array(16);
  private slots = new Int32Array(16);

  constructor(pool: OrderPool, name: number) {
    this.pool = pool;
    this.name = name;
  }

  /** Slot with the least key. The heap must not be empty. */
  first(): number {
    return this.slots[0]!;
  }

  /** The least key, Infinity when the heap is empty. */
  firstKey(): number {
    return this.count > 0 ? this.keys[0]! : Infinity;
  }

  push(slot: number, key: number): void {
    if (this.count === this.slots.length) this.grow();
    this.pool.int[(slot << INTS) + PREV] = this.name;
    this.rise(this.count++, slot, key);
  }

  remove(slot: number): void {
    const at = this.pool.int[(slot << INTS) + NEXT]!;
    const last = --this.count;
    if (at === last) return;
    const moved = this.slots[last]!;
    const key = this.keys[last]!;
    if (key < this.keys[at]!) this.rise(at, moved, key);
    else this.sink(at, moved, key);
  }

  private rise(from: number, slot: number, key: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.keys[parent]! <= key) break;
      this.place(at, this.slots[parent]!, this.keys[parent]!);
      at = parent;
    }
    this.place(at, slot, key);
  }

  private sink(from: number, slot: number, key: number): void {
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.count) break;
      if (child + 1 < this.count && this.keys[child + 1]! < this.keys[child]!) child++;
      if (this.keys[child]! >= key) break;
      this.place(at, this.slots[child]!, this.keys[child]!);
      at = child;
    }
    this.place(at, slot, key);
  }

  private place(at: number, slot: number, key: number): void {
    this.slots[at] = slot;
    this.keys[at] = key;
    this.pool.int[(slot << INTS) + NEXT] = at;
  }

  private grow(): void {
    this.keys = widenDoubles(this.keys, this.keys.length * 2);
    this.slots = widenInts(this.slots, this.slots.length * 2);
  }
}
