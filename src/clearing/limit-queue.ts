/**
 * Forced orders that wait at a locked price limit. While a market is locked, what is sold is sold from the queue at the
 * limit in order of time, so the desk joins it instead of looking for a bid that the queue would take first.
 */
import type { Desk } from "../agents/desk.ts";
import { Side, TimeInForce } from "../orderbook/index.ts";
import type { ClearedVenue } from "./cleared-venue.ts";

export class LimitQueue {
  private readonly venue: ClearedVenue;
  private readonly index: number;
  /** Order ids by member, for each side. */
  private readonly orders: Map<number, number>[] = [new Map(), new Map()];
  /** Trading day on which they were put: another day has another limit. */
  private readonly day = new Float64Array(2);

  constructor(venue: ClearedVenue, index: number) {
    this.venue = venue;
    this.index = index;
  }

  /** Whether that side can only be traded by waiting: sellers at the lower limit, buyers at the upper one. */
  locked(side: Side): boolean {
    return side === Side.Sell ? this.venue.lock < 0 : this.venue.lock > 0;
  }

  /** Whether an order of the member waits. */
  has(member: number, side: Side): boolean {
    return this.orders[side].has(member);
  }

  /** Joins the queue with `lots`. */
  join(desk: Desk, member: number, side: Side, lots: number, tag: number): void {
    const { limitLowTicks, limitHighTicks, dayIndex } = this.venue;
    const price = side === Side.Sell ? limitLowTicks : limitHighTicks;
    this.day[side] = dayIndex;
    this.orders[side].set(member, desk.limit(member, this.index, side, price, lots, TimeInForce.Gtc, tag));
  }

  /** Takes the member's order out. */
  leave(desk: Desk, member: number, side: Side): void {
    const id = this.orders[side].get(member);
    if (id === undefined) return;
    desk.cancel(member, this.index, id);
    this.orders[side].delete(member);
  }

  /** Takes all orders of a side out when the lock has ended or the day has changed; says whether it did. */
  dissolve(desk: Desk, side: Side): boolean {
    const orders = this.orders[side];
    if (orders.size === 0 || (this.locked(side) && this.day[side] === this.venue.dayIndex)) return false;
    for (const [member, id] of orders) desk.cancel(member, this.index, id);
    orders.clear();
    return true;
  }
}
