/** The results of a stored sweep as a table to analyse. DuckDB reads; every figure is computed elsewhere. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import {
  chooseMetrics,
  type MetricColumn,
  type ParameterColumn,
  type SweepScheme,
  type SweepTable,
  shortLabels,
} from "../../analysis/sweep/index.ts";
import { suggest } from "../../scenario/nearest-name.ts";
import type { StoredSweep } from "../sweep/read-sweep-store.ts";
import { literal, quoted, readColumns, withDuckDb } from "../tables/duckdb.ts";
import { UsageError } from "../usage-error.ts";
import { type ParameterHint, parameterColumn, parameterHints } from "./parameter-column.ts";

/**
 * Reads the table with the given figures, or with a choice of them. Throws a UsageError, one sentence, for a store without
 * a finished run and for a figure that it does not have or that is not a number.
 */
export async function readSweepTable(store: StoredSweep, asked: readonly string[] | null): Promise<SweepTable> {
  if (store.manifest.counts.done === 0)
    throw new UsageError(`${store.directory} holds no finished run to analyse yet${failures(store)}`);
  return await withDuckDb(async (connection) => {
    const numeric = await numericMetrics(connection, store);
    const keys = asked ? checked(asked, numeric, store) : await chosen(connection, store, numeric);
    const { manifest } = store;
    const { points } = manifest.counts;
    const runs = await readRuns(connection, store, keys);
    const sampled = manifest.parameters.filter((p) => p.sampled).map((p) => p.path);
    const units = store.units === null ? null : await readUnits(connection, store.units, sampled, points);
    return {
      name: manifest.name,
      hash: manifest.hash,
      version: manifest.version,
      method: manifest.method,
      scheme: schemeOf(store, units?.changed ?? null),
      points,
      seeds: manifest.seeds.length,
      common: manifest.common,
      parameters: await readParameters(connection, store),
      units: units?.values ?? null,
      metrics: runs.metrics,
      runs: { planned: manifest.counts.runs, finished: manifest.counts.done, failed: manifest.counts.failed },
      failedAt: runs.failedAt,
    };
  });
}

const failures = ({ manifest: { counts } }: StoredSweep): string =>
  counts.failed > 0 ? `: ${counts.failed} of ${counts.runs} failed, the rest is still to be made` : "";

/** Summary columns that hold numbers. */
async function numericMetrics(connection: DuckDBConnection, { results, manifest }: StoredSweep): Promise<string[]> {
  const [names, types] = await readColumns(connection, `DESCRIBE SELECT * FROM read_parquet(${literal(results)})`);
  const number = new Set(names.filter((_, i) => types[i] === "DOUBLE"));
  return manifest.metrics.filter((key) => number.has(key));
}

function checked(asked: readonly string[], numeric: readonly string[], { directory, manifest }: StoredSweep): string[] {
  for (const key of asked) {
    if (numeric.includes(key)) continue;
    if (manifest.metrics.includes(key))
      throw new UsageError(`${key} is a text, not a number: stampede query can count it`);
    const hint = suggest(key, numeric);
    throw new UsageError(`${directory} has no figure ${JSON.stringify(key)}${hint === "" ? "" : `; ${hint}`}`);
  }
  return [...new Set(asked)];
}

async function chosen(connection: DuckDBConnection, { results }: StoredSweep, numeric: readonly string[]) {
  if (numeric.length === 0) throw new UsageError("the sweep keeps no figure that is a number: nothing can be analysed");
  const spans = numeric.map((key) => `coalesce(min(${quoted(key)}) < max(${quoted(key)}), false)`);
  const columns = await readColumns(connection, `SELECT ${spans.join(", ")} FROM read_parquet(${literal(results)})`);
  const varies = new Set(numeric.filter((_, i) => columns[i][0] === true));
  const keys = chooseMetrics(numeric, (key) => varies.has(key));
  return keys.length > 0 ? keys : numeric.slice(0, 1);
}

/** Figures by point and replicate. Replicates are numbered by seed where all points share them, else as they come. */
async function readRuns(connection: DuckDBConnection, { results, manifest }: StoredSweep, keys: readonly string[]) {
  const { common, seeds, counts } = manifest;
  const width = seeds.length;
  const place = new Map(seeds.map((seed, i) => [seed, i]));
  const failedAt = new Int32Array(counts.points);
  const columns = keys.map(() => new Float64Array(counts.points * width).fill(Number.NaN));
  const next = new Int32Array(counts.points);
  const fields = ["point", "seed::DOUBLE", "status = 'ok'", ...keys.map(quoted)];
  const result = await connection.stream(`SELECT ${fields.join(", ")} FROM read_parquet(${literal(results)})`);
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const [points, seedOf, ok, ...values] = chunk.getColumns();
    for (let i = 0; i < chunk.rowCount; i++) {
      const point = points[i] as number;
      const replicate = common ? place.get(seedOf[i] as number) : next[point]++;
      if (replicate === undefined || replicate >= width) continue;
      if (ok[i] !== true) failedAt[point]++;
      else
        for (let c = 0; c < columns.length; c++) {
          const value = values[c][i];
          if (typeof value === "number") columns[c][point * width + replicate] = value;
        }
    }
  }
  return { failedAt, metrics: keys.map((key, i): MetricColumn => ({ key, values: columns[i] })) };
}

async function readUnits(connection: DuckDBConnection, file: string, paths: readonly string[], points: number) {
  const sql = `SELECT changed, ${paths.map(quoted).join(", ")} FROM read_parquet(${literal(file)}) ORDER BY point`;
  const [changed, ...columns] = await readColumns(connection, sql);
  const values = new Float64Array(points * paths.length);
  for (let a = 0; a < paths.length; a++)
    for (let p = 0; p < points; p++) values[p * paths.length + a] = columns[a][p] as number;
  return { values, changed: Int32Array.from(changed, (axis) => (axis === null ? -1 : (axis as number))) };
}

function schemeOf({ manifest: { scheme } }: StoredSweep, changed: Int32Array | null): SweepScheme {
  if (scheme.kind !== "morris") return scheme;
  return changed ? { ...scheme, changed } : { kind: "plain" };
}

async function readParameters(connection: DuckDBConnection, store: StoredSweep): Promise<ParameterColumn[]> {
  const { parameters } = store.manifest;
  if (parameters.length === 0) return [];
  const fields = parameters.map(({ path }) => quoted(path)).join(", ");
  const columns = await readColumns(
    connection,
    `SELECT ${fields} FROM read_parquet(${literal(store.design)}) ORDER BY point`,
  );
  const labels = shortLabels(parameters.map((p) => p.path));
  const hints = hintsOf(store.directory);
  return parameters.map((parameter, i) => parameterColumn(parameter, labels[i], columns[i], hints.get(parameter.path)));
}

/** What the sweep file tells of its parameters; nothing for a sweep that a program made. */
function hintsOf(directory: string): Map<string, ParameterHint> {
  const file = join(directory, "sweep.yaml");
  return existsSync(file) ? parameterHints(readFileSync(file, "utf8")) : new Map();
}
