/**
 * Variation-margin gains haircut: who gained since the last settlement on the lots that it holds gives up a part of that, all
 * in the same proportion, up to `most` of it and to what its account has. A gain is taken once.
 */
import type { Accounts } from "../accounts.ts";
import type { ClearedVenue } from "../cleared-venue.ts";
import { type Claim, type Layer, splitCents, type Tell } from "./layer.ts";
import type { PotPlace } from "./pot-layer.ts";

/** What the haircut looks at. */
export interface HaircutParts {
  readonly venue: ClearedVenue;
  readonly accounts: Accounts;
  readonly populationOf: Uint16Array;
  readonly populations: readonly string[];
  /** Largest part of gains that is taken. */
  readonly most: number;
}

export class GainsHaircutLayer implements Layer {
  readonly name = "gains-haircut";
  used = 0;
  /** What it has borne and what gains it could have taken beyond that when it was called on last. */
  available = 0;
  private readonly parts: HaircutParts;
  private readonly place: PotPlace;
  /** The row that money passes through. */
  private row = 0;
  /** Cents taken since the last settlement, by member; and in all, by number of the default and member. */
  private readonly today = new Map<number, number>();
  private readonly byDefault = new Map<number, Map<number, number>>();
  /** Members whose accounts it has changed since `touchCut`. */
  private readonly cut: number[] = [];

  constructor(parts: HaircutParts, place: PotPlace) {
    this.parts = Object.freeze({ ...parts });
    this.place = place;
    this.open();
  }

  get rows(): readonly number[] {
    return [this.row];
  }

  open(): void {
    this.row = this.place.ledger.openLayer(this.place.currency, 0);
  }

  /** The gains of the day are settled: those of the next count anew. */
  settle(): void {
    this.today.clear();
  }

  /** Says that every account which it changed since the last time must be looked at again; whether there was one. */
  touchCut(): boolean {
    const { cut, place } = this;
    for (const member of cut) place.ledger.touch(place.venue, member);
    const any = cut.length > 0;
    cut.length = 0;
    return any;
  }

  room(claim: Claim): number {
    return this.winners(claim.member).reduce((sum, { cents }) => sum + cents, 0);
  }

  pay(claim: Claim, owed: number, tell: Tell): number {
    const { place, row, today, parts } = this;
    const winners = this.winners(claim.member);
    const bounds = winners.map(({ cents }) => cents);
    const most = bounds.reduce((sum, cents) => sum + cents, 0);
    const cents = Math.min(owed, most);
    this.available = this.used + most;
    if (cents <= 0) return 0;
    const own = this.byDefault.get(claim.number) ?? new Map<number, number>();
    this.byDefault.set(claim.number, own);
    splitCents(cents, bounds, bounds).forEach((part, i) => {
      if (part === 0) return;
      const { member } = winners[i];
      place.ledger.payFromLayer(row, place.venue, member, -part);
      this.cut.push(member);
      today.set(member, (today.get(member) ?? 0) + part);
      own.set(member, (own.get(member) ?? 0) + part);
      tell(parts.populations[parts.populationOf[member]], part, part);
    });
    place.ledger.payFromLayer(row, place.venue, claim.member, cents);
    this.used += cents;
    return cents;
  }

  refund(claim: Claim, cents: number, tell: Tell): number {
    const { place, row, parts } = this;
    const own = this.byDefault.get(claim.number);
    if (own === undefined) return 0;
    const taken = [...own.values()];
    const back = Math.min(
      cents,
      taken.reduce((sum, part) => sum + part, 0),
    );
    if (back <= 0) return 0;
    const members = [...own.keys()];
    place.ledger.payFromLayer(row, place.venue, claim.member, -back);
    splitCents(back, taken, taken).forEach((part, i) => {
      if (part === 0) return;
      place.ledger.payFromLayer(row, place.venue, members[i], part);
      own.set(members[i], taken[i] - part);
      tell(parts.populations[parts.populationOf[members[i]]], 0, -part);
    });
    this.used -= back;
    return back;
  }

  /** Who gained, and the cents that may be taken from it. */
  private winners(defaulter: number): { readonly member: number; readonly cents: number }[] {
    const { venue, accounts, most } = this.parts;
    const { ledger, venue: index } = this.place;
    const { centsPerTick, markTicks, settlementTicks } = venue;
    const move = markTicks - settlementTicks;
    const out: { member: number; cents: number }[] = [];
    const { list, size } = ledger.holders[index];
    for (let i = 0; i < size; i++) {
      const member = list[i];
      const gain = accounts.position(member) * move * centsPerTick;
      if (gain <= 0 || member === defaulter) continue;
      const left = Math.floor(gain * most) - (this.today.get(member) ?? 0);
      const cents = Math.min(left, Math.floor(accounts.equity(member, markTicks) * centsPerTick));
      if (cents > 0) out.push({ member, cents });
    }
    return out.sort((a, b) => a.member - b.member);
  }
}
