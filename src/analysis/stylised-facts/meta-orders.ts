/** Meta-orders: what one member buys or sells in many orders, and how far the price goes meanwhile. */
import { type BinnedLaw, binnedPowerLaw } from "./binned-power-law.ts";
import { DaySums, dayNumbers } from "./by-day.ts";
import type { Interval } from "./fact.ts";
import type { MarketOrders } from "./market-orders.ts";

/** Meta-orders of a run. Columns of equal length. */
export interface MetaOrders {
  readonly start: Float64Array;
  /** Lots, orders, and change of the log mid in their direction until the order after the last. */
  readonly size: Float64Array;
  readonly children: Int32Array;
  readonly impact: Float64Array;
}

/** Fewest orders of a meta-order, and the longest pause within one, ms. */
export const FEWEST_CHILDREN = 5;
export const LONGEST_PAUSE = 30 * 60_000;
const BINS = 12;

/** Orders of one member on one side, no other side between them and no pause above half an hour, at least five of them. */
export function metaOrders(orders: MarketOrders): MetaOrders {
  const { time, sign, size, taker, logMid, session } = orders;
  const n = time.length;
  const open = new Map<number, { first: number; last: number; size: number; children: number }>();
  const found: { first: number; last: number; size: number; children: number }[] = [];
  for (let o = 0; o < n; o++) {
    const run = open.get(taker[o]);
    const joins =
      run &&
      sign[run.last] === sign[o] &&
      session[run.last] === session[o] &&
      time[o] - time[run.last] <= LONGEST_PAUSE;
    if (joins) {
      run.last = o;
      run.size += size[o];
      run.children++;
    } else {
      const next = { first: o, last: o, size: size[o], children: 1 };
      open.set(taker[o], next);
      found.push(next);
    }
  }
  const whole = found.filter(
    ({ last, children }) => children >= FEWEST_CHILDREN && last + 1 < n && session[last + 1] === session[last],
  );
  return {
    start: Float64Array.from(whole, ({ first }) => time[first]),
    size: Float64Array.from(whole, (m) => m.size),
    children: Int32Array.from(whole, (m) => m.children),
    impact: Float64Array.from(whole, ({ first, last }) => sign[first] * (logMid[last + 1] - logMid[first])),
  };
}

/** The square-root law: impact over daily volatility against size over daily volume. */
export interface MetaOrderLaw extends BinnedLaw {
  /** Y of I = Y sigma sqrt(Q / V), with the exponent held at a half. */
  readonly prefactor: number;
  readonly prefactorInterval: Interval | null;
}

/** `sigma`: volatility of a day; `volume`: lots of a day, both means over the run. */
export function metaOrderImpact(meta: MetaOrders, sigma: number, volume: number): MetaOrderLaw {
  const x = meta.size.map((q) => q / volume);
  const y = meta.impact.map((i) => i / sigma);
  const order = Int32Array.from(x, (_, i) => i).sort((a, b) => meta.start[a] - meta.start[b]);
  const day = dayNumbers(Float64Array.from(order, (i) => meta.start[i]));
  const pick = (values: Float64Array) => Float64Array.from(order, (i) => values[i]);
  const sums = new DaySums(2);
  order.forEach((i, at) => {
    sums.add(day[at], 0, y[i]);
    sums.add(day[at], 1, Math.sqrt(x[i]));
  });
  const ratio = (s: Float64Array) => s[0] / s[1];
  return {
    ...binnedPowerLaw(pick(x), pick(y), day, BINS, "impact.meta"),
    prefactor: ratio(sums.total()),
    prefactorInterval: sums.interval("impact.prefactor", ratio),
  };
}
