/** Series of a run by the names of their columns on disk: the vocabulary of reported figures. */
import type { VenueSeries, WorldSeries } from "../../engine/result.ts";

type VenueKey = Exclude<keyof VenueSeries, "name" | "currency" | "unit" | "phase">;

/** Columns of venues.parquet and the series that each holds. */
export const VENUE_SERIES: ReadonlyMap<string, VenueKey> = new Map([
  ["open", "open"],
  ["high", "high"],
  ["low", "low"],
  ["close", "close"],
  ["mid", "mid"],
  ["bid", "bid"],
  ["ask", "ask"],
  ["bid_depth", "bidDepth"],
  ["ask_depth", "askDepth"],
  ["volume", "volume"],
  ["forced_volume", "forcedVolume"],
  ["open_interest", "openInterest"],
  ["settlement", "settlement"],
  ["initial_margin", "initialMargin"],
  ["maintenance_margin", "maintenanceMargin"],
  ["limit_low", "limitLow"],
  ["limit_high", "limitHigh"],
  ["limit_queue", "limitQueue"],
  ["called", "called"],
  ["liquidating", "liquidating"],
  ["defaulted", "defaulted"],
]);

/** Columns of world.parquet and the series that each holds. */
export const WORLD_SERIES: ReadonlyMap<string, keyof WorldSeries> = new Map([
  ["fair_value", "fairValue"],
  ["gold", "gold"],
  ["fx", "fx"],
  ["float_t", "floatT"],
  ["etf_t", "etfT"],
  ["deliverable_t", "deliverableT"],
  ["nav", "nav"],
  ["premium", "premium"],
  ["attention", "attention"],
  ["gold_silver", "goldSilver"],
  ["volatility", "volatility"],
  ["rsi", "rsi"],
  ["deviation", "deviation"],
  ["oi_over_stock", "oiOverStock"],
]);
