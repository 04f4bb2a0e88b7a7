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
  private readonly falls: PriceLadder;
  private readonly rises: PriceLadder;

  constructor(members: number) {
    this.falls = new PriceLadder(Direction.Down, members);
    this.rises = new PriceLadder(Direction.Up, members);
  }

  /** Accounts that wait. */
  get size(): number {
    return this.falls.size + this.rises.size;
  }

  /** Puts the account where its equity falls to `rate` of notional, or takes it off when no price does that. */
  place(member: number, base: number, position: number, rate: number): void {
    this.operations++;
    const price = breachPrice(base, position, rate);
    if (position > 0) {
      this.rises.remove(member);
      if (price > 0) this.falls.set(member, price * (1 + NUDGE));
      else this.falls.remove(member);
    } else if (position < 0) {
      this.falls.remove(member);
      this.rises.set(member, Math.max(BOTTOM, price * (1 - NUDGE)));
    } else {
      this.remove(member);
    }
  }

  remove(member: number): void {
    this.operations++;
    this.falls.remove(member);
    this.rises.remove(member);
  }

  /** Takes off all accounts whose price `mark` has reached; returns how many. */
  trigger(mark: number): number {
    let n = this.collect(this.falls, mark, 0);
    n = this.collect(this.rises, mark, n);
    this.operations += n;
    return n;
  }

  private collect(ladder: PriceLadder, mark: number, from: number): number {
    let n = ladder.trigger(mark, this.popped, from);
    while (n === this.popped.length) {
      this.grow();
      n = ladder.trigger(mark, this.popped, n);
    }
    return n;
  }

  private grow(): void {
    const grown = new Int32Array(this.popped.length * 2);
    grown.set(this.popped);
    this.popped = grown;
  }
}
