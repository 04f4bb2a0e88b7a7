/** What stylised facts are computed from: a venue's series and, when kept, its trades. */
import { DAY, MINUTE } from "../../core/time.ts";
import type { VenueSeries } from "../../engine/result.ts";
import { quantile } from "../quantile.ts";

/** Trades of the venue in the order in which they happened. Columns of equal length. */
export interface FactTrades {
  /** Start of the step, ms UTC. */
  readonly time: Float64Array;
  /** Lots. */
  readonly qty: Float64Array;
  /** The member that took. */
  readonly taker: Float64Array;
  /** 1 where the taker bought, -1 where it sold. */
  readonly sign: Int8Array;
  /** Best prices that the taker's order met; NaN where unknown. */
  readonly bid: Float64Array;
  readonly ask: Float64Array;
}

/** One venue of a run. */
export interface MarketSeries {
  readonly venue: string;
  /** Start of each step, ms UTC. */
  readonly time: Float64Array;
  readonly series: Pick<VenueSeries, "phase" | "mid" | "bid" | "ask" | "volume">;
  /** The trades, or why there are none. */
  readonly trades: FactTrades | string;
}

/** Log returns of the mid over equal intervals within continuous trading: none spans a close, a halt or an auction. */
export interface Returns {
  /** Length of each, ms. */
  readonly interval: number;
  /** End of each, ms UTC. */
  readonly time: Float64Array;
  readonly value: Float64Array;
  /** Lots traded meanwhile. */
  readonly volume: Float64Array;
  /** Counts up at each break, so that sums over neighbours can stop there. */
  readonly session: Int32Array;
}

/** Returns over one minute, or over one step where steps are longer. */
export function minuteReturns({ time, series }: MarketSeries): Returns {
  const { phase, mid, volume } = series;
  const interval = Math.max(MINUTE, shortestStep(time));
  const at: number[] = [];
  const value: number[] = [];
  const lots: number[] = [];
  const session: number[] = [];
  let from = -1;
  let sum = 0;
  let part = 0;
  for (let i = 0; i < time.length; i++) {
    const open = phase[i] === 2 && !Number.isNaN(mid[i]);
    if (!open) {
      if (from >= 0) part++;
      from = -1;
      continue;
    }
    if (from >= 0) sum += volume[i];
    const elapsed = from < 0 ? 0 : time[i] - time[from];
    if (from >= 0 && elapsed < interval) continue;
    if (from >= 0 && elapsed === interval) {
      at.push(time[i]);
      value.push(Math.log(mid[i] / mid[from]));
      lots.push(sum);
      session.push(part);
    } else if (from >= 0) part++;
    from = i;
    sum = 0;
  }
  return {
    interval,
    time: Float64Array.from(at),
    value: Float64Array.from(value),
    volume: Float64Array.from(lots),
    session: Int32Array.from(session),
  };
}

/** Returns of a trading day: the median over days (UTC) that have any, so that half days and Sunday evenings do not count. */
export function returnsPerDay({ time }: Returns): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < time.length; i++) {
    const day = Math.floor(time[i] / DAY);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return Math.round(quantile([...counts.values()], 0.5));
}

function shortestStep(time: Float64Array): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (let i = 1; i < time.length; i++) shortest = Math.min(shortest, time[i] - time[i - 1]);
  return Number.isFinite(shortest) ? shortest : MINUTE;
}
