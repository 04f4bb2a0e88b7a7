/** Layers that clearing members pay: the defaulter's own contribution, the survivors', and what they are asked for beyond. */
import type { ClearingMembers } from "./clearing-members.ts";
import { type Claim, type Layer, splitCents, type Tell } from "./layer.ts";
import type { PotLayer, PotPlace } from "./pot-layer.ts";

/** The defaulter's share in the default fund: its own contribution, or that of the broker of an account that has none. */
export class FundShareLayer implements Layer {
  readonly name = "default-fund-share";
  private readonly members: ClearingMembers;
  private readonly place: PotPlace;
  private readonly brokers: PotLayer;
  private own = 0;

  constructor(members: ClearingMembers, place: PotPlace, brokers: PotLayer) {
    this.members = members;
    this.place = place;
    this.brokers = brokers;
  }

  get used(): number {
    return this.own + this.brokers.used;
  }

  get rows(): readonly number[] {
    return this.brokers.rows;
  }

  open(): void {
    this.brokers.open();
  }

  /** What members hold beyond what a defaulter used is in the layer mutual-fund. */
  get available(): number {
    return this.own + this.brokers.available;
  }

  room(claim: Claim): number {
    const place = this.members.placeOf(claim.member);
    return place < 0 ? this.brokers.room(claim) : this.members.contribution[place];
  }

  pay(claim: Claim, owed: number, tell: Tell): number {
    const { members, place: pot } = this;
    const place = members.placeOf(claim.member);
    if (place < 0) return this.brokers.pay(claim, owed, tell);
    const cents = Math.min(owed, members.contribution[place]);
    if (cents <= 0) return 0;
    pot.ledger.payFromLayer(members.row, pot.venue, claim.member, cents);
    members.contribution[place] -= cents;
    this.own += cents;
    tell(members.nameOf(place), cents, cents);
    return cents;
  }

  refund(claim: Claim, cents: number, tell: Tell): number {
    const place = this.members.placeOf(claim.member);
    // What its own contribution bore was the defaulter's own money.
    return place < 0 ? this.brokers.refund(claim, cents, tell) : 0;
  }
}

/** The survivors' contributions, each in the proportion of what it still has in the fund. */
export class MutualFundLayer implements Layer {
  readonly name = "mutual-fund";
  used = 0;
  private readonly members: ClearingMembers;
  private readonly place: PotPlace;
  /** Cents that each has lost here. */
  private readonly paid: Float64Array;

  constructor(members: ClearingMembers, place: PotPlace) {
    this.members = members;
    this.place = place;
    this.paid = new Float64Array(members.list.length);
  }

  /** The fund's row is the members' own. */
  readonly rows: readonly number[] = Object.freeze([]);

  open(): void {}

  get available(): number {
    return this.used + this.members.contribution.reduce((sum, cents) => sum + cents, 0);
  }

  room({ member }: Claim): number {
    return this.holdings(member).reduce((sum, cents) => sum + cents, 0);
  }

  pay(claim: Claim, owed: number, tell: Tell): number {
    const { members, place: pot, paid } = this;
    const holdings = this.holdings(claim.member);
    const cents = Math.min(owed, this.room(claim));
    if (cents <= 0) return 0;
    splitCents(cents, holdings, holdings).forEach((part, place) => {
      if (part === 0) return;
      members.contribution[place] -= part;
      paid[place] += part;
      tell(members.nameOf(place), part, part);
    });
    pot.ledger.payFromLayer(members.row, pot.venue, claim.member, cents);
    this.used += cents;
    return cents;
  }

  refund(claim: Claim, cents: number, tell: Tell): number {
    const { members, place: pot, paid } = this;
    const back = Math.min(cents, this.used);
    if (back <= 0) return 0;
    splitCents(back, [...paid], [...paid]).forEach((part, place) => {
      if (part === 0) return;
      members.contribution[place] += part;
      paid[place] -= part;
      tell(members.nameOf(place), 0, -part);
    });
    pot.ledger.payFromLayer(members.row, pot.venue, claim.member, -back);
    this.used -= back;
    return back;
  }

  private holdings(defaulter: number): number[] {
    return [...this.members.contribution].map((cents, place) => (this.members.survives(place, defaulter) ? cents : 0));
  }
}
