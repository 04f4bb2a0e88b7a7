/** A venue of fully paid shares: buyers need the money, sellers the shares, and bought shares rest for T+n days. */
import { NO_PRICE } from "../orderbook/index.ts";
import type { ClearedVenue } from "./cleared-venue.ts";
import type { Ledger } from "./ledger.ts";
import { MemberSet } from "./member-set.ts";

/** A market buy must have money for this much above the mark where no price limit bounds it. */
const MARKET_CUSHION = 1.1;

export class Custody {
  private readonly ledger: Ledger;
  private readonly venue: ClearedVenue;
  private readonly index: number;
  /** Lots bought on each of the last `resale` trading days (a ring by day), and who bought. */
  private readonly fresh: readonly Int32Array[];
  private readonly buyers: readonly MemberSet[];
  private day: number;
  /** Lots that an issuer may be short. */
  private readonly issue: Int32Array;

  constructor(ledger: Ledger, venue: ClearedVenue, index: number) {
    this.ledger = ledger;
    this.venue = venue;
    this.index = index;
    const days = venue.config.resale;
    this.fresh = Array.from({ length: days }, () => new Int32Array(ledger.members));
    this.buyers = Array.from({ length: days }, () => new MemberSet(new Float64Array(ledger.members)));
    this.day = venue.dayIndex;
    this.issue = new Int32Array(ledger.members);
  }

  /** The member issues shares of this venue: it may be short up to `lots`. */
  setIssuer(member: number, lots: number): void {
    this.issue[member] = lots;
  }

  /** Cents at the broker that are not in shares. */
  money(member: number): number {
    const { ledger, index, venue } = this;
    return ledger.collateral(index, member) + ledger.cash(index, member) * venue.centsPerTick;
  }

  /** Lots that the member may sell now. */
  sellable(member: number): number {
    this.roll();
    let lots = this.ledger.position(this.index, member) + this.issue[member];
    for (const fresh of this.fresh) lots -= fresh[member];
    return Math.max(0, lots);
  }

  /** Lots, of those wanted at `ticks` (NO_PRICE: a market order), that the buyer can pay; draws on its wallet. */
  payable(member: number, lots: number, ticks: number): number {
    const { ledger, index, venue } = this;
    const { limitHighTicks, markTicks, centsPerTick } = venue;
    const market = limitHighTicks === NO_PRICE ? Math.ceil(markTicks * MARKET_CUSHION) : limitHighTicks;
    const price = (ticks === NO_PRICE ? market : ticks) * centsPerTick;
    if (price <= 0) return lots;
    const money = this.money(member);
    const wallet = ledger.walletAt(index, member);
    const can = Math.min(lots, Math.max(0, Math.floor((money + wallet) / price)));
    const missing = Math.min(wallet, can * price - money);
    if (missing > 0) ledger.deposit(member, index, missing);
    return can;
  }

  /** Hears of a fill after it is booked. */
  filled(buyer: number, lots: number): void {
    const days = this.fresh.length;
    if (days > 0) {
      this.roll();
      const slot = this.day % days;
      this.fresh[slot][buyer] += lots;
      this.buyers[slot].add(buyer);
    }
    const short = -this.money(buyer);
    if (short <= 0) return;
    const cents = Math.min(short, this.ledger.walletAt(this.index, buyer));
    if (cents > 0) this.ledger.deposit(buyer, this.index, cents);
  }

  /** Frees what has rested for long enough when the trading day has changed. */
  private roll(): void {
    const days = this.fresh.length;
    const today = this.venue.dayIndex;
    if (days === 0 || today === this.day) return;
    const passed = Math.min(days, today - this.day);
    for (let k = 1; k <= passed; k++) {
      const slot = (this.day + k) % days;
      const { list, size } = this.buyers[slot];
      for (let i = 0; i < size; i++) this.fresh[slot][list[i]] = 0;
      this.buyers[slot].clear();
    }
    this.day = today;
  }
}
