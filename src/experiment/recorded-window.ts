/** A result cut to what happened from a moment on: earlier steps are simulated all the same, but not kept. */
import type { RunEvent, RunResult, VenueSeries, WorldSeries } from "../engine/result.ts";

/**
 * The result from `start` (ms UTC) on; itself when it begins no earlier. The summary and the kill matrix stay whole. There is no
 * record of the cascade: a tree of which the roots are cut off would tell of another one.
 */
export function recordedFrom(result: RunResult, start: number): RunResult {
  const first = result.time.findIndex((time) => time >= start);
  if (first === 0) return result;
  const skip = first < 0 ? result.time.length : first;
  return {
    ...result,
    cascade: null,
    time: result.time.slice(skip),
    venues: result.venues.map((venue) => cutSeries<VenueSeries>(venue, skip)),
    world: cutSeries<WorldSeries>(result.world, skip),
    flows: keepRows(result.flows, result.flows.time, start),
    liquidations: keepRows(result.liquidations, result.liquidations.triggered, start),
    calls: keepRows(result.calls, result.calls.made, start),
    positions: keepRows(result.positions, result.positions.time, start),
    warnings: keepRows(result.warnings, result.warnings.time, start),
    falls: keepRows(result.falls, result.falls.time, start),
    ladder: keepRows(result.ladder, result.ladder.time, start),
    waterfallPayments: keepRows(result.waterfallPayments, result.waterfallPayments.time, start),
    trades: result.trades && keepRows(result.trades, result.trades.time, start),
    events: result.events.filter((event: RunEvent) => event.time >= start),
  };
}

type Series = Uint8Array | Uint16Array | Int32Array | Float64Array;

/** Drops the first `skip` values of every series in the object; everything else in it stays. */
function cutSeries<T extends object>(object: T, skip: number): T {
  const entries = Object.entries(object).map(([key, value]) => [
    key,
    ArrayBuffer.isView(value) ? (value as Series).slice(skip) : value,
  ]);
  return Object.fromEntries(entries) as T;
}

/** Keeps the rows whose `times` value is `start` or later, in every column. */
function keepRows<T extends object>(table: T, times: Float64Array, start: number): T {
  const entries = Object.entries(table).map(([name, column]) => [
    name,
    (column as Series).filter((_, row) => times[row] >= start),
  ]);
  return Object.fromEntries(entries) as T;
}
