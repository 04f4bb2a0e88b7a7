/** The indicators of a run at every moment at which its accounts were looked at; each from what had happened by then. */
import { HOUR, MINUTE } from "../../core/time.ts";
import type { RunResult, VenueSeries } from "../../engine/result.ts";
import { lastPrices } from "../last-price.ts";
import { stepAt } from "../steps.ts";

/** Columns of the table `warnings`, one value a row each; `time` in ms UTC, `venue` an index of the run's venues. */
export type WarningRows = Readonly<Record<"time" | "venue", Float64Array>> & Readonly<Record<string, Float64Array>>;

/** Usual volume is that of the trading hours of the last five days. */
const USUAL = 5 * 24 * HOUR;
/** Hours of trading that usual volume must rest on. */
const LEAST = 0.5;
/** Phases in which a book trades: auction and continuous. */
const TRADES = new Set([1, 2]);

/** The rows of a run, in the order in which they were taken. */
export function warningRows(result: RunResult): WarningRows {
  const { warnings: w, world, time } = result;
  const n = w.time.length;
  const column = (): Float64Array => new Float64Array(n).fill(Number.NaN);
  const price = column();
  const low = column();
  const openInterest = column();
  const depth = column();
  const crowding = column();
  const at = Int32Array.from(w.time, (t) => stepAt(time, t));
  result.venues.forEach((venue, v) => {
    const rows = [...w.venue.keys()].filter((row) => w.venue[row] === v && at[row] >= 0);
    if (rows.length === 0) return;
    const series = venueTotals(venue, time);
    let before = -1;
    for (const row of rows) {
      const i = at[row];
      price[row] = series.prices[i];
      openInterest[row] = venue.openInterest[i];
      low[row] = lowest(venue.low, series.prices, before + 1, i);
      const steps = series.bidSteps[i + 1] - series.bidSteps[before + 1];
      depth[row] = (series.bids[i + 1] - series.bids[before + 1]) / steps;
      const from = stepAt(time, time[i] - USUAL);
      const hours = series.hours[i + 1] - series.hours[from + 1];
      const volume = series.volume[i + 1] - series.volume[from + 1];
      if (hours >= LEAST && volume > 0) crowding[row] = (openInterest[row] * hours) / volume;
      before = i;
    }
  });
  const ofInterest = (lots: Float64Array): Float64Array => lots.map((x, row) => x / openInterest[row]);
  const worldAt = (series: Float64Array): Float64Array =>
    Float64Array.from(at, (i) => (i < 0 ? Number.NaN : series[i]));
  return {
    time: w.time,
    venue: Float64Array.from(w.venue),
    price,
    low,
    open_interest: openInterest,
    crowding,
    long_share: w.longAccounts.map((long, row) => long / (long + w.shortAccounts[row])),
    leverage: w.leverage,
    leverage_concentration: w.stretched,
    breached_2: ofInterest(w.breached2),
    breached_5: ofInterest(w.breached5),
    breached_10: ofInterest(w.breached10),
    forced_2: ofInterest(w.forced2),
    forced_5: ofInterest(w.forced5),
    forced_10: ofInterest(w.forced10),
    forced_5_over_depth: w.forced5.map((lots, row) => lots / Math.max(1, depth[row])),
    bid_depth: depth,
    premium: worldAt(world.premium),
    oi_over_stock: worldAt(world.oiOverStock),
    gold_silver: worldAt(world.goldSilver),
    deviation: worldAt(world.deviation),
    volatility: worldAt(world.volatility),
  };
}

/** Running sums over steps, so that every window costs two look-ups: entry i is the sum of the steps before i. */
function venueTotals(venue: VenueSeries, time: Float64Array) {
  const n = time.length;
  const volume = new Float64Array(n + 1);
  const hours = new Float64Array(n + 1);
  const bids = new Float64Array(n + 1);
  const bidSteps = new Float64Array(n + 1);
  let length = MINUTE;
  for (let i = 0; i < n; i++) {
    // A step before a closure is as long as the one before it.
    const next = time[i + 1] - time[i];
    if (next > 0 && next <= HOUR) length = next;
    const open = TRADES.has(venue.phase[i]);
    const seen = venue.phase[i] === 2 && !Number.isNaN(venue.bidDepth[i]);
    volume[i + 1] = volume[i] + venue.volume[i];
    hours[i + 1] = hours[i] + (open ? length / HOUR : 0);
    bids[i + 1] = bids[i] + (seen ? venue.bidDepth[i] : 0);
    bidSteps[i + 1] = bidSteps[i] + (seen ? 1 : 0);
  }
  return { volume, hours, bids, bidSteps, prices: lastPrices(venue) };
}

/** The lowest trade of those steps; the price that stood at their end when there was none. */
function lowest(lows: Float64Array, prices: Float64Array, first: number, last: number): number {
  let found = Number.NaN;
  for (let i = first; i <= last; i++) if (lows[i] < found || Number.isNaN(found)) found = lows[i];
  return Number.isNaN(found) ? prices[last] : found;
}
