/** world.parquet: a row for each step. */
import type { RunResult } from "../../engine/result.ts";
import { makeTable, number, type Table, time } from "./table.ts";

export function worldTable(result: RunResult): Table {
  const { world } = result;
  return makeTable("world", [
    time("time", result.time),
    number("fair_value", world.fairValue),
    number("gold", world.gold),
    number("fx", world.fx),
    number("float_t", world.floatT),
    number("etf_t", world.etfT),
    number("deliverable_t", world.deliverableT),
    number("nav", world.nav),
    number("premium", world.premium),
    number("attention", world.attention),
    number("gold_silver", world.goldSilver),
    number("volatility", world.volatility),
    number("rsi", world.rsi),
    number("deviation", world.deviation),
    number("oi_over_stock", world.oiOverStock),
  ]);
}
