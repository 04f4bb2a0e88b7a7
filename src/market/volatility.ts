/** Volatility of the mid, measured as trading goes on: exponentially weighted squares of its returns. */

/** Minutes of trading after which a return counts half: what quotes react to. */
const FAST = 30;
/** Trading days after which it counts half in the baseline. */
const SLOW_DAYS = 3;
/** A squared return counts for at most so many times the running variance, so that one print does not blind it. */
const CAP = 25;
/** The cap's own floor, as a part of the baseline variance: from a dead calm the estimate must find back. */
const FLOOR = 0.01;

export class Volatility {
  /** Standard deviation of a return over one minute, now and as the slow baseline. */
  sigma: number;
  sigma0: number;
  private variance: number;
  private baseline: number;
  private lastMid = Number.NaN;
  private readonly slowMinutes: number;

  /** @param perDay where both start, a fraction  @param minutesPerDay of continuous trading */
  constructor(perDay: number, minutesPerDay: number) {
    this.variance = (perDay * perDay) / minutesPerDay;
    this.baseline = this.variance;
    this.sigma = Math.sqrt(this.variance);
    this.sigma0 = this.sigma;
    this.slowMinutes = SLOW_DAYS * minutesPerDay;
  }

  /** A step of `minutes` of continuous trading ended at that mid (above 0). */
  observe(mid: number, minutes: number): void {
    const change = Number.isNaN(this.lastMid) ? Number.NaN : Math.log(mid / this.lastMid);
    this.lastMid = mid;
    if (Number.isNaN(change)) return;
    const cap = CAP * Math.max(this.variance, FLOOR * this.baseline);
    const perMinute = Math.min((change * change) / minutes, cap);
    this.variance += (1 - decay(minutes, FAST)) * (perMinute - this.variance);
    this.baseline += (1 - decay(minutes, this.slowMinutes)) * (perMinute - this.baseline);
    this.sigma = Math.sqrt(this.variance);
    this.sigma0 = Math.sqrt(this.baseline);
  }
}

/** What is left of a weight after `minutes` when half is left after `halfLife`. */
export const decay = (minutes: number, halfLife: number): number => Math.exp((-Math.LN2 * minutes) / halfLife);
