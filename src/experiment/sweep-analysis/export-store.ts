/** The results of a store as one file for other programs: CSV, Parquet, or Arrow's IPC file format. */
import { copyFile, open } from "node:fs/promises";
import type { DuckDBResult } from "@duckdb/node-api";
import type { StoredSweep } from "../sweep/read-sweep-store.ts";
import { writeBeside } from "../sweep/write-beside.ts";
import { literal, withDuckDb } from "../tables/duckdb.ts";
import { csvRow, rowsOf } from "./cells.ts";

export const EXPORT_FORMATS = ["csv", "parquet", "arrow"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Takes bytes in order; resolves when it is ready for more. */
export type Sink = (data: string | Uint8Array) => Promise<void>;

/** Writes all results to `path`, whole or not at all. */
export async function exportToFile(store: StoredSweep, format: ExportFormat, path: string): Promise<void> {
  await writeBeside(path, async (beside) => {
    if (format === "parquet") return await copyFile(store.results, beside);
    const file = await open(beside, "wx");
    try {
      await exportTo(store, format, async (data) => {
        await file.writeFile(data);
      });
    } finally {
      await file.close();
    }
  });
}

/** Writes all results to a stream, a batch of rows at a time: memory does not grow with their number. */
export async function exportTo(store: StoredSweep, format: ExportFormat, sink: Sink): Promise<void> {
  if (format === "parquet") {
    const file = await open(store.results, "r");
    try {
      for await (const chunk of file.createReadStream({ autoClose: false })) await sink(chunk as Uint8Array);
    } finally {
      await file.close();
    }
    return;
  }
  await withDuckDb(async (connection) => {
    const rows = await connection.stream(`SELECT * FROM read_parquet(${literal(store.results)})`);
    await (format === "csv" ? toCsv(rows, sink) : toArrow(rows, sink));
  });
}

async function toCsv(rows: DuckDBResult, sink: Sink): Promise<void> {
  await sink(csvRow(rows.columnNames()));
  for await (const batch of rowsOf(rows)) await sink(batch.map(csvRow).join(""));
}

/** Columns of whole numbers are 32 and 64 bits wide, of numbers doubles, of anything else text. */
async function toArrow(rows: DuckDBResult, sink: Sink): Promise<void> {
  const arrow = await import("apache-arrow");
  const names = rows.columnNames();
  const typeOf = (c: number) => {
    switch (rows.columnType(c).toString()) {
      case "INTEGER":
        return new arrow.Int32();
      case "BIGINT":
        return new arrow.Int64();
      case "DOUBLE":
        return new arrow.Float64();
      default:
        return new arrow.Utf8();
    }
  };
  const types = names.map((_, c) => typeOf(c));
  const schema = new arrow.Schema(names.map((name, c) => new arrow.Field(name, types[c], true)));
  const writer = new arrow.RecordBatchFileWriter();
  const sent = (async () => {
    for await (const chunk of writer) await sink(chunk);
  })();
  writer.reset(undefined, schema);
  for (let chunk = await rows.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await rows.fetchChunk()) {
    const columns = chunk.getColumns();
    const children = columns.map((column, c) => arrow.vectorFromArray(column as never[], types[c]).data[0]);
    const data = arrow.makeData({
      type: new arrow.Struct(schema.fields),
      length: chunk.rowCount,
      nullCount: 0,
      children,
    });
    writer.write(new arrow.RecordBatch(schema, data));
  }
  writer.finish();
  await sent;
}
