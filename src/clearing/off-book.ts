/** Positions that change hands outside the book, in an auction or by deleveraging; whoever tells their owners empties it. */
import type { Ledger } from "./ledger.ts";

export class OffBookDeals {
  /** Rows 0 … count-1. */
  count = 0;
  readonly buyer: number[] = [];
  readonly seller: number[] = [];
  readonly ticks: number[] = [];
  readonly lots: number[] = [];
  private readonly ledger: Ledger;
  private readonly venue: number;

  constructor(ledger: Ledger, venue: number) {
    this.ledger = ledger;
    this.venue = venue;
  }

  /** Books `lots` (above 0: bought, below: sold) of `member` at `ticks` against `other`. */
  deal(member: number, other: number, lots: number, ticks: number): void {
    const buyer = lots > 0 ? member : other;
    const seller = lots > 0 ? other : member;
    this.ledger.fill(this.venue, buyer, seller, ticks, Math.abs(lots));
    this.buyer[this.count] = buyer;
    this.seller[this.count] = seller;
    this.ticks[this.count] = ticks;
    this.lots[this.count++] = Math.abs(lots);
  }

  clear(): void {
    this.count = 0;
    this.buyer.length = this.seller.length = this.ticks.length = this.lots.length = 0;
  }
}
