/** How many lots of an account in liquidation must still be closed. */
import { Side } from "../orderbook/index.ts";
import { Trigger } from "./account-state.ts";
import type { Accounts } from "./accounts.ts";
import { lotsToRestore } from "./breach.ts";
import type { ClearedVenue } from "./cleared-venue.ts";
import type { Episodes } from "./episodes.ts";
import type { MarginRates } from "./margin-rates.ts";
import type { PositionLimits } from "./position-limits.ts";

/** What the need depends on. */
export interface NeedParts {
  readonly venue: ClearedVenue;
  readonly accounts: Accounts;
  readonly rates: MarginRates;
  readonly limits: PositionLimits;
  readonly episodes: Episodes;
  readonly populationOf: Uint16Array;
}

/** The side of the order that closes the account's position. */
export const closingSide = (accounts: Accounts, member: number): Side =>
  accounts.position(member) > 0 ? Side.Sell : Side.Buy;

/**
 * Lots of the account to be closed by orders of that side: back to initial margin, or to its position limit where that was
 * the trigger; all of a declared one; 0 when it has come to stand on the other side.
 */
export function lotsNeeded(parts: NeedParts, member: number, side: Side): number {
  const { venue, accounts, rates, limits, populationOf, episodes } = parts;
  const position = accounts.position(member);
  if (position === 0 || position > 0 !== (side === Side.Sell)) return 0;
  if (episodes.isDeclared(accounts.episode[member])) return Math.abs(position);
  const rateClass = accounts.rateClass[member];
  const base = accounts.base(member);
  const mark = venue.markTicks;
  const toRestore = lotsToRestore(base, position, mark, rates.classInitial[rateClass]);
  if (accounts.trigger[member] !== Trigger.PositionLimit) return toRestore;
  const excess = Math.max(0, Math.abs(position) - limits.hardOf(populationOf[member]));
  const breached = lotsToRestore(base, position, mark, rates.classMaintenance[rateClass]) > 0;
  return breached ? Math.max(excess, toRestore) : excess;
}
