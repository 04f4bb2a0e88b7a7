/** Stores of one sweep, made apart, joined into one: the same results table, byte for byte, as if one machine had made it. */
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { PartialDirectory } from "../partial-directory.ts";
import { thisMachine } from "../run-manifest.ts";
import { asStorageError } from "../storage-error.ts";
import { UsageError } from "../usage-error.ts";
import { KeptLines } from "./kept-lines.ts";
import { pointKeysIn, readSweepStore } from "./read-sweep-store.ts";
import { lockStore } from "./store-lock.ts";
import { type LogLine, readLog } from "./sweep-log.ts";
import { readSweepManifest, type SweepCounts, type SweepManifest } from "./sweep-manifest.ts";
import { SweepRuns } from "./sweep-runs.ts";

export interface MergedStore {
  readonly directory: string;
  readonly counts: SweepCounts;
  /** Runs that more than one part held, and held alike. */
  readonly duplicates: number;
}

interface PartStore {
  readonly directory: string;
  readonly manifest: SweepManifest;
}

/** Files that all parts of a sweep have alike. */
const SHARED = ["design.parquet", "units.parquet", "sweep.yaml"];
const NOTHING = "nothing was merged";
/** Text is written in pieces of about this many characters. */
const PIECE = 1 << 20;

/**
 * Joins the stores `parts` into the store `out`. When `out` stands already as a store of the same sweep, what it holds is
 * kept too. Throws a UsageError when a part is of another sweep or another design, or when two parts hold different
 * summaries of the same run; nothing is written then. A run that failed in one part and ended well in another ended well.
 */
export async function mergeStores(out: string, parts: readonly string[]): Promise<MergedStore> {
  const target = resolve(out);
  const places = [...new Set([...(isStore(target) ? [target] : []), ...parts.map((part) => resolve(part))])];
  const stores = places.map(openPart);
  checkAlike(stores);
  const unlock = existsSync(target) ? lockStore(target) : () => {};
  const partial = new PartialDirectory(dirname(target), basename(target), NOTHING);
  try {
    const { kept, duplicates } = await choose(stores);
    await writeLog(join(partial.path, "log.jsonl"), stores, kept);
    copyShared(stores[0].directory, partial.path);
    copySeries(stores, kept, partial.path);
    const counts = await writeTable(partial.path, stores);
    unlock();
    partial.publish();
    return { directory: target, counts, duplicates };
  } catch (error) {
    throw asStorageError(error, dirname(target), NOTHING);
  } finally {
    unlock();
    partial.discard();
  }
}

/** Whether a store stands there. Throws a UsageError when something else does. */
function isStore(directory: string): boolean {
  if (!existsSync(directory)) return false;
  openPart(directory);
  return true;
}

function openPart(directory: string): PartStore {
  let reason = existsSync(directory) ? "it has no manifest.json" : "there is no such directory";
  try {
    const manifest = readSweepManifest(directory);
    if (manifest) return { directory, manifest };
  } catch (error) {
    reason = (error as Error).message;
  }
  throw new UsageError(`${directory} is not the store of a sweep: ${reason}`);
}

/** Refuses parts that are not of one sweep. */
function checkAlike([first, ...rest]: readonly PartStore[]): void {
  const name = ({ manifest }: PartStore) => `${manifest.name}-${manifest.hash}`;
  for (const store of rest) {
    if (store.manifest.hash !== first.manifest.hash)
      throw new UsageError(`${store.directory} is of sweep ${name(store)}, ${first.directory} of ${name(first)}`);
    if (shape(store) !== shape(first))
      throw new UsageError(
        `${store.directory} and ${first.directory} are of one sweep with different points, seeds or metrics; run the parts again from one file`,
      );
  }
}

/** All that parts of one sweep have in common. */
function shape({ directory, manifest }: PartStore): string {
  const { method, scheme, parameters, seeds, common, keep, series, fork } = manifest;
  const points = createHash("sha256")
    .update(readFileSync(join(directory, "design.parquet")))
    .digest("hex");
  return JSON.stringify([method, scheme, parameters, seeds, common, keep, series, fork, points]);
}

/** Of each run the line that counts. */
async function choose(stores: readonly PartStore[]): Promise<{ kept: KeptLines; duplicates: number }> {
  const [{ directory: first, manifest }] = stores;
  const kept = new KeptLines(new SweepRuns(await pointKeysIn(first), manifest));
  let duplicates = 0;
  for (const [part, { directory }] of stores.entries()) {
    for await (const { number, line } of readLog(join(directory, "log.jsonl"))) {
      if (line === null) continue;
      const run = kept.numberOf(line.key);
      const ok = line.status === "ok";
      const digest = digestOf(line);
      if (kept.has(run) && kept.part(run) !== part) {
        if (kept.ok(run) && ok && kept.digest(run) !== digest)
          throw new UsageError(
            `run ${line.key} ended differently in ${stores[kept.part(run)].directory} and ${directory}: the same seed must give the same run`,
          );
        duplicates++;
        if (kept.ok(run) || !ok) continue;
      }
      kept.keep(run, { part, line: number, ok, digest });
    }
  }
  return { kept, duplicates };
}

/** 64 bits of how a run ended: what it holds, not when it was made. */
const digestOf = ({ status, error, summary }: LogLine): bigint =>
  createHash("sha256")
    .update(JSON.stringify([status, error, summary]))
    .digest()
    .readBigUInt64LE();

async function writeLog(path: string, stores: readonly PartStore[], kept: KeptLines): Promise<void> {
  const file = await open(path, "wx");
  try {
    let text = "";
    for (const [part, { directory }] of stores.entries()) {
      for await (const { number, line } of readLog(join(directory, "log.jsonl"))) {
        if (line === null || !kept.holds(kept.numberOf(line.key), part, number)) continue;
        text += `${JSON.stringify(line)}\n`;
        if (text.length > PIECE) text = await write(file, text);
      }
    }
    await write(file, text);
  } finally {
    await file.close();
  }
}

async function write(file: FileHandle, text: string): Promise<string> {
  await file.appendFile(text);
  return "";
}

function copyShared(from: string, to: string): void {
  for (const name of SHARED) if (existsSync(join(from, name))) cpSync(join(from, name), join(to, name));
}

/** Copies the tables that runs left, each run's from the part whose line counts. */
function copySeries(stores: readonly PartStore[], kept: KeptLines, to: string): void {
  if (stores[0].manifest.series === null) return;
  mkdirSync(join(to, "series"));
  for (const [key, part] of kept.entries()) {
    const from = join(stores[part].directory, "series", key);
    if (existsSync(from)) cpSync(from, join(to, "series", key), { recursive: true });
  }
}

/** Makes results.parquet and the manifest. */
async function writeTable(directory: string, stores: readonly PartStore[]): Promise<SweepCounts> {
  const path = join(directory, "manifest.json");
  const timings = {
    started: stores.map(({ manifest }) => manifest.timings.started).sort()[0],
    finished: new Date().toISOString(),
    seconds: stores.reduce((sum, { manifest }) => sum + manifest.timings.seconds, 0),
  };
  const save = (manifest: SweepManifest) => writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
  save({ ...stores[0].manifest, logBytes: null, timings, machine: thisMachine() });
  const { manifest } = await readSweepStore(directory);
  save({ ...manifest, logBytes: statSync(join(directory, "log.jsonl")).size });
  return manifest.counts;
}
