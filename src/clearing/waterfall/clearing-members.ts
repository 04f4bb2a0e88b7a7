/**
 * Accounts that clear directly: what each has paid into the default fund, from money of its own. The fund is sized at a
 * review, as a stated amount or by stressed losses, and shared out by the initial margin of the members' positions (equally
 * where nobody has one). Who cannot pay its share pays what it can: the wallet first, then what its account does not need.
 */
import { AccountState } from "../account-state.ts";
import type { Accounts } from "../accounts.ts";
import { marginAt } from "../breach.ts";
import type { ClearedVenue } from "../cleared-venue.ts";
import type { Ledger } from "../ledger.ts";
import type { MarginRates } from "../margin-rates.ts";
import type { WaterfallConfig } from "./config.ts";
import { splitCents } from "./layer.ts";
import { coverOf } from "./stressed-loss.ts";

/** What membership needs of the house. */
export interface MemberParts {
  readonly venue: ClearedVenue;
  readonly index: number;
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  readonly rates: MarginRates;
  readonly populationOf: Uint16Array;
  /** Names, in the order of their numbers. */
  readonly populations: readonly string[];
  readonly config: WaterfallConfig;
}

export class ClearingMembers {
  /** Members of the run that clear directly, in order. */
  readonly list: readonly number[];
  /** Cents of each that are in the fund, and the share that the last review asked for; by place in `list`. */
  readonly contribution: Float64Array;
  readonly required: Float64Array;
  /** The fund's row in the ledger. */
  row = 0;
  /** Cents that members did not have when a review asked for them. */
  unpaid = 0;
  private readonly parts: MemberParts;
  private settlements = 0;
  private reviewed = false;

  constructor(parts: MemberParts) {
    this.parts = Object.freeze({ ...parts });
    const names = parts.config.members ?? [];
    const list: number[] = [];
    parts.populationOf.forEach((population, member) => {
      if (names.includes(parts.populations[population])) list.push(member);
    });
    this.list = Object.freeze(list);
    this.contribution = new Float64Array(list.length);
    this.required = new Float64Array(list.length);
    this.open();
  }

  /** Opens the fund's row in the ledger, in place of the one that it had. */
  open(): void {
    const { ledger, venue } = this.parts;
    this.row = ledger.openLayer(venue.currency, 0);
  }

  /** Place of a member in the list; -1 for those who do not clear directly. */
  placeOf(member: number): number {
    return this.list.indexOf(member);
  }

  /** Whether it is a member in good standing, other than the defaulter. */
  survives(place: number, defaulter: number): boolean {
    const member = this.list[place];
    return member !== defaulter && this.parts.accounts.state[member] !== AccountState.Defaulted;
  }

  nameOf(place: number): string {
    const { populations, populationOf } = this.parts;
    return populations[populationOf[this.list[place]]];
  }

  /** At the start of every round: pays in for the first time. */
  begin(): void {
    if (!this.reviewed) this.review();
  }

  /** A day has settled: sizes the fund anew when it is time. */
  settle(): void {
    this.settlements++;
    if (this.settlements % this.parts.config.review === 0) this.review();
  }

  /** Cents that the member can pay now: its wallet, and what its account has beyond initial margin. */
  means(place: number): number {
    const { ledger, index } = this.parts;
    return ledger.walletAt(index, this.list[place]) + this.freeOf(place);
  }

  /** Takes up to `cents` from the member's money into the fund's row; returns what came. */
  draw(place: number, cents: number): number {
    const { ledger, index } = this.parts;
    const member = this.list[place];
    const fromWallet = Math.min(cents, ledger.walletAt(index, member));
    const fromAccount = Math.min(cents - fromWallet, this.freeOf(place));
    if (fromWallet > 0) ledger.walletToLayer(this.row, index, member, fromWallet);
    if (fromAccount > 0) ledger.payFromLayer(this.row, index, member, -fromAccount);
    return fromWallet + fromAccount;
  }

  /** Gives money of the fund's row back to the member's wallet. */
  giveBack(place: number, cents: number): void {
    if (cents > 0) this.parts.ledger.walletToLayer(this.row, this.parts.index, this.list[place], -cents);
  }

  private review(): void {
    this.reviewed = true;
    const { list, contribution, required } = this;
    const margins = list.map((_, place) => this.marginOf(place));
    const sum = margins.reduce((total, margin) => total + margin, 0);
    const weights = sum > 0 ? margins : margins.map(() => 1);
    const standing = weights.map((weight, place) => (this.survives(place, -1) ? weight : 0));
    const shares = splitCents(this.size(), standing, Array(list.length).fill(Number.POSITIVE_INFINITY));
    for (let place = 0; place < list.length; place++) {
      required[place] = shares[place];
      const missing = shares[place] - contribution[place];
      if (missing < 0) {
        this.giveBack(place, -missing);
        contribution[place] += missing;
      } else if (missing > 0) {
        const paid = this.draw(place, missing);
        contribution[place] += paid;
        this.unpaid += missing - paid;
      }
    }
  }

  /** Cents that the fund should hold. */
  private size(): number {
    const { config, accounts, venue } = this.parts;
    if (config.cover === undefined) return Math.round(config.mutualFund * 100);
    const { markTicks, centsPerTick } = venue;
    const { moves, defaults, least } = config.cover;
    const exposures = this.list.map((member) => ({
      equity: accounts.equity(member, markTicks) * centsPerTick,
      value: accounts.position(member) * markTicks * centsPerTick,
    }));
    return Math.max(Math.round(least * 100), coverOf(exposures, moves, defaults));
  }

  /** Cents of initial margin that the member's position needs. */
  private marginOf(place: number): number {
    const { accounts, rates, venue } = this.parts;
    const member = this.list[place];
    const rate = rates.classInitial[accounts.rateClass[member]];
    return Math.round(marginAt(accounts.position(member), venue.markTicks, rate) * venue.centsPerTick);
  }

  private freeOf(place: number): number {
    const { accounts, venue } = this.parts;
    const equity = accounts.equity(this.list[place], venue.markTicks) * venue.centsPerTick;
    return Math.max(0, Math.floor(equity - this.marginOf(place)));
  }
}
