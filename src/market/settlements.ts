/** The daily settlement prices of a venue, those before the run included, and the indicators that they feed. */
import { Column } from "../core/columns.ts";
import { RandomStream } from "../core/random.ts";
import type { VenueConfig } from "./config.ts";

export class Settlements {
  private readonly prices = new Column();
  /** Last answers, so that a look at every step costs nothing: they change once a day. */
  private meanOf = 0;
  private meanCount = -1;
  private meanValue = Number.NaN;
  private rsiOf = 0;
  private rsiCount = -1;
  private rsiValue = Number.NaN;

  /** @param history earlier settlements, oldest first */
  constructor(history: readonly number[]) {
    for (const price of history) this.prices.push(price);
  }

  /** How many are known. */
  get count(): number {
    return this.prices.length;
  }

  /** The i-th, 0 the oldest. */
  at(i: number): number {
    return this.prices.at(i);
  }

  /** The newest; NaN when there is none. */
  last(): number {
    return this.count === 0 ? Number.NaN : this.prices.at(this.count - 1);
  }

  push(price: number): void {
    this.prices.push(price);
  }

  /** Mean of the last n, or of all when fewer are known; NaN when none is. */
  mean(n: number): number {
    const { count } = this;
    if (this.meanOf === n && this.meanCount === count) return this.meanValue;
    const from = Math.max(0, count - n);
    let sum = 0;
    for (let i = from; i < count; i++) sum += this.prices.at(i);
    this.meanOf = n;
    this.meanCount = count;
    this.meanValue = sum / (count - from);
    return this.meanValue;
  }

  /** Relative strength index with Wilder's smoothing over n days (Wilder 1978), 0 to 100; NaN with fewer than n changes. */
  rsi(n: number): number {
    const { count } = this;
    if (this.rsiOf === n && this.rsiCount === count) return this.rsiValue;
    this.rsiOf = n;
    this.rsiCount = count;
    this.rsiValue = Number.NaN;
    if (count <= n) return this.rsiValue;
    let gain = 0;
    let loss = 0;
    for (let i = 1; i < count; i++) {
      const change = this.prices.at(i) - this.prices.at(i - 1);
      const weight = 1 / Math.min(i, n);
      gain += weight * (Math.max(change, 0) - gain);
      loss += weight * (Math.max(-change, 0) - loss);
    }
    this.rsiValue = gain + loss === 0 ? 50 : (100 * gain) / (gain + loss);
    return this.rsiValue;
  }
}

/** The settlements that a scenario's `history` describes, oldest first. */
export function historyPrices(history: VenueConfig["history"]): number[] {
  const prices: number[] = [];
  for (const [position, entry] of (Array.isArray(history) ? history : [history]).entries()) {
    if (typeof entry === "number") {
      prices.push(entry);
      continue;
    }
    const { days, from, to, volatility = 0 } = entry;
    const step = days > 1 ? Math.log(to / from) / (days - 1) : 0;
    const about = bridge(days, volatility, position);
    for (let i = 0; i < days; i++) prices.push(i === days - 1 ? to : from * Math.exp(step * i + about[i]));
  }
  return prices;
}

/**
 * A Brownian bridge of `days` points, 0 at both ends, whose steps have that standard deviation. The past is the same in every
 * run: its random numbers come from where the stretch stands in the history, and not from the run's seed.
 */
function bridge(days: number, volatility: number, position: number): Float64Array {
  const path = new Float64Array(days);
  if (volatility === 0 || days < 3) return path;
  const stream = new RandomStream("history", `stretch ${position}`);
  for (let i = 1; i < days; i++) path[i] = path[i - 1] + volatility * stream.normal();
  const end = path[days - 1];
  for (let i = 0; i < days; i++) path[i] -= (end * i) / (days - 1);
  return path;
}
