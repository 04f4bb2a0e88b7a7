/**
 * A ladder of trigger prices: members wait on it, indexed by price, so that a price move costs what it triggers and
 * not what exists. Buckets of equal relative width hold linked lists; a move pops the buckets it crosses. Each member
 * waits for a fall or for a rise, one at a time.
 */

/** Relative width of a bucket. Only cost depends on it: members of the last bucket are compared one by one. */
const WIDTH = 0.001;
/** Prices from e^-14 to e^21 (about 1e-6 to 1e9) have buckets of their own; beyond, the end buckets serve. */
const LOWEST = -14;
const BUCKETS = 35_000;
const NONE = -1;

/**
 * A member's record is half a cache line, as members come at random: field F of member m is at `records[(m << BITS) + F]`.
 * The bucket counts from 1, 0 says that it does not wait; those who wait for a rise have the buckets above `BUCKETS`.
 */
const BITS = 2;
const PRICE = 0;
const BUCKET = 1;
const NEXT = 2;
const PREV = 3;

/** Whether a member waits for the price to fall to its trigger (longs, sell stops) or to rise to it. */
export const Direction = { Down: 0, Up: 1 } as const;
export type Direction = (typeof Direction)[keyof typeof Direction];

export class PriceLadder {
  private readonly head = new Int32Array(2 * BUCKETS).fill(NONE);
  private readonly records: Float64Array;
  /** By direction: no waiting member's bucket is nearer to the market than this one (a bound, tightened as it is searched). */
  private readonly nearest = Int32Array.of(0, BUCKETS - 1);
  private waiting = 0;

  /** @param capacity members are numbered 0 … capacity-1 */
  constructor(capacity: number) {
    this.records = new Float64Array(capacity << BITS);
  }

  /** How many members wait. */
  get size(): number {
    return this.waiting;
  }

  /** Whether the member waits. */
  has(member: number): boolean {
    return this.records[(member << BITS) + BUCKET] !== 0;
  }

  /** The member's trigger price; meaningful while it waits. */
  priceOf(member: number): number {
    return this.records[(member << BITS) + PRICE];
  }

  /** Lets the member wait for `price` (above 0) in that direction, and no longer for what it waited for. */
  set(member: number, direction: Direction, price: number): void {
    const { records, head, nearest } = this;
    const at = member << BITS;
    const b = bucketOf(price);
    const list = direction * BUCKETS + b;
    records[at + PRICE] = price;
    if (records[at + BUCKET] === list + 1) return;
    this.remove(member);
    const first = head[list];
    records[at + NEXT] = first;
    records[at + PREV] = NONE;
    if (first !== NONE) records[(first << BITS) + PREV] = member;
    head[list] = member;
    records[at + BUCKET] = list + 1;
    this.waiting++;
    if (direction === Direction.Down ? b > nearest[direction] : b < nearest[direction]) nearest[direction] = b;
  }

  /** Takes the member off; nothing happens when it does not wait. */
  remove(member: number): void {
    const { records } = this;
    const at = member << BITS;
    const list = records[at + BUCKET] - 1;
    if (list < 0) return;
    const before = records[at + PREV];
    const after = records[at + NEXT];
    if (before === NONE) this.head[list] = after;
    else records[(before << BITS) + NEXT] = after;
    if (after !== NONE) records[(after << BITS) + PREV] = before;
    records[at + BUCKET] = 0;
    this.waiting--;
  }

  /**
   * Takes off all members who wait in that direction for a price that `mark` has reached, and writes them to `out` from place `from` on,
   * nearest bucket first; returns the place after the last. Stops when `out` is full: call again for the rest.
   */
  trigger(direction: Direction, mark: number, out: Int32Array, from = 0): number {
    const { records, head, nearest } = this;
    const last = bucketOf(mark);
    const down = direction === Direction.Down;
    let n = from;
    for (let b = nearest[direction]; down ? b >= last : b <= last; b += down ? -1 : 1) {
      nearest[direction] = b;
      let member = head[direction * BUCKETS + b];
      while (member !== NONE) {
        const after = records[(member << BITS) + NEXT];
        const price = records[(member << BITS) + PRICE];
        if (b !== last || (down ? price >= mark : price <= mark)) {
          if (n === out.length) return n;
          this.remove(member);
          out[n++] = member;
        }
        member = after;
      }
    }
    return n;
  }

  /** Calls `visit(member, price)` for those who wait in that direction, nearest bucket first. For reports, not for the step loop. */
  forEach(direction: Direction, visit: (member: number, price: number) => void): void {
    const { records, head } = this;
    const down = direction === Direction.Down;
    for (let b = down ? BUCKETS - 1 : 0; down ? b >= 0 : b < BUCKETS; b += down ? -1 : 1) {
      let member = head[direction * BUCKETS + b];
      for (; member !== NONE; member = records[(member << BITS) + NEXT]) visit(member, this.priceOf(member));
    }
  }
}

function bucketOf(price: number): number {
  const b = Math.floor((Math.log(price) - LOWEST) / WIDTH);
  return b < 0 ? 0 : b >= BUCKETS ? BUCKETS - 1 : b | 0;
}
