/** A margin policy: how much the house asks for a lot, as a fraction of its value at the mark. */

/** Daily settlement prices, oldest first; read-only to policies. */
export interface SettlementSeries {
  readonly count: number;
  /** The price of day i, 0 … count-1, in the venue's currency and unit. */
  at(i: number): number;
}

/** What a policy is made with. */
export interface MarginContext {
  /** Units in a lot: price x multiplier is a lot's value. */
  readonly multiplier: number;
  /** When the run starts, ms UTC. */
  readonly start: number;
  /** When set, dated changes take effect this long (ms) after their announcement instead of at their own date. */
  readonly notice: number | null;
  /** Price that margins per lot are measured by while no settlement is known. */
  readonly opening: number;
  /** Settlements known so far. */
  readonly history: SettlementSeries;
}

export interface MarginPolicy {
  /** Rates in force, fractions of notional; maintenance <= initial. NaN until the policy knows enough settlements. */
  readonly initial: number;
  readonly maintenance: number;
  /** When the rates change next by themselves, ms UTC; Infinity when only a settlement changes them. */
  readonly nextChange: number;
  /** Makes the changes that are due. */
  at(time: number): void;
  /** Sees a new settlement, the last of the series. */
  settle(history: SettlementSeries, time: number): void;
}
