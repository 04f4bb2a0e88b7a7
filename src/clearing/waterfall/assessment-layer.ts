/**
 * Assessments: survivors are asked for more, in the proportion of the contributions that the last review set, each up to a
 * multiple of its own in one default and another in all of them. The money comes from the survivor's wallet and account; who
 * has less pays less, and the others are asked again within their bounds. What nobody could pay is told as asked and unpaid.
 */
import type { ClearingMembers } from "./clearing-members.ts";
import { type Claim, type Layer, splitCents, type Tell } from "./layer.ts";
import type { PotPlace } from "./pot-layer.ts";

export class AssessmentLayer implements Layer {
  readonly name = "assessment";
  used = 0;
  private readonly members: ClearingMembers;
  private readonly place: PotPlace;
  private readonly single: number;
  private readonly total: number;
  /** Cents that each member has paid, in all and by number of the default. */
  private readonly paid: Float64Array;
  private readonly byDefault = new Map<number, Float64Array>();

  /** @param single, total most in one default and in all, as multiples of a member's contribution */
  constructor(members: ClearingMembers, place: PotPlace, single: number, total: number) {
    this.members = members;
    this.place = place;
    this.single = single;
    this.total = total;
    this.paid = new Float64Array(members.list.length);
  }

  /** Money passes through the members' fund. */
  readonly rows: readonly number[] = Object.freeze([]);

  open(): void {}

  /** What members have paid, and what they may still be asked for and have. */
  get available(): number {
    const { members, paid, total } = this;
    let cents = 0;
    for (let place = 0; place < paid.length; place++) {
      const more = Math.max(0, Math.floor(members.required[place] * total) - paid[place]);
      cents += paid[place] + Math.min(more, members.means(place));
    }
    return cents;
  }

  room(claim: Claim): number {
    const bounds = this.bounds(claim);
    return bounds.reduce((sum, cents, place) => sum + Math.min(cents, this.members.means(place)), 0);
  }

  pay(claim: Claim, owed: number, tell: Tell): number {
    const { members, paid } = this;
    const own = this.paidIn(claim.number);
    const asked = new Float64Array(members.list.length);
    const came = new Float64Array(members.list.length);
    let left = owed;
    // Each time around somebody reaches a bound or the end of its money, or nothing is left to ask for.
    for (let again = true; again && left > 0; ) {
      again = false;
      const bounds = this.bounds(claim).map((cents, place) => (asked[place] > came[place] ? 0 : cents));
      const weights = bounds.map((cents, place) => (cents > 0 ? members.required[place] : 0));
      splitCents(left, weights, bounds).forEach((part, place) => {
        if (part === 0) return;
        const cents = members.draw(place, part);
        asked[place] += part;
        came[place] += cents;
        own[place] += cents;
        paid[place] += cents;
        left -= cents;
        again = true;
      });
    }
    const cents = owed - left;
    if (cents > 0) this.place.ledger.payFromLayer(members.row, this.place.venue, claim.member, cents);
    asked.forEach((part, place) => {
      if (part > 0) tell(members.nameOf(place), part, came[place]);
    });
    this.used += cents;
    return cents;
  }

  refund(claim: Claim, cents: number, tell: Tell): number {
    const { members, place: pot } = this;
    const own = this.paidIn(claim.number);
    const back = Math.min(
      cents,
      own.reduce((sum, part) => sum + part, 0),
    );
    if (back <= 0) return 0;
    pot.ledger.payFromLayer(members.row, pot.venue, claim.member, -back);
    splitCents(back, [...own], [...own]).forEach((part, place) => {
      if (part === 0) return;
      members.giveBack(place, part);
      own[place] -= part;
      this.paid[place] -= part;
      tell(members.nameOf(place), 0, -part);
    });
    this.used -= back;
    return back;
  }

  /** Cents that each may still be asked for in that default. */
  private bounds(claim: Claim): number[] {
    const { members, single, total, paid } = this;
    const own = this.paidIn(claim.number);
    return members.list.map((_, place) => {
      if (!members.survives(place, claim.member)) return 0;
      const share = members.required[place];
      return Math.max(0, Math.floor(Math.min(share * single - own[place], share * total - paid[place])));
    });
  }

  private paidIn(number: number): Float64Array {
    const known = this.byDefault.get(number);
    if (known) return known;
    const fresh = new Float64Array(this.members.list.length);
    this.byDefault.set(number, fresh);
    return fresh;
  }
}
