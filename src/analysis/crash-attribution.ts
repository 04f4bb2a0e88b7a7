import type { RunResult } from "../engine/result.ts";

/** Who moved a price between two moments: one line for each population and cause. */
export interface Attribution {
  readonly shares: readonly { readonly population: number; readonly cause: number; readonly impact: number }[];
  /** Whole price change, in price, and what no flow explains: quotes moved without a trade. */
  readonly change: number;
  readonly unexplained: number;
}

/** Quarter-hours of the flow table, ms. */
const FLOW_WIDTH = 900_000;

/**
 * Sums the price changes attributed to flows at one venue in the quarter-hours from `from` (inclusive) to `to`
 * (exclusive), and sets them beside the whole `change` in price. Largest fall first.
 */
export function attribution(result: RunResult, venue: number, from: number, to: number, change: number): Attribution {
  const { flows } = result;
  const sums = new Map<number, number>();
  const start = Math.floor(from / FLOW_WIDTH) * FLOW_WIDTH;
  for (let i = 0; i < flows.time.length; i++) {
    if (flows.venue[i] !== venue || flows.time[i] < start || flows.time[i] >= to) continue;
    const key = flows.population[i] * 256 + flows.cause[i];
    sums.set(key, (sums.get(key) ?? 0) + flows.impact[i]);
  }
  const shares = [...sums]
    .map(([key, impact]) => ({ population: Math.floor(key / 256), cause: key % 256, impact }))
    .sort((a, b) => a.impact - b.impact || a.population - b.population || a.cause - b.cause);
  let explained = 0;
  for (const share of shares) explained += share.impact;
  return { shares, change, unexplained: change - explained };
}
