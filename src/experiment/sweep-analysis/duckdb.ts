/** DuckDB as a reader: one thread, so that rows come in the order of the file, and a bound on its memory. */
import type { DuckDBConnection } from "@duckdb/node-api";

const MEMORY = "400MB";

/** Opens an engine in memory for `work` and closes it. DuckDB is loaded when first needed. */
export async function withDuckDb<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:", {
    threads: "1",
    preserve_insertion_order: "true",
    memory_limit: MEMORY,
    temp_directory: "",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  try {
    return await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** A name as SQL takes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
/** A text as SQL takes it. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Columns of a query, each a plain array: doubles as numbers, texts as strings, null where there is none. */
export async function readColumns(connection: DuckDBConnection, sql: string): Promise<unknown[][]> {
  const result = await connection.stream(sql);
  const columns: unknown[][] = Array.from({ length: result.columnCount }, () => []);
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk())
    chunk.appendToColumns(columns as never);
  return columns;
}
