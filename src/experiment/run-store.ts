/** Runs on disk: writing one whole into a directory, and reading back what a standing one is. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunResult } from "../engine/result.ts";
import { listFiles, RUN_FORMAT, type RunManifest } from "./run-manifest.ts";
import type { Summary } from "./run-summary.ts";
import { StorageError } from "./storage-error.ts";
import { writeParquet } from "./tables/parquet.ts";
import { runTables, twinTables } from "./tables/run-tables.ts";

export interface StoredRun {
  readonly directory: string;
  readonly manifest: RunManifest;
  readonly summary: Summary;
  /** What of it a reader can open: the report, when charts were drawn. */
  readonly report: string | null;
}

/** Writes the tables and the summary of a run, and those of its twin into `twin/`. */
export async function writeRun(
  directory: string,
  run: { result: RunResult; summary: Summary },
  twin: { result: RunResult; summary: Summary } | null,
): Promise<void> {
  writeJson(join(directory, "summary.json"), run.summary);
  await writeParquet(directory, runTables(run.result));
  if (!twin) return;
  const beside = join(directory, "twin");
  mkdirSync(beside);
  writeJson(join(beside, "summary.json"), twin.summary);
  await writeParquet(beside, twinTables(twin.result));
}

/** Writes the manifest, last of all: it lists every other file. */
export function writeManifest(directory: string, facts: Omit<RunManifest, "format" | "files">): RunManifest {
  const { timings, machine, ...rest } = facts;
  const manifest = { format: RUN_FORMAT, ...rest, files: listFiles(directory), timings, machine };
  writeJson(join(directory, "manifest.json"), manifest);
  return manifest;
}

/** The run that stands in `directory`; null when nothing does. Throws a StorageError when what stands there is not a run. */
export function readRun(directory: string): StoredRun | null {
  if (!existsSync(directory)) return null;
  try {
    const manifest = readJson(join(directory, "manifest.json")) as RunManifest;
    const summary = readJson(join(directory, "summary.json")) as Summary;
    if (manifest.format !== RUN_FORMAT) throw new Error(`its format is ${manifest.format}, expected ${RUN_FORMAT}`);
    return { directory, manifest, summary, report: reportIn(directory) };
  } catch (error) {
    throw new StorageError(
      `${directory} stands but is not a whole run (${(error as Error).message}); --force replaces it`,
    );
  }
}

/** Path of the report in a run's directory; null when none was drawn. */
export function reportIn(directory: string): string | null {
  const path = join(directory, "report.html");
  return existsSync(path) ? path : null;
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

function writeJson(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}
