/** The cascade of a scenario over several seeds: each seed is run, or found standing, and what its tables say is summed up. */
import { join, normalize } from "node:path";
import { type CascadeFigures, type CascadeSpread, cascadeSpread } from "../../analysis/cascade/index.ts";
import { loadScenario } from "../../scenario/index.ts";
import { type EachSeedOptions, eachSeed } from "../each-seed.ts";
import { executeRun } from "../execute-run.ts";
import { publishJson } from "../publish-json.ts";
import type { StoredRun } from "../run-store.ts";
import { literal, withDuckDb } from "../tables/duckdb.ts";
import { UsageError } from "../usage-error.ts";
import { readVenue, rows } from "./read-cascade.ts";

export interface CascadeOfSeedsRequest extends EachSeedOptions {
  /** Path of the scenario file. */
  readonly config: string;
  /** Venue whose fall is meant; the scenario's main one unless given. The kill matrix is that of all venues. */
  readonly venue?: string | undefined;
  readonly set?: readonly string[];
  readonly without?: readonly string[];
  /** Cells of the kill matrix that are told. */
  readonly cells: number;
  /** Directory that holds runs. */
  readonly out: string;
  readonly force: boolean;
}

export interface CascadeOfSeeds {
  readonly scenario: string;
  readonly venue: string;
  readonly seeds: readonly number[];
  readonly spread: CascadeSpread;
  /** Where cascade.json stands. */
  readonly directory: string;
}

/**
 * Runs every seed without its twin, or finds runs standing, and writes `OUT/SCENARIO-HASH-cascade/cascade.json`. Throws a UsageError for
 * a venue that is not there and for a scenario without attribution, and what `executeRun` throws; runs that are whole by then stay.
 */
export async function cascadeOfSeeds(request: CascadeOfSeedsRequest): Promise<CascadeOfSeeds> {
  const { config, set = [], without = [], out, force, cells, seeds } = request;
  const { scenario } = await loadScenario(config, { set, without });
  const venue = request.venue ?? scenario.main;
  const venues = Object.keys(scenario.venues);
  if (!venues.includes(venue))
    throw new UsageError(`there is no venue "${venue}"; expected one of ${venues.join(", ")}`);
  if (scenario.record.attribution === "off")
    throw new UsageError(`${scenario.name} is run with record.attribution off: it has no cascade to tell of`);
  const changes = scenario.twin === undefined ? set : [...set, "twin=null"];
  const runs = await eachSeed(async (seed, signal) => {
    const run = await executeRun({ config, seed, set: changes, without, out, charts: false, force, signal });
    return { run, figures: await figuresOf(run, venue) };
  }, request);
  const spread = cascadeSpread(
    runs.map(({ figures }) => figures),
    cells,
  );
  const { hash } = runs[0].run.manifest;
  const found = { scenario: scenario.name, venue, seeds, spread };
  return {
    ...found,
    directory: publishJson(normalize(out), `${scenario.name}-${hash}-cascade`, "cascade.json", cascadeJson(found)),
  };
}

/** All of it as one object. */
export const cascadeJson = ({ scenario, venue, seeds, spread }: Omit<CascadeOfSeeds, "directory">) => ({
  scenario,
  venue,
  seeds,
  ...spread,
});

async function figuresOf(run: StoredRun, venue: string): Promise<CascadeFigures> {
  const table = (name: string): string => literal(join(run.directory, `${name}.parquet`));
  return await withDuckDb(async (connection) => {
    const cells = await rows<CascadeFigures["cells"][number]>(
      connection,
      ["victim", "killer", "cause", "loss"],
      `SELECT victim, killer, cause, loss_usd FROM ${table("kill-matrix")}`,
    );
    const total = cells.reduce((sum, { loss }) => sum + loss, 0);
    const forced = cells.filter(({ cause }) => cause === "margin-call" || cause === "position-limit");
    const [{ sales }] = await rows<{ sales: number }>(
      connection,
      ["sales"],
      `SELECT count(*)::DOUBLE FROM ${table("liquidations")} WHERE venue = ${literal(venue)}`,
    );
    const found = sales === 0 ? null : await readVenue(connection, venue, table, 0);
    return {
      // Without a forced sale a fall has none of it; that is a figure, and not one that is missing.
      forcedShareOfFall: found === null ? 0 : found.forcedShareOfFall,
      branchingRatioPeak: found?.peak?.ratio ?? null,
      meanGeneration: found?.depth ?? null,
      forcedShareOfLosses: total > 0 ? forced.reduce((sum, { loss }) => sum + loss, 0) / total : null,
      byGeneration: found?.generations.map(({ fallShare }) => fallShare ?? 0) ?? [],
      cells,
    };
  });
}
