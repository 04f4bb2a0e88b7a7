/**
 * How futures become metal and metal becomes futures: exchange for physical. A buyer hands its long lots to a dealer who
 * is short, at the settlement price, pays for the metal and receives it out of the float; a seller of metal hands over
 * its short lots and is paid. Lots, money and metal all move between rows that exist, so nothing is made or lost.
 * Dealers are the members who offered the short side of the first positions: producers and bullion banks.
 */
import { lotGrams } from "./metal-units.ts";
import type { PopulationContext } from "./population.ts";

export class MetalDelivery {
  /** Whole grams of metal that one lot is. */
  readonly gramsPerLot: number;
  private readonly context: PopulationContext;
  private readonly venue: number;

  constructor(context: PopulationContext, venue: number) {
    this.context = context;
    this.venue = venue;
    this.gramsPerLot = Math.round(lotGrams(context.venues[venue]));
  }

  /**
   * Turns up to `lots` of the member's long position into paid metal; returns the lots that became metal. Bounded by what
   * the member can pay, by the metal available (grams) and by what dealers are short. Moves no metal itself.
   */
  take(member: number, lots: number, available: number): number {
    const { clearing, shortPool } = this.context;
    const { cents, ticks } = this.price();
    const wanted = Math.min(lots, Math.floor(available / this.gramsPerLot));
    let left = wanted;
    for (let tries = shortPool.size(this.venue); tries > 0 && left > 0; tries--) {
      const dealer = shortPool.next(this.venue);
      if (dealer === member) continue;
      const part = Math.min(left, -clearing.position(this.venue, dealer), this.payable(member, left, cents));
      if (part <= 0) continue;
      clearing.ledger.fill(this.venue, dealer, member, ticks, part);
      clearing.ledger.transferWallet(member, dealer, this.currency(), part * cents);
      left -= part;
    }
    return Math.max(0, wanted - left);
  }

  /** Turns up to `lots` of the member's short position into metal sold; returns the lots. Bounded by what dealers can pay. */
  give(member: number, lots: number): number {
    const { clearing, shortPool } = this.context;
    const { cents, ticks } = this.price();
    let left = lots;
    for (let tries = shortPool.size(this.venue); tries > 0 && left > 0; tries--) {
      const dealer = shortPool.next(this.venue);
      if (dealer === member) continue;
      const part = this.payable(dealer, left, cents);
      if (part <= 0) continue;
      clearing.ledger.fill(this.venue, member, dealer, ticks, part);
      clearing.ledger.transferWallet(dealer, member, this.currency(), part * cents);
      left -= part;
    }
    return Math.max(0, lots - left);
  }

  /** Lots at `cents`, of those wanted, that the member has money for; brings what clearing lets go to its wallet. */
  private payable(member: number, lots: number, cents: number): number {
    const { clearing } = this.context;
    const missing = lots * cents - clearing.wallet(member, this.currency());
    if (missing > 0) clearing.withdraw(this.venue, member, missing);
    return Math.min(lots, Math.floor(clearing.wallet(member, this.currency()) / cents));
  }

  private price(): { cents: number; ticks: number } {
    const venue = this.context.venues[this.venue];
    return { ticks: venue.settlementTicks, cents: venue.settlementTicks * venue.centsPerTick };
  }

  private currency(): string {
    return this.context.venues[this.venue].currency;
  }
}
