/**
 * A sweep on disk: `<out>/<name>-<hash>/`. The log is what counts and only grows; everything else is made from it and from
 * the plan, each file whole or not at all, so that the store opens whatever moment a crash chose.
 */
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { asStorageError, StorageError } from "../storage-error.ts";
import { writeParquet } from "../tables/parquet.ts";
import type { Table } from "../tables/table.ts";
import { UsageError } from "../usage-error.ts";
import { writeDesign } from "./design-files.ts";
import { LogIndex } from "./log-index.ts";
import { writeResults } from "./results-table.ts";
import { lockStore } from "./store-lock.ts";
import { type LogLine, readLog, SweepLog } from "./sweep-log.ts";
import { manifestOf, readSweepManifest, type SweepCounts, type SweepManifest } from "./sweep-manifest.ts";
import type { SweepPlan } from "./sweep-plan.ts";
import { runsOf, type SweepRuns } from "./sweep-runs.ts";
import { BESIDE, flush, writeBeside, writeWhole } from "./write-beside.ts";

export interface StoreOptions {
  /** The store itself; see `sweepDirectory`. */
  readonly directory: string;
  /** The sweep file byte for byte, kept as sweep.yaml; none is kept of a sweep that a program made. */
  readonly yaml?: string;
}

/** Where a sweep's store stands unless told otherwise. */
export const sweepDirectory = (plan: Pick<SweepPlan, "name" | "hash">, out: string): string => join(out, titleOf(plan));

/** What a store may hold before its manifest is there. */
const UNFINISHED =
  /^(?:lock|sweep\.yaml|design\.parquet|units\.parquet|log\.jsonl|\.lock.*|lock\.stale.*|\.beside-.*)$/;
const KEPT = "what was finished before is kept";
/** Before there is a store, or when it is not looked into. */
const NOTHING = "nothing was written";

export class SweepStore {
  readonly directory: string;
  readonly plan: SweepPlan;
  readonly runs: SweepRuns;
  /** What the log holds of the plan's runs. */
  readonly index: LogIndex;
  private readonly log: SweepLog;
  private readonly unlock: () => void;
  private readonly started = Date.now();
  private metrics: readonly string[];
  private logBytes: number | null = null;

  private constructor(
    plan: SweepPlan,
    directory: string,
    runs: SweepRuns,
    index: LogIndex,
    log: SweepLog,
    unlock: () => void,
  ) {
    this.plan = plan;
    this.directory = directory;
    this.runs = runs;
    this.index = index;
    this.log = log;
    this.unlock = unlock;
    this.metrics = plan.metrics ?? [];
  }

  /**
   * Makes the store or opens the one that stands, for this process alone. Throws a UsageError for a directory that is
   * another sweep's or none, and a StorageError when it cannot be written or another process writes it.
   */
  static async open(plan: SweepPlan, { directory: given, yaml }: StoreOptions): Promise<SweepStore> {
    const directory = normalize(given);
    checkStore(plan, directory);
    makeDirectory(directory);
    let unlock = (): void => {};
    try {
      unlock = lockStore(directory);
      await removeLeftovers(directory);
      const runs = runsOf(plan);
      await writeDesign(directory, plan, runs.keys);
      if (yaml !== undefined) await writeWhole(join(directory, "sweep.yaml"), yaml);
      const path = join(directory, "log.jsonl");
      const log = await SweepLog.open(path);
      const index = await LogIndex.read(path, runs);
      const store = new SweepStore(plan, directory, runs, index, log, unlock);
      await store.writeManifest(null);
      await flush(directory);
      return store;
    } catch (error) {
      unlock();
      throw asStorageError(error, directory, KEPT);
    }
  }

  /** Takes in a run that ended: its tables first, then its line. Resolves when all of it is on the disk. */
  async record(line: LogLine, tables: readonly Table[]): Promise<void> {
    try {
      if (tables.length > 0) await this.writeSeries(line.key, tables);
      const number = ++this.index.lines;
      await this.log.append(line);
      this.index.add(line, number);
    } catch (error) {
      throw asStorageError(error, this.directory, KEPT);
    }
  }

