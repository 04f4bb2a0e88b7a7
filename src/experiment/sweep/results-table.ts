/**
 * results.parquet, one row a run, made from the log and the design by DuckDB: one thread and a fixed order, so that equal
 * runs give equal bytes whatever order they were made in; in bounded memory, whatever their number.
 */
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quoted, withDuckDb } from "../tables/duckdb.ts";
import type { LogIndex } from "./log-index.ts";
import type { SweepParameter } from "./sweep-plan.ts";
import type { SweepRuns } from "./sweep-runs.ts";
import { writeBeside } from "./write-beside.ts";

/** What the table is made from. */
export interface ResultsSource {
  readonly directory: string;
  readonly parameters: readonly SweepParameter[];
  /** Summary keys to keep; null: all. */
  readonly keep: readonly string[] | null;
  readonly runs: SweepRuns;
  readonly index: LogIndex;
}

const CHUNK = 2048;

/** Writes the table of the runs that the log holds, sorted by point, then by seed. Returns its summary columns. */
export async function writeResults({ directory, parameters, keep, runs, index }: ResultsSource): Promise<string[]> {
  const seen = index.columns();
  const text = new Set(seen.filter((column) => column.text).map((column) => column.name));
  const metrics = keep ?? seen.map((column) => column.name);
  await writeBeside(join(directory, "results.parquet"), async (beside) => {
    await withDuckDb(
      async (connection) => {
        const rows = await stagePlanned(connection, runs, index);
        const query = `COPY (${resultsQuery({ directory, parameters, metrics, text })}) TO ${literal(beside)} (FORMAT parquet, COMPRESSION zstd)`;
        const written = Number((await connection.runAndReadAll(query)).getRows()[0][0]);
        if (written !== rows)
          throw new Error(`results.parquet has ${written} rows, expected ${rows}: the log was changed`);
      },
      { spill: `${beside}-spill` },
    );
  });
  return [...metrics];
}

/** The runs that the log holds, and the line of the log that counts for each. Returns how many. */
async function stagePlanned(connection: DuckDBConnection, runs: SweepRuns, index: LogIndex): Promise<number> {
  const { DuckDBDataChunk, DOUBLE } = await import("@duckdb/node-api");
  await connection.run("CREATE TABLE planned (point DOUBLE, seed DOUBLE, line DOUBLE)");
  const appender = await connection.createAppender("planned");
  const chunk = DuckDBDataChunk.create([DOUBLE, DOUBLE, DOUBLE]);
  const columns: number[][] = [[], [], []];
  let rows = 0;
  const send = () => {
    if (columns[0].length === 0) return;
    chunk.setColumns(columns);
    appender.appendDataChunk(chunk);
    for (const column of columns) column.length = 0;
  };
  for (let r = 0; r < runs.count; r++) {
    const line = index.line[runs.first(r)];
    if (line === 0) continue;
    const { point, seed } = runs.at(r);
    [point, seed, line].forEach((value, c) => {
      columns[c].push(value);
    });
    rows++;
    if (columns[0].length === CHUNK) send();
  }
  send();
  appender.closeSync();
  return rows;
}

interface Query {
  readonly directory: string;
  readonly parameters: readonly SweepParameter[];
  readonly metrics: readonly string[];
  readonly text: ReadonlySet<string>;
}

function resultsQuery({ directory, parameters, metrics, text }: Query): string {
  const type = (metric: string): string => (text.has(metric) ? "VARCHAR" : "DOUBLE");
  const fields = metrics.map((metric) => `${quoted(metric)} ${type(metric)}`);
  const summary = fields.length > 0 ? `, summary: ${literal(`STRUCT(${fields.join(", ")})`)}` : "";
  const columns = [
    "log.key AS run",
    "planned.point::INTEGER AS point",
    "planned.seed::BIGINT AS seed",
    "log.status",
    "log.error",
    ...parameters.map(({ path }) => `design.${quoted(path)}`),
    ...metrics.map((metric) => `log.summary.${quoted(metric)} AS ${quoted(metric)}`),
  ];
  return `
    WITH log AS (
      SELECT row_number() OVER () AS line, *
      FROM read_json(${literal(join(directory, "log.jsonl"))}, format = 'newline_delimited', ignore_errors = true,
        columns = {key: 'VARCHAR', status: 'VARCHAR', error: 'VARCHAR'${summary}})
    )
    SELECT ${columns.join(", ")}
    FROM planned
    JOIN read_parquet(${literal(join(directory, "design.parquet"))}) AS design ON design.point = planned.point::INTEGER
    JOIN log ON log.line = planned.line::BIGINT AND starts_with(log.key, design.key)
    ORDER BY planned.point, planned.seed`;
}
