/** SQL over a store: tables by name, nothing to be written, and nothing outside the store to be read. */
import { realpathSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection, DuckDBResult } from "@duckdb/node-api";
import type { StoredSweep } from "../sweep/read-sweep-store.ts";
import { literal, quoted, withDuckDb } from "../tables/duckdb.ts";
import { UsageError } from "../usage-error.ts";

/** Columns of the log; the summary as JSON, since its keys are the runs' own. */
const LOG = "{key: 'VARCHAR', seed: 'BIGINT', status: 'VARCHAR', error: 'VARCHAR', summary: 'JSON', seconds: 'DOUBLE'}";

/** Statement type of everything that only reads, `FROM …`, `DESCRIBE`, `SHOW` and `SUMMARIZE` included. */
const SELECT = 1;

/**
 * Runs one reading statement over the tables `results`, `design`, `log`, and the kept series by their names, and hands its
 * rows to `work` as they come. Throws a UsageError, one sentence, for SQL that DuckDB refuses or that does more than read.
 */
export async function queryStore<T>(
  store: StoredSweep,
  sql: string,
  work: (rows: DuckDBResult) => Promise<T>,
): Promise<T> {
  return await withDuckDb(async (connection) => {
    await openTables(connection, store);
    const statement = await refusable(() => onlyStatement(connection, sql));
    return await work(await refusable(() => statement.stream())).catch((error: unknown) => {
      throw asRefusal(error);
    });
  });
}

/** Makes the tables, then shuts the door: from here on SQL reaches nothing but the store. */
async function openTables(connection: DuckDBConnection, store: StoredSweep): Promise<void> {
  // Access is granted by real paths: a link to a store is as good as the store.
  const root = realpathSync(store.directory);
  const view = (name: string, source: string) => connection.run(`CREATE VIEW ${quoted(name)} AS ${source}`);
  const parquet = (file: string) => `read_parquet(${literal(join(root, file))}`;
  await view("results", `SELECT * FROM ${parquet("results.parquet")})`);
  await view("design", `SELECT * FROM ${parquet("design.parquet")})`);
  const log = `read_json(${literal(join(root, "log.jsonl"))}, format = 'newline_delimited', ignore_errors = true, columns = ${LOG})`;
  await view("log", `SELECT * FROM ${log} WHERE key IS NOT NULL`);
  for (const table of await seriesTables(connection, root)) {
    const files = parquet(`series/*/${table}.parquet`);
    const run = "parse_path(filename)[-2] AS run";
    await view(table, `SELECT ${run}, * EXCLUDE (filename) FROM ${files}, filename = true, union_by_name = true)`);
  }
  await connection.run(`SET allowed_directories = [${literal(root)}]`);
  await connection.run("SET enable_external_access = false");
  await connection.run("SET lock_configuration = true");
}

/** Names of the tables that runs left. */
async function seriesTables(connection: DuckDBConnection, root: string): Promise<string[]> {
  const files = literal(join(root, "series/*/*.parquet"));
  const reader = await connection.runAndReadAll(
    `SELECT DISTINCT parse_filename(file, true) AS name FROM glob(${files}) ORDER BY name`,
  );
  // DuckDB gives no columns at all when there are no rows.
  return (reader.getColumns()[0] ?? []) as string[];
}

async function onlyStatement(connection: DuckDBConnection, sql: string) {
  if (sql.replaceAll(/--.*$|\/\*[\s\S]*?\*\/|[\s;]/gm, "") === "") throw new UsageError("there is no SQL to run");
  const statements = await connection.extractStatements(sql);
  if (statements.count !== 1) throw new UsageError(`expected one statement of SQL, got ${statements.count}`);
  const statement = await statements.prepare(0);
  if (statement.statementType !== SELECT)
    throw new UsageError("a store is only read: expected SELECT, FROM, DESCRIBE, SHOW or SUMMARIZE");
  if (statement.parameterCount > 0)
    throw new UsageError("the SQL has a parameter (? or $1), and nothing gives it a value");
  return statement;
}

async function refusable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asRefusal(error);
  }
}

/** What DuckDB says, as one sentence. */
function asRefusal(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UsageError) return error;
  if (!/^(?:Failed to extract statements: )?[A-Z][A-Za-z ]+ Error: /.test(error.message)) return error;
  return new UsageError(`the SQL cannot be run: ${oneSentence(error.message)}`);
}

/** Without the kind of the error, the picture of where it stands, and line breaks. */
function oneSentence(message: string): string {
  const [said] = message.split(/\n\s*\n?LINE \d+:/);
  const line = /\n\s*\n?LINE (\d+):/.exec(message)?.[1];
  const text = said
    .replace(/^Failed to extract statements: /, "")
    .replace(/^[A-Z][A-Za-z ]+ Error: /, "")
    .replaceAll(/[.!]?\s*\n\s*/g, "; ")
    .trim()
    .replace(/[.!;]+$/, "");
  return line !== undefined && line !== "1" ? `${text} (line ${line})` : text;
}
