/** How fast forced orders may be sent: a share of what others trade among themselves, per simulated minute. */
import type { VenueClearingConfig } from "./config.ts";

export class Pace {
  private readonly participation: number;
  private readonly window: number;
  private readonly least: number;
  /** Lots that others traded since the last look, and their average per minute. */
  private traded = 0;
  private rate = 0;
  /** Lots that may be sold and bought by force now; fractions are carried. */
  private readonly allowance = new Float64Array(2);

  constructor(config: VenueClearingConfig["liquidation"]) {
    this.participation = config.participation;
    this.window = config.window;
    this.least = config.least;
  }

  /** Lots per minute that may be closed by force on a side. */
  get perMinute(): number {
    return this.participation * this.rate + this.least;
  }

  /** A trade in which no forced order took part. */
  trade(lots: number): void {
    this.traded += lots;
  }

  /** Averages what was traded in the last `minutes`. */
  observe(minutes: number): void {
    const weight = 1 - Math.exp(-minutes / this.window);
    this.rate += weight * (this.traded / minutes - this.rate);
    this.traded = 0;
  }

  /** Adds the allowance of a round that stands for `minutes`, at most a minute's worth in all; whole lots that may be sent. */
  allow(side: number, minutes: number): number {
    const { perMinute } = this;
    this.allowance[side] = Math.min(this.allowance[side] + perMinute * minutes, Math.max(1, perMinute));
    return Math.max(0, Math.floor(this.allowance[side]));
  }

  /** A forced fill. */
  spend(side: number, lots: number): void {
    this.allowance[side] -= lots;
  }

  /** Nobody waits on that side. */
  rest(side: number): void {
    this.allowance[side] = Math.min(0, this.allowance[side]);
  }
}
