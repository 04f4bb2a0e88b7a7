/** What each account of a margined venue is asked for at the mark, in ticks x lots. */
import { AccountState } from "./account-state.ts";
import type { Accounts } from "./accounts.ts";
import { marginAt } from "./breach.ts";
import type { ClearedVenue } from "./cleared-venue.ts";
import type { VenueClearingConfig } from "./config.ts";
import type { MarginLadder } from "./margin-ladder.ts";
import type { MarginRates } from "./margin-rates.ts";

export class AccountMargins {
  private readonly venue: ClearedVenue;
  private readonly accounts: Accounts;
  private readonly rates: MarginRates;
  private readonly brokers: VenueClearingConfig["brokers"];

  constructor(venue: ClearedVenue, accounts: Accounts, rates: MarginRates, brokers: VenueClearingConfig["brokers"]) {
    this.venue = venue;
    this.accounts = accounts;
    this.rates = rates;
    this.brokers = brokers;
  }

  initialOf(member: number): number {
    return this.at(member, this.rates.classInitial);
  }

  maintenanceOf(member: number): number {
    return this.at(member, this.rates.classMaintenance);
  }

  /** Maintenance margin before the last change of rates. */
  earlierOf(member: number): number {
    return this.at(member, this.rates.earlier);
  }

  /** Equity at which the account's broker stops waiting. */
  cutOffOf(member: number): number {
    return this.maintenanceOf(member) * this.brokers[this.accounts.broker[member]].cutOff;
  }

  /** Whether equity is back at initial margin. */
  isRestored(member: number): boolean {
    return this.accounts.equity(member, this.venue.markTicks) >= this.initialOf(member);
  }

  /** Puts the account on the ladder where its state says. */
  place(ladder: MarginLadder, member: number): void {
    const { accounts, rates, brokers } = this;
    const state = accounts.state[member];
    if (state === AccountState.Liquidating) {
      ladder.remove(member);
      return;
    }
    const waits = state === AccountState.Called ? brokers[accounts.broker[member]].cutOff : 1;
    const rate = rates.classMaintenance[accounts.rateClass[member]] * waits;
    ladder.place(member, accounts.base(member), accounts.position(member), rate);
  }

  private at(member: number, rates: Float64Array): number {
    const { accounts } = this;
    return marginAt(accounts.position(member), this.venue.markTicks, rates[accounts.rateClass[member]]);
  }
}
