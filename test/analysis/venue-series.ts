/** A venue's series from the few columns that a test cares about; the rest are NaN, 0 or open. */
import type { RunResult, VenueSeries } from "../../src/engine/result.ts";
import { syntheticResult } from "../charts/synthetic-result.ts";

const NUMERIC = [
  "open", "high", "low", "close", "mid", "bid", "ask", "bidDepth", "askDepth", "settlement", "limitLow", "limitHigh",
] as const; // biome-ignore format: a table
const COUNTS = [
  "volume", "forcedVolume", "openInterest", "initialMargin", "maintenanceMargin", "called", "liquidating", "defaulted", "limitQueue",
] as const; // biome-ignore format: a table

type Columns = Partial<Record<(typeof NUMERIC)[number] | (typeof COUNTS)[number] | "phase", readonly number[]>>;

/** A venue of as many steps as the given columns have. */
export function venueSeries(columns: Columns): VenueSeries {
  const steps = Object.values(columns)[0].length;
  const out: Record<string, unknown> = { name: "test", currency: "USD", unit: "oz" };
  for (const name of NUMERIC) out[name] = Float64Array.from(columns[name] ?? new Array(steps).fill(Number.NaN));
  for (const name of COUNTS) out[name] = Float64Array.from(columns[name] ?? new Array(steps).fill(0));
  out.phase = Uint8Array.from(columns.phase ?? new Array(steps).fill(2));
  return out as unknown as VenueSeries;
}

/** A run with these venues and times, whatever else it has. */
export function runOf(
  time: readonly number[],
  venues: readonly VenueSeries[],
  rest: Partial<RunResult> = {},
): RunResult {
  return { ...base, time: Float64Array.from(time), venues, ...rest };
}

const base = syntheticResult();
