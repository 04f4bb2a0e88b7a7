/** The tables of the cascade: what each forced sale moved, the tree's edges, its generations, the branching ratio. */
import { branching, type CascadeTree, generations, rootName } from "../../analysis/cascade/index.ts";
import type { CascadeRecord, RunResult } from "../../engine/result.ts";
import { category, integer, makeTable, number, type Table, text, time } from "./table.ts";

/** All of them; none when the run was made without attribution. */
export function cascadeTables(result: RunResult, tree: CascadeTree | null): Table[] {
  const { cascade } = result;
  if (tree === null || cascade === null) return [];
  return [
    impactTable(result, cascade),
    edgesTable(result, tree),
    generationsTable(result, tree),
    branchingTable(result, tree),
  ];
}

const venuesOf = (result: RunResult): string[] => result.venues.map((venue) => venue.name);

/** forced-impact.parquet: a row for each (round, forced episode) in which the desk took for it. */
function impactTable(result: RunResult, { pushes, tick }: CascadeRecord): Table {
  return makeTable("forced-impact", [
    time("time", pushes.time),
    integer("round", pushes.round),
    category("venue", pushes.venue, venuesOf(result)),
    integer("episode", pushes.episode),
    number("lots", pushes.lots),
    number("ticks", pushes.ticks),
    number(
      "impact",
      pushes.ticks.map((ticks, i) => ticks * tick[pushes.venue[i]]),
    ),
  ]);
}

/** cascade-edges.parquet: who pushed each forced episode; weights sum to 1 for each. */
function edgesTable(result: RunResult, { edges }: CascadeTree): Table {
  const { episode } = result.liquidations;
  const names = result.populations.map((population) => population.name);
  const words = Array.from(edges.population, (population, i) => rootName(population, edges.cause[i], names));
  const parents = Float64Array.from(edges.parent, (row) => (row < 0 ? Number.NaN : episode[row]));
  return makeTable("cascade-edges", [
    integer(
      "episode",
      edges.child.map((row) => episode[row]),
    ),
    integer("parent", parents),
    text(
      "population",
      words.map(({ population }) => population),
    ),
    text(
      "cause",
      words.map(({ cause }) => cause),
    ),
    integer("sales", edges.sales),
    number("ticks", edges.ticks),
    number("weight", edges.weight),
  ]);
}

/** cascade-generations.parquet: a row for each (venue, generation) with forced sales. */
function generationsTable(result: RunResult, tree: CascadeTree): Table {
  const rows = result.venues.flatMap((_, venue) =>
    generations(result, tree, venue).map((generation) => ({ venue, ...generation })),
  );
  const of = (pick: (row: (typeof rows)[number]) => number): Float64Array => Float64Array.from(rows, pick);
  return makeTable("cascade-generations", [
    category(
      "venue",
      of((row) => row.venue),
      venuesOf(result),
    ),
    integer(
      "generation",
      of((row) => row.generation),
    ),
    number(
      "episodes",
      of((row) => row.episodes),
    ),
    number(
      "lots",
      of((row) => row.lots),
    ),
    time(
      "first",
      of((row) => row.first),
    ),
    time(
      "median",
      of((row) => row.median),
    ),
    time(
      "last",
      of((row) => row.last),
    ),
    number(
      "impact",
      of((row) => row.impact),
    ),
    number(
      "fall_share",
      of((row) => row.fallShare),
    ),
  ]);
}

/** cascade-branching.parquet: a row for each window of a venue in which accounts were handed to the desk and sold. */
function branchingTable(result: RunResult, tree: CascadeTree): Table {
  const rows = result.venues.flatMap((_, venue) =>
    branching(result.liquidations, tree, venue).map((window) => ({ venue, ...window })),
  );
  const of = (pick: (row: (typeof rows)[number]) => number): Float64Array => Float64Array.from(rows, pick);
  return makeTable("cascade-branching", [
    time(
      "time",
      of((row) => row.from),
    ),
    time(
      "until",
      of((row) => row.to),
    ),
    category(
      "venue",
      of((row) => row.venue),
      venuesOf(result),
    ),
    integer(
      "episodes",
      of((row) => row.episodes),
    ),
    number(
      "lots",
      of((row) => row.lots),
    ),
    number(
      "triggered_lots",
      of((row) => row.triggeredLots),
    ),
    number(
      "ratio",
      of((row) => row.ratio),
    ),
    number(
      "low",
      of((row) => row.low),
    ),
    number(
      "high",
      of((row) => row.high),
    ),
  ]);
}
