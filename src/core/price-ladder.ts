/**
 * A ladder of trigger prices: members wait on it, indexed by price, so that a price move costs what it triggers and
 * not what exists. Buckets of equal relative width hold linked lists; a move pops the buckets it crosses.
 */

/** Relative width of a bucket. Only cost depends on it: members of the last bucket are compared one by one. */
const WIDTH = 0.001;
/** Prices from e^-14 to e^21 (about 1e-6 to 1e9) have buckets of their own; beyond, the end buckets serve. */
const LOWEST = -14;
const BUCKETS = 35_000;
const NONE = -1;

/** Whether members wait for the price to fall to their trigger (longs, sell stops) or to rise to it. */
export const Direction = { Down: 0, Up: 1 } as const;
export type Direction = (typeof Direction)[keyof typeof Direction];

export class PriceLadder {
  private readonly direction: Direction;
  private readonly head = new Int32Array(BUCKETS).fill(NONE);
  private next: Int32Array;
  private prev: Int32Array;
  private bucket: Int32Array;
  private price: Float64Array;
  /** No waiting member's bucket is nearer to the market than this one (a bound, tightened as it is searched). */
  private nearest: number;
  private waiting = 0;

  /** @param capacity members are numbered 0 … capacity-1 */
  constructor(direction: Direction, capacity: number) {
    this.direction = direction;
    this.next = new Int32Array(capacity).fill(NONE);
    this.prev = new Int32Array(capacity).fill(NONE);
    this.bucket = new Int32Array(capacity).fill(NONE);
    this.price = new Float64Array(capacity);
    this.nearest = direction === Direction.Down ? 0 : BUCKETS - 1;
  }

  /** How many members wait. */
  get size(): number {
    return this.waiting;
  }

  /** Whether the member waits. */
  has(member: number): boolean {
    return this.bucket[member] !== NONE;
  }

  /** The member's trigger price; meaningful while it waits. */
  priceOf(member: number): number {
    return this.price[member];
  }

  /** Puts the member on the ladder at `price` (above 0), or moves it there. */
  set(member: number, price: number): void {
    const b = bucketOf(price);
    this.price[member] = price;
    if (this.bucket[member] === b) return;
    this.remove(member);
    const first = this.head[b];
    this.next[member] = first;
    this.prev[member] = NONE;
    if (first !== NONE) this.prev[first] = member;
    this.head[b] = member;
    this.bucket[member] = b;
    this.waiting++;
    if (this.direction === Direction.Down ? b > this.nearest : b < this.nearest) this.nearest = b;
  }

  /** Takes the member off; nothing happens when it does not wait. */
  remove(member: number): void {
    const b = this.bucket[member];
    if (b === NONE) return;
    const before = this.prev[member];
    const after = this.next[member];
    if (before === NONE) this.head[b] = after;
    else this.next[before] = after;
    if (after !== NONE) this.prev[after] = before;
    this.bucket[member] = NONE;
    this.waiting--;
  }

  /**
   * Takes off all members whose trigger is reached when the price is `mark` and writes them to `out` from place `from` on,
   * nearest bucket first; returns the place after the last. Stops when `out` is full: call again for the rest.
   */
  trigger(mark: number, out: Int32Array, from = 0): number {
    const last = bucketOf(mark);
    const down = this.direction === Direction.Down;
    let n = from;
    for (let b = this.nearest; down ? b >= last : b <= last; b += down ? -1 : 1) {
      this.nearest = b;
      let member = this.head[b];
      while (member !== NONE) {
        const after = this.next[member];
        if (b !== last || (down ? this.price[member] >= mark : this.price[member] <= mark)) {
          if (n === out.length) return n;
          this.remove(member);
          out[n++] = member;
        }
        member = after;
      }
    }
    return n;
  }

  /** Calls `visit(member, price)` for every waiting member, nearest bucket first. For reports, not for the step loop. */
  forEach(visit: (member: number, price: number) => void): void {
    const down = this.direction === Direction.Down;
    for (let b = down ? BUCKETS - 1 : 0; down ? b >= 0 : b < BUCKETS; b += down ? -1 : 1) {
      for (let member = this.head[b]; member !== NONE; member = this.next[member]) visit(member, this.price[member]);
    }
  }
}

function bucketOf(price: number): number {
  const b = Math.floor((Math.log(price) - LOWEST) / WIDTH);
  return b < 0 ? 0 : b >= BUCKETS ? BUCKETS - 1 : b | 0;
}
