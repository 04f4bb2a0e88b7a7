/** liquidations.parquet: a row for each forced episode, with its place in the cascade's tree. */
import type { CascadeTree } from "../../analysis/cascade/index.ts";
import { LIQUIDATION_STYLES } from "../../core/liquidation-style.ts";
import { type CascadeRecord, LIQUIDATION_TRIGGERS, type RunResult } from "../../engine/result.ts";
import { type Column, category, integer, makeTable, number, type Table, time } from "./table.ts";

export function liquidationsTable(result: RunResult, tree: CascadeTree | null): Table {
  const { liquidations } = result;
  return makeTable("liquidations", [
    integer("episode", liquidations.episode),
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
    time("handed", liquidations.handed),
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
    ...treeColumns(result, tree),
  ]);
}

/** Empty columns where the run was made without attribution. */
function treeColumns({ liquidations, cascade }: RunResult, tree: CascadeTree | null): Column[] {
  const { episode, venue } = liquidations;
  const of = (value: (row: number) => number): Float64Array =>
    Float64Array.from(episode, (_, row) => (tree === null || cascade === null ? Number.NaN : value(row)));
  const record = cascade as CascadeRecord;
  const made = tree as CascadeTree;
  const price = (ticks: number, row: number): number => ticks * record.tick[venue[row]];
  const money = (ticks: number, row: number): number => (ticks * record.centsPerTick[venue[row]]) / 100;
  const idOf = (row: number): number => (row < 0 ? Number.NaN : episode[row]);
  return [
    time(
      "safe",
      of((row) => made.safe[row]),
    ),
    number(
      "own_trades",
      of((row) => money(record.episodes.own[episode[row]], row)),
    ),
    number(
      "mark_gap",
      of((row) => money(record.episodes.gap[episode[row]], row)),
    ),
    number(
      "raise_share",
      of((row) => record.episodes.raise[episode[row]]),
    ),
    number(
      "push",
      of((row) => price(made.push[row], row)),
    ),
    number(
      "helped",
      of((row) => price(made.helped[row], row)),
    ),
    number(
      "root_share",
      of((row) => made.rootShare[row]),
    ),
    number(
      "depth",
      of((row) => made.depth[row]),
    ),
    integer(
      "parent",
      of((row) => idOf(made.parent[row])),
    ),
    number(
      "parent_share",
      of((row) => made.parentShare[row]),
    ),
    integer(
      "chain",
      of((row) => idOf(made.chain[row])),
    ),
    number(
      "triggered_lots",
      of((row) => made.triggeredLots[row]),
    ),
    number(
      "impact",
      of((row) => price(made.impact[row], row)),
    ),
  ];
}
