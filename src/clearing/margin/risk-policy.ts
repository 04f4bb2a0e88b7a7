/** A margin that is worked out from settlements alone, day by day. */

import type { MarginPolicy, SettlementSeries } from "./policy.ts";
import { clampRate, MOST_RATE } from "./rate.ts";

/** Sees every settlement once, in order; its rates are NaN until its look-back is full. */
export abstract class RiskPolicy implements MarginPolicy {
  initial = Number.NaN;
  maintenance = Number.NaN;
  readonly nextChange = Number.POSITIVE_INFINITY;
  private readonly ratio: number;
  /** Settlements seen so far. */
  private seen = 0;

  constructor(ratio: number) {
    this.ratio = ratio;
  }

  at(): void {}

  settle(history: SettlementSeries): void {
    for (; this.seen < history.count; this.seen++) if (this.seen > 0) this.see(history, this.seen);
    this.maintenance = clampRate(this.estimate(history.at(history.count - 1)));
    this.initial = Math.min(MOST_RATE, this.maintenance * this.ratio);
  }

  /** Takes in the settlement of `day`, 1 or later. */
  protected abstract see(history: SettlementSeries, day: number): void;

  /** Maintenance rate for the days to come at this settlement; NaN before the look-back is full. */
  protected abstract estimate(price: number): number;
}

/** Return of `day` on the one `days` before: a fraction of the earlier price, as the loss on a lot is of its value. */
export const returnOver = (history: SettlementSeries, day: number, days: number): number =>
  history.at(day) / history.at(day - days) - 1;
