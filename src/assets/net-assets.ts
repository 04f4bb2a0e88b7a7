/** What a fund owns, read from the ledger. */
import type { Accounts } from "./accounts.ts";

/** Where a fund's things are. */
export interface FundPosition {
  readonly member: number;
  /** Venues of its shares and of its futures. */
  readonly shares: number;
  readonly futures: number;
  readonly currency: string;
  /** Cents per tick and lot of the futures. */
  readonly centsPerTick: number;
}

/** Money outside and inside the houses, and the futures at `ticks`; in cents. */
export function netAssets({ ledger }: Accounts, at: FundPosition, ticks: number): number {
  const { member, shares, futures, currency, centsPerTick } = at;
  const held = ledger.cash(futures, member) + ledger.position(futures, member) * ticks;
  const deposits = ledger.collateral(futures, member) + ledger.collateral(shares, member);
  return ledger.wallet(member, currency) + deposits + held * centsPerTick;
}
