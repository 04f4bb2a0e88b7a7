/** Cells of a query's answer as plain values: numbers, texts, ISO times, lists and maps; null where there is none. */

import type { DuckDBResult, JS } from "@duckdb/node-api";
import { dayName } from "../../core/time.ts";

/** A value as JSON holds it. */
export type Cell = null | boolean | number | string | readonly Cell[] | { readonly [key: string]: Cell };

/** Rows as they come, a batch at a time. */
export async function* rowsOf(result: DuckDBResult): AsyncGenerator<Cell[][]> {
  const days = result.columnTypes().map((type) => type.toString() === "DATE");
  for await (const rows of result.yieldRowsJs()) {
    yield rows.map((row) =>
      row.map((value, c) => (days[c] && value instanceof Date ? dayName(value.getTime()) : cell(value))),
    );
  }
}

function cell(value: JS): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(cell);
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cell(inner as JS)]));
  }
  return String(value);
}

/** A row of CSV (RFC 4180): quoted where it must be, lists and maps as JSON, an empty cell for null. */
export const csvRow = (row: readonly Cell[]): string => `${row.map(csvCell).join(",")}\r\n`;

function csvCell(value: Cell): string {
  if (value === null) return "";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return /[",\r\n]/.test(text) || text === "" ? `"${text.replaceAll('"', '""')}"` : text;
}
