/**
 * The liquidation desk of one venue: accounts wait in the order in which they came, longs to be sold and shorts to be
 * bought in, and are closed at a pace and not farther from the round's opening mid than a floor (raw market orders
 * into an emptied book would make prices that no market made). At a locked price limit they join the queue.
 */
import type { Desk } from "../agents/desk.ts";
import { Cause, causeOfTag, isForced, tagOf } from "../core/cause.ts";
import { NO_PRICE, Side, TimeInForce } from "../orderbook/index.ts";
import { AccountState, Trigger } from "./account-state.ts";
import { CONTINUOUS } from "./cleared-venue.ts";
import { closingSide, lotsNeeded, type NeedParts } from "./forced-need.ts";
import { LimitQueue } from "./limit-queue.ts";
import type { LiquidationConfig } from "./liquidation-config.ts";
import { Pace } from "./pace.ts";

/** What the desk works with. */
export interface DeskParts extends NeedParts {
  readonly index: number;
  readonly config: LiquidationConfig;
}

export class LiquidationDesk {
  readonly pace: Pace;
  /** Accounts that the last `work` let go of: done[0 … doneCount-1]. */
  done = new Int32Array(64);
  doneCount = 0;
  /** Accounts without equity that nobody would trade with for `patience`: stuck[0 … stuckCount-1]. */
  stuck = new Int32Array(64);
  stuckCount = 0;
  private readonly parts: DeskParts;
  private readonly queue: LimitQueue;
  /** By side of the forced order: waiting[side][0 … counts[side]-1], first come first. */
  private readonly waiting: Int32Array[] = [new Int32Array(64), new Int32Array(64)];
  private readonly counts = new Int32Array(2);
  /** Lots of the member's forced order that are not filled yet. */
  private readonly sent: Int32Array;

  constructor(parts: DeskParts, members: number) {
    this.parts = parts;
    this.pace = new Pace(parts.config);
    this.queue = new LimitQueue(parts.venue, parts.index);
    this.sent = new Int32Array(members);
  }

  /** Puts an account in the queue of its side. */
  enqueue(member: number): void {
    const side = closingSide(this.parts.accounts, member);
    const n = this.counts[side]++;
    if (n === this.waiting[side].length) this.waiting[side] = doubled(this.waiting[side]);
    this.waiting[side][n] = member;
  }

  /** Hears of a fill before it is booked; says whether a forced order made it. `tag` -1: not known. */
  filled(member: number, side: Side, ticks: number, lots: number, tag: number): boolean {
    const { accounts, episodes } = this.parts;
    if (accounts.state[member] !== AccountState.Liquidating) return false;
    const sent = this.sent[member];
    if (sent === 0 || (tag >= 0 && !isForced(causeOfTag(tag)))) return false;
    if (accounts.position(member) > 0 !== (side === Side.Sell)) return false;
    this.sent[member] = Math.max(0, sent - lots);
    const row = accounts.episode[member];
    episodes.fill(row, lots, ticks);
    if (this.queue.has(member, side)) episodes.queue(row, this.sent[member]);
    this.pace.spend(side, lots);
    return true;
  }

  /**
   * Sends the forced orders of the coming round; returns how many. `share`: simulated minutes that the round stands
   * for; `minutes`: those that have passed since the last call (0 in later rounds of a step).
   */
  work(desk: Desk, share: number, minutes: number): number {
    this.doneCount = 0;
    this.stuckCount = 0;
    return this.workSide(desk, Side.Sell, share, minutes) + this.workSide(desk, Side.Buy, share, minutes);
  }

  private workSide(desk: Desk, side: Side, share: number, minutes: number): number {
    const count = this.counts[side];
    if (count === 0) {
      this.pace.rest(side);
      return 0;
    }
    const { venue, config, accounts, episodes } = this.parts;
    const { queue } = this;
    const style = bookStyle(config);
    const list = this.waiting[side];
    const trading = venue.phase === CONTINUOUS;
    const dissolved = queue.dissolve(desk, side);
    const locked = trading && queue.locked(side);
    const quoted = (side === Side.Sell ? venue.bidTicks() : venue.askTicks()) !== NO_PRICE;
    let budget = 0;
    if (trading && quoted && !locked)
      budget = style === "at-once" ? Number.POSITIVE_INFINITY : this.pace.allow(side, share);
    const price = this.worstPrice(side);
    let kept = 0;
    let orders = 0;
    for (let i = 0; i < count; i++) {
      // Later rounds of a step only spend what is left of the pace: who stands behind it is not looked at again.
      if (minutes === 0 && budget <= 0 && !locked && !dissolved) {
        list.copyWithin(kept, i, count);
        kept += count - i;
        break;
      }
      const member = list[i];
      if (dissolved) episodes.endQueue(accounts.episode[member]);
      if (dissolved || !queue.has(member, side)) this.sent[member] = 0;
      const need = lotsNeeded(this.parts, member, side);
      if (need < this.sent[member]) {
        queue.leave(desk, member, side);
        this.sent[member] = 0;
        episodes.queue(accounts.episode[member], 0);
      }
      if (need === 0) {
        if (this.doneCount === this.done.length) this.done = doubled(this.done);
        this.done[this.doneCount++] = member;
        continue;
      }
      list[kept++] = member;
      if (trading && minutes > 0) this.losePatience(member, minutes);
      if (locked) {
        if (queue.has(member, side)) continue;
        queue.join(desk, member, side, need, this.tag(member));
        this.sent[member] = need;
        episodes.queue(accounts.episode[member], need);
        orders++;
        continue;
      }
      const lots = Math.min(need, budget);
      if (lots <= 0) continue;
      budget -= lots;
      orders++;
      this.sent[member] = lots;
      if (style === "floor") desk.limit(member, this.parts.index, side, price, lots, TimeInForce.Ioc, this.tag(member));
      else desk.market(member, this.parts.index, side, lots, this.tag(member));
    }
    this.counts[side] = kept;
    return orders;
  }

  /** The farthest price of the coming round, inside today's price limits. */
  private worstPrice(side: Side): number {
    const { venue, config } = this.parts;
    const mid = venue.midTicks();
    if (side === Side.Sell) return Math.max(Math.ceil(mid * (1 - config.floor)), venue.limitLowTicks);
    const highest = Math.floor(mid * (1 + config.floor));
    return venue.limitHighTicks === NO_PRICE ? highest : Math.min(highest, venue.limitHighTicks);
  }

  private tag(member: number): number {
    const { accounts, populationOf } = this.parts;
    const cause = accounts.trigger[member] === Trigger.PositionLimit ? Cause.PositionLimit : Cause.MarginCall;
    return tagOf(populationOf[member], cause);
  }

  /** Counts the minutes in which an account without equity has found nobody. */
  private losePatience(member: number, minutes: number): void {
    const { accounts, episodes, config, venue } = this.parts;
    if (accounts.equity(member, venue.markTicks) >= 0) return;
    if (episodes.wait(accounts.episode[member], minutes) < config.patience) return;
    if (this.stuckCount === this.stuck.length) this.stuck = doubled(this.stuck);
    this.stuck[this.stuckCount++] = member;
  }
}

/** How the desk sends orders: by the style, or by what follows an auction; what is left to deleveraging goes to a floor. */
function bookStyle({ style, auction }: LiquidationConfig): LiquidationConfig["style"] {
  const own = style === "auction" ? auction.next : style;
  return own === "deleverage" ? "floor" : own;
}

function doubled(old: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(old.length * 2);
  grown.set(old);
  return grown;
}
