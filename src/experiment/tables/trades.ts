/** trades.parquet: a row for each trade, when the scenario records them. */
import { CAUSES, causeOfTag, populationOfTag } from "../../core/cause.ts";
import type { RunResult, TradeTable } from "../../engine/result.ts";
import { category, integer, makeTable, number, type Table, time } from "./table.ts";

export function tradesTable(result: RunResult, trades: TradeTable): Table {
  const populations = result.populations.map((population) => population.name);
  const population = (tags: Int32Array) => Uint16Array.from(tags, populationOfTag);
  const cause = (tags: Int32Array) => Uint8Array.from(tags, causeOfTag);
  return makeTable("trades", [
    time("time", trades.time),
    category(
      "venue",
      trades.venue,
      result.venues.map((venue) => venue.name),
    ),
    number("price", trades.price),
    number("qty", trades.qty),
    integer("buyer", trades.buyer),
    integer("seller", trades.seller),
    category("taker_side", trades.takerSide, ["buy", "sell"]),
    category("maker_population", population(trades.makerTag), populations),
    category("maker_cause", cause(trades.makerTag), CAUSES),
    category("taker_population", population(trades.takerTag), populations),
    category("taker_cause", cause(trades.takerTag), CAUSES),
    number("bid", trades.bid),
    number("ask", trades.ask),
  ]);
}
