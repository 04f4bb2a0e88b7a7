/** A run of one venue whose series are given, for figures that are known by hand. */

import type { StressTerms } from "../../../src/analysis/stress/index.ts";
import type { RunResult, VenueSeries } from "../../../src/engine/result.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** A Thursday morning in New York. */
export const START = Date.UTC(2026, 0, 29, 13);

/** Series by name; what is not given is 0, and prices that are not given are `close`. */
export type Given = Partial<Record<Exclude<keyof VenueSeries, "name" | "currency" | "unit">, readonly number[]>>;

export interface GivenRun {
  /** Minutes from the start, one for each step. */
  readonly minutes: readonly number[];
  readonly venue: Given;
  readonly more?: Partial<RunResult>;
}

const none = () => new Float64Array();

export function oneVenue({ minutes, venue, more = {} }: GivenRun): RunResult {
  const n = minutes.length;
  const column = (name: keyof Given, otherwise = 0): Float64Array =>
    Float64Array.from({ length: n }, (_, i) => venue[name]?.[i] ?? otherwise);
  const price = (name: keyof Given): Float64Array =>
    Float64Array.from({ length: n }, (_, i) => venue[name]?.[i] ?? venue.close?.[i] ?? Number.NaN);
  const series: VenueSeries = {
    name: "pit",
    currency: "USD",
    unit: "oz",
    phase: Uint8Array.from({ length: n }, (_, i) => venue.phase?.[i] ?? 2),
    open: price("open"),
    high: price("high"),
    low: price("low"),
    close: price("close"),
    mid: price("mid"),
    bid: price("bid"),
    ask: price("ask"),
    bidDepth: column("bidDepth"),
    askDepth: column("askDepth"),
    volume: column("volume"),
    forcedVolume: column("forcedVolume"),
    openInterest: column("openInterest"),
    settlement: column("settlement", Number.NaN),
    initialMargin: column("initialMargin"),
    maintenanceMargin: column("maintenanceMargin"),
    limitLow: column("limitLow", Number.NaN),
    limitHigh: column("limitHigh", Number.NaN),
    called: column("called"),
    liquidating: column("liquidating"),
    defaulted: column("defaulted"),
    limitQueue: column("limitQueue"),
  };
  const result = {
    scenario: "by-hand",
    seed: 1,
    without: [],
    time: Float64Array.from(minutes, (minute) => START + minute * MINUTE),
    venues: [series],
    populations: [
      { name: "longs", kind: "leveraged-longs", members: 10 },
      { name: "miners", kind: "commercials", members: 2 },
    ],
    flows: {
      time: none(),
      venue: new Uint8Array(),
      population: new Uint16Array(),
      cause: new Uint8Array(),
      buyVolume: none(),
      sellVolume: none(),
      aggressiveVolume: none(),
      impact: none(),
    },
    events: [],
    trades: null,
    waterfalls: [],
    summary: {},
    operations: 0,
    members: 12,
    ...more,
  };
  return result as unknown as RunResult;
}

/** Terms of a study that forks at the start and is shocked so many minutes later. */
export const terms = (shock: number, more: Partial<StressTerms> = {}): StressTerms => ({
  venue: "pit",
  zone: "America/New_York",
  multiplier: 1000,
  fork: START,
  shock: START + shock * MINUTE,
  gainers: null,
  memory: 0.97,
  wave: 15 * MINUTE,
  ...more,
});
