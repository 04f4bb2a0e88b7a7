/** What traded: the step's prices and volume, the day's, the mean of the settlement window, and volume per minute. */
import { NO_PRICE } from "../orderbook/index.ts";
import { decay } from "./volatility.ts";

/** Minutes of trading after which a lot counts half in `minuteVolume`, and trading days in `oldVolume`. */
const FAST = 10;
const SLOW_DAYS = 3;

export class Tape {
  /** Last trade, in ticks. */
  last: number;
  /** The step's trades in ticks, NO_PRICE when there was none; its lots, and the forced ones among them. */
  open = NO_PRICE;
  high = NO_PRICE;
  low = NO_PRICE;
  stepVolume = 0;
  stepForced = 0;
  dayVolume = 0;
  /** Extremes since `endSweep`, NO_PRICE when nothing traded. */
  sweepHigh = NO_PRICE;
  sweepLow = NO_PRICE;
  /** Unforced lots per minute of trading. */
  minuteVolume = 0;
  oldVolume = 0;
  private windowFrom = Number.NEGATIVE_INFINITY;
  private windowLots = 0;
  /** Sum of (price - windowBase) x lots: small numbers, so that the mean is exact. */
  private windowSum = 0;
  private windowBase = 0;
  private minutes = 0;
  private readonly slowMinutes: number;

  constructor(openingTicks: number, minutesPerDay: number) {
    this.last = openingTicks;
    this.slowMinutes = SLOW_DAYS * minutesPerDay;
  }

  startStep(): void {
    this.open = NO_PRICE;
    this.high = NO_PRICE;
    this.low = NO_PRICE;
    this.stepVolume = 0;
    this.stepForced = 0;
  }

  trade(ticks: number, lots: number, forced: boolean, time: number): void {
    this.last = ticks;
    if (this.open === NO_PRICE) {
      this.open = ticks;
      this.high = ticks;
      this.low = ticks;
    } else if (ticks > this.high) this.high = ticks;
    else if (ticks < this.low) this.low = ticks;
    if (this.sweepHigh === NO_PRICE) {
      this.sweepHigh = ticks;
      this.sweepLow = ticks;
    } else if (ticks > this.sweepHigh) this.sweepHigh = ticks;
    else if (ticks < this.sweepLow) this.sweepLow = ticks;
    this.stepVolume += lots;
    this.dayVolume += lots;
    if (forced) this.stepForced += lots;
    if (time >= this.windowFrom) {
      this.windowLots += lots;
      this.windowSum += (ticks - this.windowBase) * lots;
    }
  }

  /** A trade counted before turns out to be forced. */
  force(lots: number): void {
    this.stepForced += lots;
  }

  /** The rules have looked. */
  endSweep(): void {
    this.sweepHigh = NO_PRICE;
    this.sweepLow = NO_PRICE;
  }

  endStep(minutes: number): void {
    const rate = (this.stepVolume - this.stepForced) / minutes;
    this.minutes += minutes;
    // Until a half-life has passed the plain mean serves: a start from 0 would look like a dead market.
    this.minuteVolume += share(minutes, FAST, this.minutes) * (rate - this.minuteVolume);
    this.oldVolume += share(minutes, this.slowMinutes, this.minutes) * (rate - this.oldVolume);
  }

  /** A trading day opens; trades from `windowFrom` (ms UTC) on make its settlement. */
  openDay(windowFrom: number): void {
    this.dayVolume = 0;
    this.windowFrom = windowFrom;
    this.windowLots = 0;
    this.windowSum = 0;
    this.windowBase = this.last;
  }

  /** Mean price of the settlement window by volume, in whole ticks; NO_PRICE when nothing traded in it. */
  windowMean(): number {
    return this.windowLots === 0 ? NO_PRICE : this.windowBase + Math.round(this.windowSum / this.windowLots);
  }
}

function share(minutes: number, halfLife: number, elapsed: number): number {
  return Math.max(1 - decay(minutes, halfLife), minutes / elapsed);
}
