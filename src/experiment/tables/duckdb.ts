/** DuckDB, loaded when first needed: one thread, so that rows come in the order they were put, and a bound on its memory. */
import { rmSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";

/** What an engine may take. */
export interface DuckDbLimits {
  /** Memory, as DuckDB writes it: "400MB". */
  readonly memory?: string;
  /**
   * Directory for what does not fit in memory; made when needed and taken away at the end. Without one, work that does
   * not fit fails: DuckDB's own choice is one file in the working directory, for all processes that work there.
   */
  readonly spill?: string;
}

/** Opens an engine in memory for `work` and closes it. */
export async function withDuckDb<T>(
  work: (connection: DuckDBConnection) => Promise<T>,
  { memory = "400MB", spill }: DuckDbLimits = {},
): Promise<T> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:", {
    threads: "1",
    preserve_insertion_order: "true",
    memory_limit: memory,
    temp_directory: spill ?? "",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  try {
    return await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
    if (spill !== undefined) rmSync(spill, { recursive: true, force: true });
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
