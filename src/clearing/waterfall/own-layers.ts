/** The defaulter's own money: the margin that is gone already, and what its broker gets hold of in its wallet. */
import type { Ledger } from "../ledger.ts";
import type { Claim, Layer, Tell } from "./layer.ts";

/** Nothing moves here: the margin was lost before the default was declared. It is put on record. */
export class MarginLayer implements Layer {
  readonly name = "account-margin";
  used = 0;
  available = 0;

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
  private readonly ledger: Ledger;
  private readonly venue: number;
  private readonly recourse: number;

  /** @param recourse part of the wallet that can be reached */
  constructor(ledger: Ledger, venue: number, recourse: number) {
    this.ledger = ledger;
    this.venue = venue;
    this.recourse = recourse;
  }

  room({ member }: Claim): number {
    return Math.floor(this.ledger.walletAt(this.venue, member) * this.recourse);
  }

  pay(claim: Claim, owed: number, tell: Tell): number {
    const wallet = this.room(claim);
    const cents = Math.min(owed, wallet);
    this.available += wallet;
    this.used += cents;
    if (cents > 0) {
      this.ledger.deposit(claim.member, this.venue, cents);
      tell("owner", cents, cents);
    }
    return cents;
  }

  refund(): number {
    return 0;
  }
}
