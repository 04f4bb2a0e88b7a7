/** Orders to subscribe or redeem on their way: given, priced at the day's value, settled some trading days later. */

/** Not priced yet. */
const OPEN = Number.POSITIVE_INFINITY;

/** A queue in order of arrival; columns of equal length. */
export class FundQueue {
  readonly member: number[] = [];
  /** What was given: cents for a subscription, lots for a redemption. */
  readonly given: number[] = [];
  /** What is owed once priced: lots for a subscription, cents for a redemption. */
  readonly owed: number[] = [];
  readonly ordered: number[] = [];
  /** Trading day on which it is settled, or Infinity while unpriced. */
  readonly dueDay: number[] = [];
  /** Sum of `given` of the unpriced and of `owed` of the priced. */
  unpriced = 0;
  owing = 0;

  get length(): number {
    return this.member.length;
  }

  add(member: number, given: number, time: number): void {
    this.member.push(member);
    this.given.push(given);
    this.owed.push(0);
    this.ordered.push(time);
    this.dueDay.push(OPEN);
    this.unpriced += given;
  }

  /** Whether entry i waits for its price and was ordered by `cutoff`. */
  isOpen(i: number, cutoff: number): boolean {
    return this.dueDay[i] === OPEN && this.ordered[i] <= cutoff;
  }

  /** Prices entry i. */
  price(i: number, owed: number, dueDay: number): void {
    this.unpriced -= this.given[i];
    this.owed[i] = owed;
    this.owing += owed;
    this.dueDay[i] = dueDay;
  }

  /** Drops the first n entries, which are settled. */
  settled(n: number): void {
    if (n === 0) return;
    for (let i = 0; i < n; i++) this.owing -= this.owed[i];
    this.member.splice(0, n);
    this.given.splice(0, n);
    this.owed.splice(0, n);
    this.ordered.splice(0, n);
    this.dueDay.splice(0, n);
  }
}
