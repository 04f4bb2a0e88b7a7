/**
 * Tables to Parquet files by DuckDB: one thread and insertion order kept, so that equal tables give equal bytes.
 * Columns are handed over in data chunks of doubles and typed while they are copied out, because a null per value
 * costs far more on the way in than a `nullif` does inside DuckDB.
 */
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quoted, withDuckDb } from "./duckdb.ts";
import type { Column, Table } from "./table.ts";

/** Rows of a data chunk: DuckDB's vector size. */
const CHUNK = 2048;

/** Writes each table to `<directory>/<table name>.parquet` (zstd). Throws DuckDB's error when a file cannot be written. */
export async function writeParquet(directory: string, tables: readonly Table[]): Promise<void> {
  await withDuckDb(
    async (connection) => {
      for (const table of tables) {
        await fill(connection, table);
        const columns = table.columns.map((column, i) => `${typed(column, `c${i}`)} AS ${quoted(column.name)}`);
        const file = literal(join(directory, `${table.name}.parquet`));
        await connection.run(
          `COPY (SELECT ${columns.join(", ")} FROM staged) TO ${file} (FORMAT parquet, COMPRESSION zstd)`,
        );
        await connection.run("DROP TABLE staged");
      }
    },
    { memory: "160MB", spill: join(directory, "spill") },
  );
}

/** Copies a table into DuckDB's memory, as doubles and strings, under the name `staged`. */
async function fill(connection: DuckDBConnection, table: Table): Promise<void> {
  const { DuckDBDataChunk, DOUBLE, VARCHAR } = await import("@duckdb/node-api");
  const { columns, rows } = table;
  const declared = columns.map((column, i) => `c${i} ${column.kind === "text" ? "VARCHAR" : "DOUBLE"}`);
  await connection.run(`CREATE TABLE staged (${declared.join(", ")})`);
  const appender = await connection.createAppender("staged");
  const types = columns.map((column) => (column.kind === "text" ? VARCHAR : DOUBLE));
  const chunk = DuckDBDataChunk.create(types, Math.min(CHUNK, rows));
  for (let start = 0; start < rows; start += CHUNK) {
    const count = Math.min(CHUNK, rows - start);
    if (chunk.rowCount !== count) chunk.rowCount = count;
    for (let c = 0; c < columns.length; c++) {
      const { values } = columns[c];
      const vector = chunk.getColumnVector(c);
      for (let i = 0; i < count; i++) vector.setItem(i, values[start + i]);
      vector.flush();
    }
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/** The SQL that turns a staged column into what is stored. */
function typed(column: Column, staged: string): string {
  const filled = `nullif(${staged}, 'nan'::DOUBLE)`;
  switch (column.kind) {
    case "number":
      return filled;
    case "integer":
      return `${filled}::INTEGER`;
    case "time":
      return `epoch_ms(${filled}::BIGINT)`;
    case "category":
      return `([${column.names.map((name) => `'${name.replaceAll("'", "''")}'`).join(", ")}]::VARCHAR[])[${staged}::INTEGER + 1]`;
    case "text":
      return staged;
  }
}
