/** Resting orders that are taken out after a number of ticks of a population's own clock: a wheel of linked lists. */
import type { Venue } from "../market/venue.ts";
import type { Desk } from "./desk.ts";

const NONE = -1;

/** Costs one step a tick that passes and one an order that ends, however many rest. */
export class ExpiryWheel {
  /** First order of each slot of the wheel. */
  private readonly head: Int32Array;
  /** Order k: its id, its owner, the next of its slot. */
  private id = new Float64Array(256);
  private member = new Int32Array(256);
  private next = new Int32Array(256);
  private used = 0;
  private free = NONE;
  /** Tick up to which orders have been taken out. */
  private now = 0;

  /** @param longest most ticks that an order may live */
  constructor(longest: number) {
    this.head = new Int32Array(longest + 2).fill(NONE);
  }

  /** Notes an order that ends `life` ticks (1 … longest) from the tick that `expire` was last called with. */
  add(id: number, member: number, life: number): void {
    const slot = (this.now + life) % this.head.length;
    const k = this.take();
    this.id[k] = id;
    this.member[k] = member;
    this.next[k] = this.head[slot];
    this.head[slot] = k;
  }

  /** Cancels what ends up to `tick` and still rests. */
  expire(tick: number, venue: Venue, desk: Desk): void {
    const { head } = this;
    // A gap longer than the wheel has passed all its slots once.
    for (let left = Math.min(tick - this.now, head.length); left > 0; left--) {
      const slot = ++this.now % head.length;
      let k = head[slot];
      head[slot] = NONE;
      while (k !== NONE) {
        if (venue.book.openQty(this.id[k]) > 0) desk.cancel(this.member[k], venue.index, this.id[k]);
        const after = this.next[k];
        this.next[k] = this.free;
        this.free = k;
        k = after;
      }
    }
    this.now = Math.max(this.now, tick);
  }

  private take(): number {
    if (this.free !== NONE) {
      const k = this.free;
      this.free = this.next[k];
      return k;
    }
    if (this.used === this.id.length) this.grow();
    return this.used++;
  }

  private grow(): void {
    const size = 2 * this.id.length;
    const id = new Float64Array(size);
    id.set(this.id);
    this.id = id;
    const member = new Int32Array(size);
    member.set(this.member);
    this.member = member;
    const next = new Int32Array(size);
    next.set(this.next);
    this.next = next;
  }
}
