/** The defaulter's own money: the margin that is gone already, and what its broker gets hold of in its wallet. */
import type { Claim, Layer, Tell } from "./layer.ts";
import type { PotPlace } from "./pot-layer.ts";

/** Nothing moves here: the margin was lost before the default was declared. It is put on record. */
export class MarginLayer implements Layer {
  readonly name = "account-margin";
  used = 0;
  available = 0;

  readonly rows: readonly number[] = Object.freeze([]);

  open(): void {}

  room(): number {
    return 0;
  }

  pay({ margin }: Claim, _owed: number, tell: Tell): number {
    this.used += margin;
    this.available += margin;
    if (margin > 0) tell("owner", margin, margin);
    return 0;
  }

  refund(): number {
    return 0;
  }
}

export class WalletLayer implements Layer {
  readonly name = "account-wallet";
  used = 0;
  available = 0;
  readonly rows: readonly number[] = Object.freeze([]);
  private readonly place: PotPlace;
  private readonly recourse: number;

  /** @param recourse part of the wallet that can be reached */
  constructor(place: PotPlace, recourse: number) {
    this.place = place;
    this.recourse = recourse;
  }

  open(): void {}

  room({ member }: Claim): number {
    const { ledger, venue } = this.place;
    return Math.floor(ledger.walletAt(venue, member) * this.recourse);
  }

  pay(claim: Claim, owed: number, tell: Tell): number {
    const wallet = this.room(claim);
    const cents = Math.min(owed, wallet);
    this.available += wallet;
    this.used += cents;
    if (cents > 0) {
      this.place.ledger.deposit(claim.member, this.place.venue, cents);
      tell("owner", cents, cents);
    }
    return cents;
  }

  refund(): number {
    return 0;
  }
}
