/** Sweeps for tests: plans made by hand over the tiny market, and ways to run and read them. */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterEach } from "vitest";
import type { ParameterValue } from "../../src/experiment/design/design.ts";
import type { LocalOptions } from "../../src/experiment/sweep/local-executor.ts";
import { makeLocalExecutor } from "../../src/experiment/sweep/local-executor.ts";
import { type FinishedRun, type RunSweepOptions, sweepRuns } from "../../src/experiment/sweep/run-sweep.ts";
import type { SweepPlan } from "../../src/experiment/sweep/sweep-plan.ts";
import { SweepStore } from "../../src/experiment/sweep/sweep-store.ts";

/** The built worker: threads run what users run. */
export const WORKER = new URL("../../dist/experiment/sweep/sweep-worker.js", import.meta.url);
const TINY = readFileSync(new URL("tiny-market.yaml", import.meta.url), "utf8");

type Points = Readonly<Record<string, readonly ParameterValue[]>>;

/** A plan over the tiny market. `points`: values by path, all lists of the same length. `set`: what holds at every point. */
export function tinyPlan(
  points: Points,
  changes: Partial<SweepPlan> = {},
  set: SweepPlan["base"]["set"] = {},
): SweepPlan {
  const paths = Object.keys(points);
  const values = Object.values(points)[0].map((_, p) => paths.map((path) => points[path][p]));
  const numeric = (path: string) => points[path].every((value) => typeof value === "number");
  return {
    name: "tiny",
    hash: "0a1b2c3d",
    version: "0.1.0",
    base: { path: "tiny-market.yaml", sources: { "tiny-market.yaml": TINY }, set, without: [] },
    parameters: paths.map((path) => ({ path, numeric: numeric(path), sampled: true })),
    method: "list",
    design: { scheme: { kind: "plain" }, points: values, units: null },
    values,
    seeds: [1, 2, 3],
    common: true,
    metrics: null,
    series: null,
    fork: null,
    forkAsked: false,
    ...changes,
  };
}

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** A directory that is gone after the test. */
export function temporary(): string {
  const directory = mkdtempSync(join(tmpdir(), "stampede-sweep-"));
  directories.push(directory);
  return directory;
}

export interface RunOptions extends LocalOptions, Partial<Pick<RunSweepOptions, "signal" | "retryFailed" | "part">> {
  /** Called after each run that is on the disk. */
  readonly onRun?: (run: FinishedRun, store: SweepStore) => void;
}

/** Runs a plan into a store and returns the runs that it made. */
export async function runPlan(plan: SweepPlan, directory: string, options: RunOptions = {}): Promise<FinishedRun[]> {
  const { onRun, signal = new AbortController().signal, retryFailed = false, part, ...local } = options;
  const executor = makeLocalExecutor(plan, { jobs: 1, worker: WORKER, ...local });
  const made: FinishedRun[] = [];
  try {
    const store = await SweepStore.open(plan, { directory, yaml: "name: tiny\n" });
    try {
      const request = { executor, store, signal, retryFailed, ...(part ? { part } : {}) };
      for await (const run of sweepRuns(request)) {
        made.push(run);
        onRun?.(run, store);
      }
    } finally {
      await store.close();
    }
  } finally {
    await executor.close();
  }
  return made;
}

export const resultsHash = (directory: string): string =>
  createHash("sha256")
    .update(readFileSync(join(directory, "results.parquet")))
    .digest("hex");

/** Rows of a Parquet file of the store, numbers as numbers. */
export async function rowsOf(directory: string, file = "results"): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(`SELECT * FROM read_parquet('${join(directory, file)}.parquet')`);
    return reader.getRowObjectsJS();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Keys of the log's lines, in their order; of whole lines only, since a kill may have torn the last. */
export const loggedKeys = (directory: string): string[] =>
  readFileSync(join(directory, "log.jsonl"), "utf8")
    .split("\n")
    .slice(0, -1)
    .map((line) => (JSON.parse(line) as { key: string }).key);
