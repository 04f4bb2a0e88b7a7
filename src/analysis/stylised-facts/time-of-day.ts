import { DAY, MINUTE } from "../../core/time.ts";
import type { Returns } from "./market-series.ts";

const BIN = 30 * MINUTE;

/**
 * The returns divided by the mean size of returns in their half-hour of the day (UTC) over all days: what is left of
 * clustering and tails when the daily rhythm of trading, which makes both by itself, is taken out (Andersen & Bollerslev
 * 1997). A half-hour that never moved keeps its zeros.
 */
export function withoutTimeOfDay({ time, value, interval }: Returns): Float64Array {
  const bins = DAY / BIN;
  const sum = new Float64Array(bins);
  const count = new Float64Array(bins);
  const bin = (end: number): number => Math.floor(((end - interval) % DAY) / BIN);
  for (let i = 0; i < value.length; i++) {
    sum[bin(time[i])] += Math.abs(value[i]);
    count[bin(time[i])]++;
  }
  return value.map((r, i) => {
    const b = bin(time[i]);
    return sum[b] > 0 ? (r * count[b]) / sum[b] : 0;
  });
}
