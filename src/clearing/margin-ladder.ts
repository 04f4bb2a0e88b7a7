/** Accounts by the price at which they breach: longs wait for a fall, shorts for a rise. */
import { Direction, PriceLadder } from "../core/price-ladder.ts";
import { breachPrice } from "./breach.ts";

/** Ladder prices err to the market's side by this, so that rounding never leaves a breach out; who is popped is checked. */
const NUDGE = 1e-9;
/** Shorts that breach at every price wait here. */
const BOTTOM = 1e-6;

export class MarginLadder {
  /** Those whom the last `trigger` took off: popped[0 … its result-1]. */
  popped = new Int32Array(1024);
  /** How often an account was put on, moved or taken off: the work done. */
  operations = 0;
  private readonly waiting: PriceLadder;

  constructor(members: number) {
    this.waiting = new PriceLadder(members);
  }

  /** Accounts that wait. */
  get size(): number {
    return this.waiting.size;
  }

  /** Puts the account where its equity falls to `rate` of notional, or takes it off when no price does that. */
  place(member: number, base: number, position: number, rate: number): void {
    this.operations++;
    const price = breachPrice(base, position, rate);
    if (position > 0 && price > 0) {
      this.waiting.set(member, Direction.Down, price * (1 + NUDGE));
    } else if (position < 0) {
      this.waiting.set(member, Direction.Up, Math.max(BOTTOM, price * (1 - NUDGE)));
    } else {
      this.remove(member);
    }
  }

  remove(member: number): void {
    this.operations++;
    this.waiting.remove(member);
  }

  /** Takes off all accounts whose price `mark` has reached; returns how many. */
  trigger(mark: number): number {
    let n = this.collect(Direction.Down, mark, 0);
    n = this.collect(Direction.Up, mark, n);
    this.operations += n;
    return n;
  }

  private collect(direction: Direction, mark: number, from: number): number {
    let n = this.waiting.trigger(direction, mark, this.popped, from);
    while (n === this.popped.length) {
      this.grow();
      n = this.waiting.trigger(direction, mark, this.popped, n);
    }
    return n;
  }

  private grow(): void {
    const grown = new Int32Array(this.popped.length * 2);
    grown.set(this.popped);
    this.popped = grown;
  }
}
