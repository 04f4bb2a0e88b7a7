/** How fast forced orders may be sent: a share of what others trade among themselves, per simulated minute. */
import type { LiquidationConfig } from "./liquidation-config.ts";

/** Three thirds of a lot are a lot. */
const ROUNDING = 1e-9;

export class Pace {
  private readonly config: LiquidationConfig;
  /** Lots that others traded since the last look, and their average per minute. */
  private traded = 0;
  private rate = 0;
  /** Lots that may be sold and bought by force now; fractions are carried. */
  private readonly allowance = new Float64Array(2);
  /** Minutes of this step, and of the one before it, for which no allowance was given; by side. */
  private readonly unused = new Float64Array(2);
  private readonly leftOver = new Float64Array(2);

  constructor(config: LiquidationConfig) {
    this.config = config;
  }

  /** Lots per minute that may be closed by force on a side. */
  get perMinute(): number {
    return this.config.participation * this.rate + this.config.least;
  }

  /** A trade in which no forced order took part. */
  trade(lots: number): void {
    this.traded += lots;
  }

  /** A step of `minutes` of trading begins: averages what was traded, and keeps what rounds of the last step left over. */
  startStep(minutes: number): void {
    const weight = 1 - Math.exp(-minutes / this.config.window);
    this.rate += weight * (this.traded / minutes - this.rate);
    this.traded = 0;
    for (let side = 0; side < 2; side++) {
      this.leftOver[side] = this.unused[side];
      this.unused[side] = minutes;
    }
  }

  /**
   * Adds the allowance of a round that stands for `minutes`, and what rounds that were not held left over; at most a
   * minute's worth in all. Returns whole lots that may be sent.
   */
  allow(side: number, minutes: number): number {
    const { perMinute, allowance } = this;
    const granted = Math.min(minutes, this.unused[side]);
    this.unused[side] -= granted;
    allowance[side] += perMinute * (granted + this.leftOver[side]);
    this.leftOver[side] = 0;
    allowance[side] = Math.min(allowance[side], Math.max(1, perMinute));
    return Math.max(0, Math.floor(allowance[side] + ROUNDING));
  }

  /** A forced fill. */
  spend(side: number, lots: number): void {
    this.allowance[side] -= lots;
  }

  /** Nobody waits on that side. */
  rest(side: number): void {
    this.allowance[side] = Math.min(0, this.allowance[side]);
    this.unused[side] = 0;
    this.leftOver[side] = 0;
  }
}
