/** Defaults at one venue: accounts that owe more than they have, and who bears it. */
import { AccountState } from "./account-state.ts";
import type { Accounts } from "./accounts.ts";
import type { ClearedVenue } from "./cleared-venue.ts";
import type { Episodes } from "./episodes.ts";
import type { Ledger } from "./ledger.ts";
import type { Waterfall } from "./waterfall/waterfall.ts";

/** What defaults are settled with. */
export interface DefaultParts {
  readonly venue: ClearedVenue;
  readonly index: number;
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  readonly episodes: Episodes;
  readonly waterfall: Waterfall;
}

export class Defaults {
  /** Accounts that were declared in default so far. */
  count = 0;
  private readonly parts: DefaultParts;

  constructor(parts: DefaultParts) {
    this.parts = parts;
  }

  /** An account has no position left: closed, or in default when it owes. `row`: its forced episode, -1 for none. */
  close(member: number, row: number, time: number): void {
    const { ledger, index, accounts, episodes } = this.parts;
    ledger.realise(index, member, ledger.cash(index, member));
    const money = ledger.collateral(index, member);
    const borne = row < 0 ? 0 : episodes.borne(row);
    if (money < 0) this.bear(member, row, -money, time);
    else if (borne > 0) this.recover(member, row, Math.min(borne, money), time);
    accounts.setState(member, money < 0 || borne > 0 ? AccountState.Defaulted : AccountState.Closed);
  }

  /** An account without equity that cannot be closed: the waterfall bears what it owes at the mark. */
  declare(member: number, time: number): void {
    const { venue, accounts } = this.parts;
    const owed = -Math.round(accounts.equity(member, venue.markTicks) * venue.centsPerTick);
    if (owed > 0) this.bear(member, accounts.episode[member], owed, time);
  }

  private bear(member: number, row: number, owed: number, time: number): void {
    const { accounts, episodes, waterfall } = this.parts;
    const first = row < 0 || !episodes.isDeclared(row);
    if (first) this.count++;
    const margin = row >= 0 && first ? Math.max(0, episodes.equityAt(row)) : 0;
    const borne = waterfall.cover(member, accounts.broker[member], owed, margin, first, time);
    if (row >= 0) episodes.bear(row, borne);
  }

  /** What a declared account has left after all goes back to those who bore its loss. */
  private recover(member: number, row: number, cents: number, time: number): void {
    const { accounts, episodes, waterfall } = this.parts;
    episodes.bear(row, -waterfall.refund(member, accounts.broker[member], cents, time));
  }
}
