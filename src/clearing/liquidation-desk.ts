/**
 * The liquidation desk of one venue: accounts wait in the order in which they came, longs to be sold and shorts to be
 * bought in, and are closed at a pace and not farther from the round's opening mid than a floor (raw market orders
 * into an emptied book would make prices that no market made).
 */
import type { Desk } from "../agents/desk.ts";
import { Cause, tagOf } from "../core/cause.ts";
import { NO_PRICE, Side, TimeInForce } from "../orderbook/index.ts";
import { AccountState, Trigger } from "./account-state.ts";
import type { Accounts } from "./accounts.ts";
import { lotsToRestore } from "./breach.ts";
import { type ClearedVenue, CONTINUOUS } from "./cleared-venue.ts";
import type { VenueClearingConfig } from "./config.ts";
import type { Episodes } from "./episodes.ts";
import type { MarginRates } from "./margin-rates.ts";
import { Pace } from "./pace.ts";
import type { PositionLimits } from "./position-limits.ts";

/** What the desk works with. */
export interface DeskParts {
  readonly venue: ClearedVenue;
  readonly index: number;
  readonly accounts: Accounts;
  readonly rates: MarginRates;
  readonly limits: PositionLimits;
  readonly episodes: Episodes;
  readonly populationOf: Uint16Array;
  readonly config: VenueClearingConfig["liquidation"];
}

export class LiquidationDesk {
  readonly pace: Pace;
  /** Accounts that the last `work` let go of: done[0 … doneCount-1]. */
  done = new Int32Array(64);
  doneCount = 0;
  private readonly parts: Readonly<DeskParts>;
  /** By side of the forced order: waiting[side][0 … counts[side]-1], first come first. */
  private readonly waiting: Int32Array[] = [new Int32Array(64), new Int32Array(64)];
  private readonly counts = new Int32Array(2);
  /** Lots of the member's forced order of this round that are not filled yet. */
  private readonly sent: Int32Array;

  constructor(parts: DeskParts, members: number) {
    this.parts = parts;
    this.pace = new Pace(parts.config);
    this.sent = new Int32Array(members);
  }

  /** Puts an account in the queue of its side. */
  enqueue(member: number): void {
    const side = this.parts.accounts.position[member] > 0 ? Side.Sell : Side.Buy;
    if (this.counts[side] === this.waiting[side].length) this.growQueue(side);
    this.waiting[side][this.counts[side]++] = member;
  }

  /** Hears of a fill before it is booked; says whether a forced order made it. */
  filled(member: number, side: Side, ticks: number, lots: number): boolean {
    const sent = this.sent[member];
    if (sent === 0) return false;
    const { accounts, episodes } = this.parts;
    if (accounts.state[member] !== AccountState.Liquidating || accounts.position[member] > 0 !== (side === Side.Sell))
      return false;
    this.sent[member] = Math.max(0, sent - lots);
    episodes.fill(accounts.episode[member], lots, ticks);
    this.pace.spend(side, lots);
    return true;
  }

  /** Sends the forced orders of the coming round, which stands for `minutes`; returns how many. */
  work(desk: Desk, minutes: number): number {
    this.doneCount = 0;
    return this.workSide(desk, Side.Sell, minutes) + this.workSide(desk, Side.Buy, minutes);
  }

  private workSide(desk: Desk, side: Side, minutes: number): number {
    const count = this.counts[side];
    if (count === 0) {
      this.pace.rest(side);
      return 0;
    }
    const { venue, index, accounts, config, populationOf } = this.parts;
    const queue = this.waiting[side];
    const open = venue.phase === CONTINUOUS && (side === Side.Sell ? venue.bidTicks() : venue.askTicks()) !== NO_PRICE;
    let budget = open ? this.pace.allow(side, minutes) : 0;
    if (open && config.style === "at-once") budget = Number.POSITIVE_INFINITY;
    const price = this.worstPrice(side);
    let kept = 0;
    let orders = 0;
    for (let i = 0; i < count; i++) {
      const member = queue[i];
      this.sent[member] = 0;
      const need = this.need(member, side);
      if (need === 0) {
        this.letGo(member);
        continue;
      }
      queue[kept++] = member;
      const lots = Math.min(need, budget);
      if (lots <= 0) continue;
      budget -= lots;
      orders++;
      this.sent[member] = lots;
      const cause = accounts.trigger[member] === Trigger.PositionLimit ? Cause.PositionLimit : Cause.MarginCall;
      const tag = tagOf(populationOf[member], cause);
      if (config.style === "floor") desk.limit(member, index, side, price, lots, TimeInForce.Ioc, tag);
      else desk.market(member, index, side, lots, tag);
    }
    this.counts[side] = kept;
    return orders;
  }

  /** Lots of the account that must be closed on that side. */
  private need(member: number, side: Side): number {
    const { venue, accounts, rates, limits, populationOf } = this.parts;
    const position = accounts.position[member];
    if (position === 0 || position > 0 !== (side === Side.Sell)) return 0;
    const rate = rates.brokerInitial[accounts.broker[member]];
    const toRestore = lotsToRestore(accounts.base(member), position, venue.markTicks, rate);
    if (accounts.trigger[member] !== Trigger.PositionLimit) return toRestore;
    const excess = Math.max(0, Math.abs(position) - limits.hardOf(populationOf[member]));
    const maintenance = rates.brokerMaintenance[accounts.broker[member]];
    const breached = lotsToRestore(accounts.base(member), position, venue.markTicks, maintenance) > 0;
    return breached ? Math.max(excess, toRestore) : excess;
  }

  /** The farthest price of the coming round, inside today's price limits. */
  private worstPrice(side: Side): number {
    const { venue, config } = this.parts;
    const mid = venue.midTicks();
    if (side === Side.Sell) return Math.max(Math.ceil(mid * (1 - config.floor)), venue.limitLowTicks);
    const highest = Math.floor(mid * (1 + config.floor));
    return venue.limitHighTicks === NO_PRICE ? highest : Math.min(highest, venue.limitHighTicks);
  }

  private letGo(member: number): void {
    if (this.doneCount === this.done.length) {
      const grown = new Int32Array(this.done.length * 2);
      grown.set(this.done);
      this.done = grown;
    }
    this.done[this.doneCount++] = member;
  }

  private growQueue(side: Side): void {
    const grown = new Int32Array(this.waiting[side].length * 2);
    grown.set(this.waiting[side]);
    this.waiting[side] = grown;
  }
}
