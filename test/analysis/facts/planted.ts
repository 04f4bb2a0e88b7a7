/** Samples with known answers. */

import type { FactTrades, MarketSeries } from "../../../src/analysis/stylised-facts/index.ts";
import { RandomStream } from "../../../src/core/random.ts";
import { DAY, MINUTE } from "../../../src/core/time.ts";

export const stream = (name: string): RandomStream => new RandomStream(11, name);

export const normals = (n: number, name: string): Float64Array => {
  const random = stream(name);
  return Float64Array.from({ length: n }, () => random.normal());
};

/** Student's t with a whole number of degrees of freedom: its tail exponent. */
export function students(n: number, freedom: number, name: string): Float64Array {
  const random = stream(name);
  return Float64Array.from({ length: n }, () => {
    let chi = 0;
    for (let d = 0; d < freedom; d++) chi += random.normal() ** 2;
    return random.normal() / Math.sqrt(chi / freedom);
  });
}

/** GARCH(1,1) of unit variance. */
export function garch(n: number, alpha: number, beta: number, name: string): Float64Array {
  const random = stream(name);
  const out = new Float64Array(n);
  let variance = 1;
  for (let i = 0; i < n; i++) {
    out[i] = Math.sqrt(variance) * random.normal();
    variance = 1 - alpha - beta + alpha * out[i] * out[i] + beta * variance;
  }
  return out;
}

/** First order autoregression with unit variance: autocorrelation phi^lag. */
export function autoregression(n: number, phi: number, name: string): Float64Array {
  const random = stream(name);
  const out = new Float64Array(n);
  for (let i = 1; i < n; i++) out[i] = phi * out[i - 1] + Math.sqrt(1 - phi * phi) * random.normal();
  return out;
}

/** Fractional noise of order d by its moving average, cut off after `reach`: autocorrelation ~ lag^(2d - 1), H = d + 1/2. */
export function fractional(n: number, d: number, reach: number, name: string): Float64Array {
  const noise = normals(n + reach, name);
  const weight = new Float64Array(reach);
  weight[0] = 1;
  for (let k = 1; k < reach; k++) weight[k] = (weight[k - 1] * (k - 1 + d)) / k;
  return Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < reach; k++) sum += weight[k] * noise[reach + i - k];
    return sum;
  });
}

/** Signs of fractional noise, whose memory decays with exponent gamma: their correlation is (2/pi) asin of the noise's. */
export const rememberedSigns = (n: number, gamma: number, name: string): Int8Array =>
  Int8Array.from(fractional(n, (1 - gamma) / 2, 5000, name), Math.sign);

const START = Date.UTC(2026, 0, 5);

/** A venue that trades around the clock with these minute returns. */
export function market(returns: ArrayLike<number>, trades: FactTrades | string = "none"): MarketSeries {
  const n = returns.length + 1;
  const mid = new Float64Array(n).fill(100);
  for (let i = 1; i < n; i++) mid[i] = mid[i - 1] * Math.exp(1e-4 * returns[i - 1]);
  return {
    venue: "pit",
    time: Float64Array.from({ length: n }, (_, i) => START + i * MINUTE),
    series: {
      phase: new Uint8Array(n).fill(2),
      mid,
      bid: mid.map((m) => m - 0.01),
      ask: mid.map((m) => m + 0.01),
      volume: Float64Array.from({ length: n }, (_, i) => 10 + (i > 0 ? 5 * Math.abs(returns[i - 1]) : 0)),
    },
    trades,
  };
}

/** What a planted order is. */
export interface PlantedOrder {
  readonly sign: 1 | -1;
  readonly size: number;
  readonly taker: number;
  /** Change of the log mid until the next order. */
  readonly moves: number;
}

/** Orders spread evenly over days, `perDay` of them a day, in a market with this relative spread. */
export function trades(orders: readonly PlantedOrder[], perDay: number, spread: number): FactTrades {
  let mid = Math.log(100);
  const n = orders.length;
  const bid = new Float64Array(n);
  const ask = new Float64Array(n);
  for (let o = 0; o < n; o++) {
    const level = Math.exp(mid);
    bid[o] = level * (1 - spread / 2);
    ask[o] = level * (1 + spread / 2);
    mid += orders[o].moves;
  }
  return {
    time: Float64Array.from(orders, (_, o) => START + Math.floor((o * (DAY / MINUTE)) / perDay) * MINUTE),
    qty: Float64Array.from(orders, (o) => o.size),
    taker: Float64Array.from(orders, (o) => o.taker),
    sign: Int8Array.from(orders, (o) => o.sign),
    bid,
    ask,
  };
}