  /** The lines that count of the runs that stood when the store was opened, in the log's order. */
  async *standing(): AsyncGenerator<LogLine> {
    const { index, runs } = this;
    const last = index.lines;
    for await (const { number, line } of readLog(join(this.directory, "log.jsonl"))) {
      if (number > last) return;
      const run = line === null ? -1 : runs.find(line.key);
      if (line !== null && run >= 0 && index.line[run] === number) yield line;
    }
  }

  /** Whether the tables of a run are there. */
  hasSeries(key: string): boolean {
    return existsSync(join(this.directory, "series", key));
  }

  /** Makes results.parquet from all that the log holds, and writes the manifest. */
  async finish(): Promise<void> {
    const { directory, runs, index, plan } = this;
    const { parameters, metrics: keep } = plan;
    try {
      const { bytes } = this.log;
      this.metrics = await writeResults({ directory, parameters, keep, runs, index });
      this.logBytes = bytes;
      await this.writeManifest(new Date().toISOString());
    } catch (error) {
      throw asStorageError(error, directory, KEPT);
    }
  }

  /** Lets the store go. */
  async close(): Promise<void> {
    await this.log.close();
    this.unlock();
  }

  counts(): SweepCounts {
    return { points: this.runs.keys.length, runs: this.runs.count, ...this.index.counts() };
  }

  private async writeSeries(key: string, tables: readonly Table[]): Promise<void> {
    const series = join(this.directory, "series");
    await mkdir(series, { recursive: true });
    const target = join(series, key);
    await rm(target, { recursive: true, force: true });
    await writeBeside(target, async (beside) => {
      await mkdir(beside);
      await writeParquet(beside, tables);
      for (const { name } of tables) await flush(join(beside, `${name}.parquet`));
    });
  }

  private async writeManifest(finished: string | null): Promise<void> {
    const { started, metrics, logBytes } = this;
    const timings = { started: new Date(started).toISOString(), finished, seconds: (Date.now() - started) / 1000 };
    const manifest = manifestOf(this.plan, { counts: this.counts(), metrics, logBytes, timings });
    await writeWhole(join(this.directory, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  }
}

/** Refuses a directory that is not this sweep's, before anything is written. */
export function checkStore(plan: Pick<SweepPlan, "name" | "hash">, directory: string): void {
  const standing = manifestIn(directory);
  if (standing !== null) {
    // The hash says what a row means; a sweep may be called otherwise than it was.
    if (standing.hash !== plan.hash)
      throw new UsageError(
        `${directory} is the store of another sweep, ${titleOf(standing)}; this one is ${titleOf(plan)}: give another --out, or none`,
      );
  } else if (!isUnfinished(directory)) {
    throw new UsageError(`${directory} holds files but is not the store of a sweep; give another --out, or none`);
  }
}

const titleOf = ({ name, hash }: Pick<SweepPlan, "name" | "hash">): string => `${name}-${hash}`;

function manifestIn(directory: string): SweepManifest | null {
  try {
    return readSweepManifest(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== undefined) throw asStorageError(error, directory, NOTHING);
    throw new UsageError(
      `${directory} is not the store of a sweep (${(error as Error).message}); give another --out, or none`,
    );
  }
}

/** Whether nothing is there, or only what the making of a store leaves when it is cut off. */
function isUnfinished(directory: string): boolean {
  try {
    return readdirSync(directory).every((name) => UNFINISHED.test(name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return true;
    throw asStorageError(error, directory, NOTHING);
  }
}

/** What a dead coordinator was writing. */
async function removeLeftovers(directory: string): Promise<void> {
  for (const place of [directory, join(directory, "series")]) {
    if (!existsSync(place)) continue;
    for (const name of readdirSync(place))
      if (BESIDE.test(name)) await rm(join(place, name), { recursive: true, force: true });
  }
}

/** Makes a directory and those above it, one at a time: a recursive mkdir never returns on some file systems (/proc). */
function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeDirectory(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // The directory above is there: a file system such as /proc makes none.
    if (code === "ENOENT")
      throw new StorageError(`cannot write to ${path}: no directory can be made there; ${NOTHING}`, { cause: error });
    if (code !== "EEXIST") throw asStorageError(error, path, NOTHING);
  }
}
