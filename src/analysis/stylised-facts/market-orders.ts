/** Orders that took, put together from their fills. */
import type { FactTrades } from "./market-series.ts";

/** Orders that met a quoted market, in the order in which they came. Columns of equal length. */
export interface MarketOrders {
  readonly time: Float64Array;
  /** 1 bought, -1 sold. */
  readonly sign: Int8Array;
  /** Lots taken. */
  readonly size: Float64Array;
  readonly taker: Float64Array;
  /** Log of the mid that the order met, and the quoted spread over it. */
  readonly logMid: Float64Array;
  readonly spread: Float64Array;
  /** Counts up where more than `GAP` lies between two orders. */
  readonly session: Int32Array;
}

/** Orders further apart than this are not neighbours, ms: a close or a halt lies between. */
const GAP = 15 * 60_000;

/**
 * Fills that follow each other with one taker, one side, one step and one quoted market are one order. Fills without a
 * quoted market (auctions, stops set off by others) are left out.
 */
export function marketOrders({ time, qty, taker, sign, bid, ask }: FactTrades): MarketOrders {
  const n = time.length;
  const first = new Int32Array(n);
  const size = new Float64Array(n);
  let count = 0;
  for (let i = 0; i < n; i++) {
    if (!(ask[i] > bid[i])) continue;
    const same =
      i > 0 &&
      count > 0 &&
      taker[i] === taker[i - 1] &&
      sign[i] === sign[i - 1] &&
      time[i] === time[i - 1] &&
      bid[i] === bid[i - 1] &&
      ask[i] === ask[i - 1];
    if (!same) first[count++] = i;
    size[count - 1] += qty[i];
  }
  const at = first.subarray(0, count);
  const session = new Int32Array(count);
  for (let o = 1; o < count; o++) session[o] = session[o - 1] + (time[at[o]] - time[at[o - 1]] > GAP ? 1 : 0);
  const pick = (value: (i: number) => number): Float64Array => Float64Array.from(at, value);
  return {
    time: pick((i) => time[i]),
    sign: Int8Array.from(at, (i) => sign[i]),
    size: size.slice(0, count),
    taker: pick((i) => taker[i]),
    logMid: pick((i) => Math.log((bid[i] + ask[i]) / 2)),
    spread: pick((i) => (2 * (ask[i] - bid[i])) / (bid[i] + ask[i])),
    session,
  };
}
