/** The stylised facts of a scenario over several seeds: each seed's run measured, and the medians in a directory of their own. */
import { normalize } from "node:path";
import { factsOverSeeds, mustPassHolds, type StylisedFact } from "../../analysis/stylised-facts/index.ts";
import { type EachSeedOptions, eachSeed } from "../each-seed.ts";
import { publishJson } from "../publish-json.ts";
import { factJson } from "./facts-json.ts";
import { type FactsRequest, factsOf, type MeasuredRun } from "./facts-of.ts";

export interface SeedsRequest extends Omit<FactsRequest, "seed" | "onProgress" | "onStage">, EachSeedOptions {}

export interface SeedsFacts {
  readonly seeds: readonly number[];
  readonly venue: string;
  readonly runs: readonly MeasuredRun[];
  readonly facts: readonly StylisedFact[];
  /** Where facts.json stands. */
  readonly directory: string;
}

/**
 * Runs and measures every seed, or finds runs standing, and writes `OUT/SCENARIO-HASH-facts/facts.json`. Throws what `factsOf` throws;
 * runs that are whole by then stay.
 */
export async function seedsFacts(request: SeedsRequest): Promise<SeedsFacts> {
  const { seeds, jobs, onRun, out, signal, ...rest } = request;
  const measure = (seed: number, stop: AbortSignal) => factsOf({ ...rest, out, signal: stop, seed });
  const runs = await eachSeed(measure, { seeds, jobs, signal, onRun });
  const reports = runs.map(({ report }) => report);
  const found = { seeds, venue: reports[0].venue, runs, facts: factsOverSeeds(reports) };
  const { scenario, hash } = runs[0].run.manifest;
  return {
    ...found,
    directory: publishJson(normalize(out), `${scenario}-${hash}-facts`, "facts.json", seedsJson(found)),
  };
}

/** All of it as one object. */
export const seedsJson = ({ seeds, venue, runs, facts }: Omit<SeedsFacts, "directory">) => ({
  scenario: runs[0].run.manifest.scenario,
  venue,
  seeds,
  runs: runs.map(({ run }) => run.directory),
  mustPass: mustPassHolds(facts),
  facts: facts.map(factJson),
});
