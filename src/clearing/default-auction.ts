/**
 * The auction of a venue's distressed positions among its other accounts. Who comes first sets the hour; at that hour all
 * that came are sold together, longs and shorts each in an auction of their own. The accounts with the most money beyond
 * what their positions need are asked, and bid by the rule of auction-bids.ts, from their own books: what closes a position
 * of their own, and as much more as `commit` of that money carries as initial margin within their position limit. A deal
 * passes the same admission as an order, so nobody takes what it cannot margin. It is held while the venue is open, in a
 * halt or at a locked limit too: no order goes to the book.
 */
import { MINUTE } from "../core/time.ts";
import { Side } from "../orderbook/index.ts";
import { AccountState } from "./account-state.ts";
import type { Admission } from "./admission.ts";
import { acceptedBids, type Bid, type Bidder, bidsOf } from "./auction-bids.ts";
import { lotsNeeded, type NeedParts } from "./forced-need.ts";
import type { Ledger } from "./ledger.ts";
import type { LiquidationConfig } from "./liquidation-config.ts";
import type { OffBookDeals } from "./off-book.ts";

/** What an auction is held with. */
export interface AuctionParts extends NeedParts {
  readonly index: number;
  readonly ledger: Ledger;
  readonly admission: Admission;
  readonly deals: OffBookDeals;
  readonly config: LiquidationConfig["auction"];
  /** Per population: whether its accounts may bid. */
  readonly may: readonly boolean[];
}

export class DefaultAuction {
  /** What auctions were held and sold, in all. */
  held = 0;
  lots = 0;
  private readonly parts: AuctionParts;
  /** Accounts that wait, first come first. */
  private readonly waiting: number[] = [];
  /** When the next one is held, ms UTC. */
  private hour = Number.POSITIVE_INFINITY;

  constructor(parts: AuctionParts) {
    this.parts = parts;
  }

  enqueue(member: number, time: number): void {
    if (this.waiting.length === 0) this.hour = time + this.parts.config.wait * MINUTE;
    this.waiting.push(member);
  }

  /**
   * Holds the auction when its hour has come. Accounts that need no more are added to `done`, those that are left with
   * something to close to `rest`. `all`: nobody is to wait, for there are no auctions any more.
   */
  work(time: number, all: boolean, done: number[], rest: number[]): void {
    const { waiting, parts } = this;
    if (waiting.length === 0) return;
    const over = all || (time >= this.hour && parts.venue.phase !== 0);
    if (over && !all) {
      this.sell(Side.Sell);
      this.sell(Side.Buy);
    }
    let kept = 0;
    for (const member of waiting) {
      const side = parts.accounts.position(member) > 0 ? Side.Sell : Side.Buy;
      if (lotsNeeded(parts, member, side) === 0) done.push(member);
      else if (over) rest.push(member);
      else waiting[kept++] = member;
    }
    waiting.length = kept;
    if (kept === 0) this.hour = Number.POSITIVE_INFINITY;
  }

  /** Sells (or buys in) what all who wait need to close on that side. */
  private sell(side: Side): void {
    const { parts, waiting } = this;
    const { config } = parts;
    const needs = waiting.map((member) => lotsNeeded(parts, member, side));
    const wanted = needs.reduce((sum, lots) => sum + lots, 0);
    if (wanted === 0) return;
    this.held++;
    const bids = acceptedBids(this.bids(side), wanted);
    if (bids.length === 0) return;
    const last = bids[bids.length - 1].concession;
    let at = 0;
    for (const bid of bids) {
      const price = this.priceAt(side, config.price === "uniform" ? last : bid.concession);
      let left = bid.lots;
      while (left > 0) {
        while (at < needs.length && needs[at] === 0) at++;
        const sold = at < needs.length ? this.deal(waiting[at], bid, side, Math.min(left, needs[at]), price) : 0;
        if (sold === 0) break;
        needs[at] -= sold;
        left -= sold;
      }
    }
  }

  /** A deal of up to `lots`, as far as the bidder's account admits it; returns the lots. */
  private deal(member: number, bid: Bid, side: Side, lots: number, price: number): number {
    const { accounts, episodes, admission, deals, venue } = this.parts;
    const other = side === Side.Sell ? Side.Buy : Side.Sell;
    const taken = admission.admit(bid.member, other, lots, price);
    if (taken <= 0) return 0;
    const sign = side === Side.Sell ? -1 : 1;
    deals.deal(member, bid.member, sign * taken, price);
    episodes.auction(accounts.episode[member], taken, price, taken * (price - venue.markTicks) * sign);
    this.lots += taken;
    return taken;
  }

  /** A price that far from the mark, whole ticks, for positions that are sold (or bought in). */
  private priceAt(side: Side, concession: number): number {
    const mark = this.parts.venue.markTicks;
    return side === Side.Sell
      ? Math.max(1, Math.floor(mark * (1 - concession) + SLACK))
      : Math.ceil(mark * (1 + concession) - SLACK);
  }

  private bids(side: Side): Bid[] {
    const { config, venue } = this.parts;
    const { concession, reserve, caution, within } = config;
    // Who takes a long position will have to sell it, into the bids.
    const depth = Math.max(1, venue.depthWithin(side === Side.Sell ? 0 : 1, within));
    const perLot = (caution * within) / depth;
    return bidsOf(this.bidders(side), { concession, reserve, perLot });
  }

  /** Those who are asked, the one with the most money first. */
  private bidders(side: Side): Bidder[] {
    const { ledger, venue, index, config, may, populationOf, accounts } = this.parts;
    const { centsPerTick, markTicks } = venue;
    const best: { member: number; spare: number }[] = [];
    for (let member = 0; member < ledger.members; member++) {
      if (!may[populationOf[member]]) continue;
      const state = accounts.state[member];
      if (state !== AccountState.Healthy && state !== AccountState.Closed) continue;
      const own = accounts.equity(member, markTicks) - this.marginOf(member);
      const spare = own + ledger.walletAt(index, member) / centsPerTick;
      if (!(spare > 0) || (best.length === config.asked && spare <= best[best.length - 1].spare)) continue;
      let at = best.length;
      while (at > 0 && best[at - 1].spare < spare) at--;
      best.splice(at, 0, { member, spare });
      if (best.length > config.asked) best.pop();
    }
    return best.map(({ member, spare }) => this.bidder(member, spare, side));
  }

  private bidder(member: number, spare: number, side: Side): Bidder {
    const { accounts, rates, venue, config, limits, populationOf } = this.parts;
    const position = accounts.position(member);
    const towards = side === Side.Sell ? position : -position;
    const perLot = rates.classInitial[accounts.rateClass[member]] * venue.markTicks;
    const affordable = Math.floor((config.commit * spare) / perLot);
    const room = limits.of(populationOf[member]) - Math.max(0, towards);
    return { member, closes: Math.max(0, -towards), carries: Math.max(0, Math.min(affordable, room)) };
  }

  private marginOf(member: number): number {
    const { accounts, rates, venue } = this.parts;
    return rates.classInitial[accounts.rateClass[member]] * Math.abs(accounts.position(member) * venue.markTicks);
  }
}

/** For products that miss a whole tick by rounding. */
const SLACK = 1e-9;
