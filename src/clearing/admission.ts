/** Which orders a margined account may send. */
import { NO_PRICE, Side } from "../orderbook/index.ts";
import { AccountState } from "./account-state.ts";
import type { Accounts } from "./accounts.ts";
import { marginAt } from "./breach.ts";
import type { ClearedVenue } from "./cleared-venue.ts";
import type { Ledger } from "./ledger.ts";
import type { MarginRates } from "./margin-rates.ts";
import type { PositionLimits } from "./position-limits.ts";

/** What admission looks at. */
export interface AdmissionParts {
  readonly venue: ClearedVenue;
  readonly index: number;
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  readonly rates: MarginRates;
  readonly limits: PositionLimits;
  readonly populationOf: Uint16Array;
}

export class Admission {
  /** Liquidation only: what would open a position, or add to one, is refused. */
  closingOnly = false;
  /** Populations whose new shorts are bona fide hedges, which stay allowed meanwhile. */
  hedgers: number[] = [];
  private readonly parts: AdmissionParts;

  constructor(parts: AdmissionParts) {
    this.parts = parts;
  }

  /**
   * Lots of an order at `ticks` (NO_PRICE: a market order) that the account may send. What closes a position passes;
   * the rest needs initial margin at the mark and the money that a price worse than the mark loses at once. Missing
   * margin is drawn from the wallet. While only liquidation is allowed nothing else passes.
   */
  admit(member: number, side: Side, lots: number, ticks: number): number {
    const { accounts, limits, rates, venue, populationOf } = this.parts;
    const position = accounts.position(member);
    const sign = side === Side.Buy ? 1 : -1;
    const against = position * sign < 0;
    const closing = against ? Math.min(lots, Math.abs(position)) : 0;
    if (closing === lots) return lots;
    const population = populationOf[member];
    if (this.closingOnly && (side === Side.Buy || !this.hedgers.includes(population))) return closing;
    const state = accounts.state[member];
    if (state !== AccountState.Healthy && state !== AccountState.Closed) return closing;
    const held = against ? 0 : Math.abs(position);
    const wanted = Math.min(lots - closing, limits.of(population) - held);
    if (wanted <= 0) return closing;
    const rate = rates.classInitial[accounts.rateClass[member]];
    const mark = venue.markTicks;
    const worse = ticks === NO_PRICE ? 0 : Math.max(0, (ticks - mark) * sign);
    const free = accounts.equity(member, mark) - marginAt(held, mark, rate) - worse * closing;
    return closing + this.afford(member, wanted, free, rate * Math.abs(mark) + worse);
  }

  /** Lots that `free` and the wallet carry at `perLot` (both in ticks x lots); deposits what is missing. */
  private afford(member: number, wanted: number, free: number, perLot: number): number {
    const { ledger, index, venue } = this.parts;
    const { centsPerTick } = venue;
    const missing = missingCents(wanted, perLot, free, centsPerTick);
    if (missing <= 0) return wanted;
    const wallet = ledger.walletAt(index, member);
    if (missing <= wallet) {
      ledger.deposit(member, index, missing);
      return wanted;
    }
    let lots = Math.floor((free + wallet / centsPerTick) / perLot);
    if (lots > 0 && missingCents(lots, perLot, free, centsPerTick) > wallet) lots--;
    if (lots <= 0) return 0;
    const need = missingCents(lots, perLot, free, centsPerTick);
    if (need > 0) ledger.deposit(member, index, need);
    return lots;
  }
}

/** Cents that an account with `free` lacks to carry so many lots. */
function missingCents(lots: number, perLot: number, free: number, centsPerTick: number): number {
  return Math.ceil((lots * perLot - free) * centsPerTick);
}
