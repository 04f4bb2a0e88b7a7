/** What clearing needs to know of a venue; `Venue` of src/market fits it. */
import type { SettlementSeries } from "./margin/policy.ts";

/** A venue as its clearing house sees it. */
export interface ClearedVenue {
  readonly name: string;
  /** ISO code of the money that prices are in. */
  readonly currency: string;
  /** Whole cents that one tick and lot are worth. */
  readonly centsPerTick: number;
  /** Price of a tick. */
  readonly tick: number;
  /** Margined futures, or fully paid shares. */
  readonly isFutures: boolean;
  /** 0 closed, 1 auction, 2 continuous, 3 halted. */
  readonly phase: number;
  /** Counts trading days. */
  readonly dayIndex: number;
  /** What accounts are marked to, whole ticks. */
  readonly markTicks: number;
  /** Last settlement known, whole ticks. */
  readonly settlementTicks: number;
  /** Today's price limits in ticks, or NO_PRICE. */
  readonly limitLowTicks: number;
  readonly limitHighTicks: number;
  /** -1 locked at the lower limit, 1 at the upper one, 0 neither. */
  readonly lock: number;
  /** Daily settlement prices, those before the run included. */
  readonly settlements: SettlementSeries;
  readonly config: {
    /** Trading days before a bought share may be sold. */
    readonly resale: number;
  };
  midTicks(): number;
  /** Lots shown on a side (0 buy, 1 sell) within that fraction of its best price. */
  depthWithin(side: 0 | 1, within: number): number;
  /** Best quotes, or NO_PRICE. */
  bidTicks(): number;
  askTicks(): number;
}

/** The phase in which forced orders are sent. */
export const CONTINUOUS = 2;
