/** The cascade of a run on disk, read from its tables. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { branchingPeak } from "../../analysis/cascade/index.ts";
import { readRun } from "../run-store.ts";
import { literal, readColumns, withDuckDb } from "../tables/duckdb.ts";
import { UsageError } from "../usage-error.ts";

/** One generation of forced sales; figures are expected ones. Moments are ISO 8601 in UTC. */
export interface GenerationRow {
  readonly generation: number;
  readonly episodes: number;
  readonly lots: number;
  readonly first: string | null;
  readonly median: string | null;
  readonly last: string | null;
  /** Price change that its sales made, and their part of the largest fall within a day. */
  readonly impact: number;
  readonly fallShare: number | null;
}

/** The branching ratio of a quarter-hour, or of several with few accounts; no interval where there are too few all the same. */
export interface BranchingRow {
  readonly time: string;
  readonly until: string;
  readonly episodes: number;
  readonly lots: number;
  readonly triggeredLots: number;
  readonly ratio: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** A chain of forced sales, by its first one. */
export interface ChainRow {
  readonly episode: number;
  readonly member: number;
  readonly population: string;
  readonly trigger: string;
  readonly time: string;
  readonly until: string;
  readonly episodes: number;
  readonly lots: number;
}

export interface VenueCascade {
  readonly venue: string;
  /** Forced sales, and the accounts of which something was sold. */
  readonly episodes: number;
  readonly accounts: number;
  /** Accounts handed to the desk of which nothing was sold: they were saved before, or nobody bought. */
  readonly unsold: number;
  readonly lots: number;
  /** Part of the forced contracts whose sale roots made necessary, and mean generation of a contract; null where nothing was sold. */
  readonly rootShare: number | null;
  readonly depth: number | null;
  /** Part of the venue's largest fall within a day that forced sales made. */
  readonly forcedShareOfFall: number | null;
  readonly peak: BranchingRow | null;
  readonly generations: readonly GenerationRow[];
  readonly branching: readonly BranchingRow[];
  readonly chains: readonly ChainRow[];
}

export interface StoredCascade {
  readonly run: string;
  readonly directory: string;
  readonly seed: number;
  readonly venues: readonly VenueCascade[];
}

/** Tables that are read. */
const TABLES = ["liquidations", "venues", "cascade-edges", "cascade-generations", "cascade-branching"];

/**
 * Reads the cascade of the run in a directory, or of that name under `out`. Throws a UsageError when there is none, when it
 * was run without attribution, or when it has no such venue or no forced sale there.
 * @param most chains that are told, most contracts first
 */
export async function readCascade(
  run: string,
  { out, venue, most }: { readonly out: string; readonly venue?: string | undefined; readonly most: number },
): Promise<StoredCascade> {
  const place = [run, join(out, run)].find((path) => existsSync(path));
  if (place === undefined) throw new UsageError(`there is no run ${run}`);
  if (!existsSync(join(place, "manifest.json"))) throw new UsageError(`${place} is not a run: it has no manifest.json`);
  const stored = readRun(place);
  if (stored === null || stored.manifest.run === undefined) throw new UsageError(`${place} is not a run`);
  const { manifest, directory } = stored;
  const table = (name: string): string => literal(join(directory, `${name}.parquet`));
  if (manifest.from != null)
    throw new UsageError(
      `${manifest.run} was recorded from ${manifest.from} on: the tree needs all forced sales, so run it without --from`,
    );
  const absent = TABLES.filter((name) => !existsSync(join(directory, `${name}.parquet`)));
  if (absent.length > 0)
    throw new UsageError(
      `${manifest.run} lacks ${absent.map((name) => `${name}.parquet`).join(", ")}: it was run with record.attribution off or by an earlier version, or files of it are gone; run it again with --force`,
    );
  return await withDuckDb(async (connection) => {
    const [names] = await readColumns(
      connection,
      `SELECT venue FROM ${table("liquidations")} GROUP BY venue ORDER BY count(*) DESC, venue`,
    );
    const known = (await readColumns(connection, `SELECT DISTINCT venue FROM ${table("venues")} ORDER BY venue`))[0];
    if (venue !== undefined && !known.includes(venue))
      throw new UsageError(`there is no venue "${venue}"; expected one of ${known.join(", ")}`);
    const wanted = (names as string[]).filter((name) => venue === undefined || name === venue);
    if (wanted.length === 0)
      throw new UsageError(
        `${manifest.run} has no forced sale${venue === undefined ? "" : ` at ${venue}`}, so no cascade`,
      );
    const venues: VenueCascade[] = [];
    for (const name of wanted) venues.push(await readVenue(connection, name, table, most));
    return { run: manifest.run, directory, seed: manifest.seed, venues };
  });
}

/** Rows of a query as objects by these keys, in the order of its columns. Moments are asked for as texts. */
export async function rows<T>(
  connection: DuckDBConnection,
  keys: readonly (keyof T & string)[],
  sql: string,
): Promise<T[]> {
  const columns = await readColumns(connection, sql);
  const count = columns[0]?.length ?? 0;
  return Array.from(
    { length: count },
    (_, i) => Object.fromEntries(keys.map((key, k) => [key, columns[k][i]])) as unknown as T,
  );
}

const moment = (column: string): string => `strftime(${column}, '%Y-%m-%dT%H:%M:%SZ')`;

/** What a venue's forced sales come to. `table`: the file of each table of the run, as SQL has it. */
export async function readVenue(
  connection: DuckDBConnection,
  venue: string,
  table: (name: string) => string,
  most: number,
): Promise<VenueCascade> {
  const at = `venue = ${literal(venue)}`;
  const [whole] = await rows<Pick<VenueCascade, "episodes" | "accounts" | "unsold" | "lots" | "rootShare" | "depth">>(
    connection,
    ["episodes", "accounts", "unsold", "lots", "rootShare", "depth"],
    `SELECT count(*) FILTER (closed > 0)::DOUBLE, count(DISTINCT member) FILTER (closed > 0)::DOUBLE,
       count(*) FILTER (closed = 0)::DOUBLE, sum(closed)::DOUBLE,
       sum(root_share * closed) / nullif(sum(closed), 0), sum(depth * closed) / nullif(sum(closed), 0)
     FROM ${table("liquidations")} WHERE ${at}`,
  );
  const generations = await rows<GenerationRow>(
    connection,
    ["generation", "episodes", "lots", "first", "median", "last", "impact", "fallShare"],
    `SELECT generation::DOUBLE, episodes, lots, ${["first", "median", "last"].map(moment).join(", ")}, impact, fall_share
     FROM ${table("cascade-generations")} WHERE ${at} ORDER BY generation`,
  );
  const branching = await rows<BranchingRow>(
    connection,
    ["time", "until", "episodes", "lots", "triggeredLots", "ratio", "low", "high"],
    `SELECT ${moment("time")}, ${moment("until")}, episodes::DOUBLE, lots, triggered_lots, ratio, low, high
     FROM ${table("cascade-branching")} WHERE ${at} ORDER BY time`,
  );
  const chains = await rows<ChainRow>(
    connection,
    ["episode", "member", "population", "trigger", "time", "until", "episodes", "lots"],
    `SELECT f.episode::DOUBLE, f.member::DOUBLE, f.population, f.trigger, ${moment("f.handed")}, ${moment("c.last_time")},
       c.episodes::DOUBLE, c.lots
     FROM (SELECT chain, count(*) episodes, sum(closed) lots, max(handed) AS last_time FROM ${table("liquidations")}
           WHERE ${at} AND closed > 0 GROUP BY chain) c
     JOIN ${table("liquidations")} f ON f.episode = c.chain
     ORDER BY c.lots DESC, f.episode LIMIT ${most}`,
  );
  const shares = generations.map(({ fallShare }) => fallShare);
  return {
    venue,
    ...whole,
    forcedShareOfFall: shares.some((share) => share === null) ? null : shares.reduce<number>((a, b) => a + (b ?? 0), 0),
    peak: branchingPeak(branching),
    generations,
    branching,
    chains,
  };
}
