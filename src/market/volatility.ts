/** Volatility of the mid, measured as trading goes on: exponentially weighted squares of its returns. */

/** Minutes of trading after which a return counts half: what quotes react to. */
const FAST = 30;
/** Trading days after which it counts half in the baseline. */
const SLOW_DAYS = 3;
/** A squared return counts for at most so many times the running variance, so that one print does not blind it. */
const CAP = 25;

export class Volatility {
  /** Standard deviation of a return over one minute, now and as the slow baseline. */
  sigma: number;
  sigma0: number;
  private variance: number;
  private baseline: number;
  private lastMid = Number.NaN;
  private readonly slowMinutes: number;
  /** Variance of a market that moves by half a tick a minute. Less is not measured: a dead calm must not blind it. */
  private readonly floor: number;

  /**
   * @param perDay where both start, a fraction
   * @param minutesPerDay of continuous trading
   * @param halfTick half a tick over the price, a fraction
   */
  constructor(perDay: number, minutesPerDay: number, halfTick: number) {
    this.floor = halfTick * halfTick;
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
    const perMinute = Math.max(this.floor, Math.min((change * change) / minutes, CAP * this.variance));
    this.variance += (1 - decay(minutes, FAST)) * (perMinute - this.variance);
    this.baseline += (1 - decay(minutes, this.slowMinutes)) * (perMinute - this.baseline);
    this.sigma = Math.sqrt(this.variance);
    this.sigma0 = Math.sqrt(this.baseline);
  }
}

/** What is left of a weight after `minutes` when half is left after `halfLife`. */
export const decay = (minutes: number, halfLife: number): number => Math.exp((-Math.LN2 * minutes) / halfLife);
