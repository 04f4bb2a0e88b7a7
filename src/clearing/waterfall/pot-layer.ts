/** Layers that are pots of money: one for all, or one for each class of brokers; and what nobody covers. */
import type { WaterfallLayer } from "../../core/waterfall-layer.ts";
import type { Ledger } from "../ledger.ts";
import type { Claim, Layer, Tell } from "./layer.ts";

/** What pots stand in; frozen, so that snapshots pass it over. */
export interface PotPlace {
  readonly ledger: Ledger;
  readonly venue: number;
  readonly currency: string;
}

export class PotLayer implements Layer {
  readonly name: WaterfallLayer;
  used = 0;
  readonly available: number;
  private readonly place: PotPlace;
  private readonly payer: string;
  private readonly cents: number;
  /** One for all, or one for each class of brokers. */
  readonly rows: number[];
  private readonly isBottomless: boolean;

  /**
   * @param cents in each pot
   * @param pots 1, or the number of broker classes: `payer` is then followed by the class
   */
  constructor(name: WaterfallLayer, place: PotPlace, cents: number, payer: string, pots = 1) {
    this.name = name;
    this.place = place;
    this.cents = cents;
    this.payer = payer;
    this.available = cents * pots;
    this.isBottomless = name === "uncovered";
    this.rows = Array.from({ length: pots }, () => 0);
    this.open();
  }

  open(): void {
    const { ledger, currency } = this.place;
    for (let i = 0; i < this.rows.length; i++) this.rows[i] = ledger.openLayer(currency, this.cents);
  }

  room({ broker }: Claim): number {
    return this.isBottomless ? 0 : this.place.ledger.layer(this.row(broker));
  }

  pay(claim: Claim, owed: number, tell: Tell): number {
    const { ledger, venue } = this.place;
    const row = this.row(claim.broker);
    const cents = this.isBottomless ? owed : Math.min(owed, ledger.layer(row));
    if (cents <= 0) return 0;
    ledger.payFromLayer(row, venue, claim.member, cents);
    this.used += cents;
    tell(this.payerOf(claim), cents, cents);
    return cents;
  }

  refund(claim: Claim, cents: number, tell: Tell): number {
    const { ledger, venue } = this.place;
    const row = this.row(claim.broker);
    const back = Math.min(cents, this.cents - ledger.layer(row));
    if (back <= 0) return 0;
    ledger.payFromLayer(row, venue, claim.member, -back);
    this.used -= back;
    tell(this.payerOf(claim), 0, -back);
    return back;
  }

  private row(broker: number): number {
    return this.rows[this.rows.length > 1 ? broker : 0];
  }

  private payerOf({ broker }: Claim): string {
    return this.payer === "broker" ? `broker ${broker + 1}` : this.payer;
  }
}
