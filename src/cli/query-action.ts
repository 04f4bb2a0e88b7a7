/** What `stampede query` does: asks, and prints the answer as it comes. */

import { readSweepStore } from "../experiment/sweep/read-sweep-store.ts";
import { type Cell, csvRow, rowsOf } from "../experiment/sweep-analysis/cells.ts";
import { queryStore } from "../experiment/sweep-analysis/query-store.ts";
import { align, formatNumber } from "./figures.ts";
import { writeOut } from "./output.ts";
import type { QueryOptions } from "./query.ts";

/** Rows of a printed table; more than a person reads. */
const ROWS = 1000;

export async function query(sweep: string, sql: string, options: QueryOptions): Promise<void> {
  const store = await readSweepStore(sweep);
  await queryStore(store, sql, async (result) => {
    const names = result.deduplicatedColumnNames();
    const batches = rowsOf(result);
    if (options.csv) await printCsv(names, batches);
    else if (options.json) await printJson(names, batches);
    else await printTable(names, batches);
  });
}

type Batches = AsyncGenerator<Cell[][]>;

async function printCsv(names: readonly string[], batches: Batches): Promise<void> {
  await writeOut(csvRow(names));
  for await (const batch of batches) await writeOut(batch.map(csvRow).join(""));
}

async function printJson(names: readonly string[], batches: Batches): Promise<void> {
  let between = "[";
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    const rows = batch.map((row) => JSON.stringify(Object.fromEntries(names.map((name, i) => [name, row[i]]))));
    await writeOut(between + rows.join(","));
    between = ",";
  }
  await writeOut(between === "[" ? "[]\n" : "]\n");
}

async function printTable(names: readonly string[], batches: Batches): Promise<void> {
  const shown: Cell[][] = [];
  let count = 0;
  for await (const batch of batches) {
    count += batch.length;
    if (shown.length < ROWS) shown.push(...batch.slice(0, ROWS - shown.length));
  }
  const sides = names.map((_, i) => (shown.some((row) => typeof row[i] === "number") ? "right" : "left"));
  // A column of whole numbers is one of counts, points or seeds: these are not rounded.
  const cells = shown.map((row) => row.map((cell) => cellText(cell)));
  await writeOut(`${align([[...names], ...cells], sides).join("\n")}\n`);
  if (count > shown.length)
    process.stderr.write(`the first ${shown.length} of ${count} rows; --csv and --json print all\n`);
  else if (count === 0) process.stderr.write("no rows\n");
}

function cellText(cell: Cell): string {
  if (cell === null) return "-";
  if (typeof cell === "number") return Number.isInteger(cell) ? String(cell) : formatNumber(cell);
  return (typeof cell === "object" ? JSON.stringify(cell) : String(cell)).replaceAll(/\s+/g, " ");
}
