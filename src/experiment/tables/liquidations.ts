/** liquidations.parquet: a row for each forced episode. */
import { LIQUIDATION_STYLES } from "../../core/liquidation-style.ts";
import { LIQUIDATION_TRIGGERS, type RunResult } from "../../engine/result.ts";
import { category, integer, makeTable, number, type Table, time } from "./table.ts";

export function liquidationsTable(result: RunResult): Table {
  const { liquidations } = result;
  return makeTable("liquidations", [
    integer("member", liquidations.member),
    category(
      "venue",
      liquidations.venue,
      result.venues.map((venue) => venue.name),
    ),
    category(
      "population",
      liquidations.population,
      result.populations.map((population) => population.name),
    ),
    time("triggered", liquidations.triggered),
    time("ended", liquidations.ended),
    category("trigger", liquidations.trigger, LIQUIDATION_TRIGGERS),
    integer("generation", liquidations.generation),
    number("position", liquidations.position),
    number("closed", liquidations.closed),
    number("mark_price", liquidations.markPrice),
    number("fill_price", liquidations.fillPrice),
    number("loss", liquidations.loss),
    number("loss_by_forced", liquidations.lossByForced),
    number("shortfall", liquidations.shortfall),
    category("style", liquidations.style, LIQUIDATION_STYLES),
    number("slippage", liquidations.slippage),
    number("fees", liquidations.fees),
    number("auction_lots", liquidations.auctionLots),
    number("auction_concession", liquidations.auctionConcession),
    number("deleveraged_lots", liquidations.deleveragedLots),
    number("deleveraged_taken", liquidations.deleveragedTaken),
    number("deleveraged_shortfall", liquidations.deleveragedShortfall),
    number("unfilled_at_limit", liquidations.unfilledAtLimit),
  ]);
}
