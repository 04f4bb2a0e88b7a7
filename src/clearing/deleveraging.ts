/**
 * Auto-deleveraging: an account is closed against the accounts of the other side, the highest rank first, and no order goes
 * to the book. While it has equity at the mark the mark is the price, and nobody loses by it. Once that is gone it is the
 * bankruptcy price of the account as it was when its liquidation began: those who gained give up what lies between that and
 * the mark. What was closed before then at other prices makes this more than the account lacks (overshoot), or less.
 */
import type { Side } from "../orderbook/index.ts";
import { AccountState } from "./account-state.ts";
import { deleverageRank } from "./deleverage-rank.ts";
import { lotsNeeded, type NeedParts } from "./forced-need.ts";
import type { Ledger } from "./ledger.ts";
import type { OffBookDeals } from "./off-book.ts";

/** What deleveraging works with. */
export interface DeleveragingParts extends NeedParts {
  readonly index: number;
  readonly ledger: Ledger;
  readonly deals: OffBookDeals;
  /** Per population: whether its accounts may be closed. */
  readonly may: readonly boolean[];
}

export class Deleveraging {
  private readonly parts: DeleveragingParts;
  /** Accounts that wait to be closed. */
  private readonly waiting: number[] = [];
  /** By side of the forced order: the other side's accounts by rank, and how many of them are used up. */
  private readonly ranked: number[][] = [[], []];
  private readonly used: number[] = [0, 0];
  private readonly fresh: boolean[] = [false, false];

  constructor(parts: DeleveragingParts) {
    this.parts = parts;
  }

  enqueue(member: number): void {
    this.waiting.push(member);
  }

  /** Begins a round: ranks are made anew where they are asked for. */
  start(): void {
    this.fresh.fill(false);
  }

  /** Closes what those who wait must close; those who need no more are added to `done`. */
  work(done: number[]): void {
    const { waiting, parts } = this;
    const { accounts } = parts;
    let kept = 0;
    for (const member of waiting) {
      const side = (accounts.position(member) > 0 ? 1 : 0) as Side;
      const need = lotsNeeded(parts, member, side);
      if (need > 0) this.close(member, need);
      if (lotsNeeded(parts, member, side) === 0) done.push(member);
      else waiting[kept++] = member;
    }
    waiting.length = kept;
  }

  /** Closes up to `lots` of the account; returns how many found somebody to be closed against. */
  close(member: number, lots: number): number {
    const { venue, accounts, episodes, deals } = this.parts;
    const position = accounts.position(member);
    const side = position > 0 ? 1 : 0;
    const sign = Math.sign(position);
    const mark = venue.markTicks;
    const equity = accounts.equity(member, mark);
    const row = accounts.episode[member];
    const price = equity > 0 ? mark : this.bankruptcyPrice(row, sign, mark);
    if (equity < 0) episodes.lack(row, -equity);
    if (!this.fresh[side]) this.rank(side, mark);
    const order = this.ranked[side];
    let left = lots;
    while (left > 0 && this.used[side] < order.length) {
      const other = order[this.used[side]];
      const part = Math.min(left, this.mayTake(other, sign, mark, price));
      if (part === 0) {
        this.used[side]++;
        continue;
      }
      deals.deal(member, other, -sign * part, price);
      episodes.deleverage(row, part, price, part * (price - mark) * sign);
      left -= part;
    }
    return lots - left;
  }

  /** Lots of the other account that may be closed at the price: it does not lose more by it than it has. */
  private mayTake(other: number, sign: number, mark: number, price: number): number {
    const { accounts } = this.parts;
    const held = -sign * accounts.position(other);
    if (held <= 0 || accounts.state[other] === AccountState.Liquidating) return 0;
    const equity = accounts.equity(other, mark);
    return price === mark ? held : Math.max(0, Math.min(held, Math.floor(equity / Math.abs(price - mark))));
  }

  /** In whole ticks, rounded so that the account owes nothing for it; never better for the other side than the mark. */
  private bankruptcyPrice(row: number, sign: number, mark: number): number {
    const { episodes, venue } = this.parts;
    const exact = episodes.bankruptcyTicks(row, venue.centsPerTick);
    return sign > 0 ? Math.max(Math.ceil(exact), mark) : Math.max(1, Math.min(Math.floor(exact), mark));
  }

  /** The accounts that may be closed by forced orders of that side, the highest rank first. */
  private rank(side: number, mark: number): void {
    const { ledger, index, accounts, populationOf, may } = this.parts;
    const { list, size } = ledger.holders[index];
    const ranks = new Map<number, number>();
    const order: number[] = [];
    for (let i = 0; i < size; i++) {
      const member = list[i];
      const position = accounts.position(member);
      if (position > 0 === (side === 1) || !may[populationOf[member]]) continue;
      if (accounts.state[member] === AccountState.Liquidating) continue;
      const rank = deleverageRank(position, ledger.entry(index, member), mark, accounts.equity(member, mark));
      if (rank === Number.NEGATIVE_INFINITY) continue;
      ranks.set(member, rank);
      order.push(member);
    }
    order.sort((a, b) => (ranks.get(b) as number) - (ranks.get(a) as number) || a - b);
    this.ranked[side] = order;
    this.used[side] = 0;
    this.fresh[side] = true;
  }
}
