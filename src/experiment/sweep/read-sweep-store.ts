/** Reading a sweep's store, whoever made it and however far it is. */
import { existsSync, statSync } from "node:fs";
import { join, normalize } from "node:path";
import { asStorageError } from "../storage-error.ts";
import { literal, withDuckDb } from "../tables/duckdb.ts";
import { UsageError } from "../usage-error.ts";
import { LogIndex } from "./log-index.ts";
import { writeResults } from "./results-table.ts";
import { readSweepManifest, type SweepManifest } from "./sweep-manifest.ts";
import { SweepRuns } from "./sweep-runs.ts";

/** A sweep as an analysis sees it. */
export interface StoredSweep {
  readonly directory: string;
  readonly manifest: SweepManifest;
  /** Path of results.parquet, which holds every run that the log holds. */
  readonly results: string;
  /** Path of design.parquet. */
  readonly design: string;
  /** Path of units.parquet; null for a design without uniform coordinates. */
  readonly units: string | null;
}

/**
 * Opens a store for reading. The results table is made anew when the log has grown since: the sweep still runs, or was
 * killed. Throws a UsageError for a directory that is not a sweep's store, a StorageError when it cannot be written.
 */
export async function readSweepStore(given: string): Promise<StoredSweep> {
  const directory = normalize(given);
  const manifest = manifestOrRefusal(directory);
  const place = (name: string) => join(directory, name);
  const results = place("results.parquet");
  const units = existsSync(place("units.parquet")) ? place("units.parquet") : null;
  const paths = { directory, results, design: place("design.parquet"), units };
  if (manifest.logBytes === sizeOf(place("log.jsonl")) && existsSync(results)) return { ...paths, manifest };
  try {
    return { ...paths, manifest: await refresh(directory, manifest) };
  } catch (error) {
    throw asStorageError(error, directory, "the store is as it was");
  }
}

function manifestOrRefusal(directory: string): SweepManifest {
  let reason = "it has no manifest.json";
  try {
    const manifest = readSweepManifest(directory);
    if (manifest) return manifest;
    if (!existsSync(directory)) reason = "there is no such directory";
  } catch (error) {
    reason = (error as Error).message;
  }
  throw new UsageError(`${directory} is not the store of a sweep: ${reason}`);
}

/** Makes results.parquet from the log as it is now; the manifest as it would be then. */
async function refresh(directory: string, manifest: SweepManifest): Promise<SweepManifest> {
  const runs = new SweepRuns(await pointKeysIn(directory), manifest);
  const index = await LogIndex.read(join(directory, "log.jsonl"), runs);
  const { parameters, keep } = manifest;
  const metrics = await writeResults({ directory, parameters, keep, runs, index });
  return { ...manifest, metrics, counts: { points: runs.keys.length, runs: runs.count, ...index.counts() } };
}

/** The points' keys, from design.parquet. */
export function pointKeysIn(directory: string): Promise<string[]> {
  return withDuckDb(async (connection) => {
    const file = literal(join(directory, "design.parquet"));
    const reader = await connection.runAndReadAll(`SELECT key FROM read_parquet(${file}) ORDER BY point`);
    return reader.getColumns()[0] as string[];
  });
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return -1;
  }
}
