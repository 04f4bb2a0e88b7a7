/** The series of one venue of a stored run, as stylised facts want them. DuckDB reads; every figure is computed elsewhere. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { FactTrades, MarketSeries } from "../../analysis/stylised-facts/index.ts";
import { VENUE_PHASES } from "../../engine/result.ts";
import { suggest } from "../../scenario/nearest-name.ts";
import type { StoredRun } from "../run-store.ts";
import { literal, readColumns, withDuckDb } from "../tables/duckdb.ts";
import { UsageError } from "../usage-error.ts";

const NO_TRADES = "the run keeps no trades: run it with record.trades: true";
const OLD_TRADES = "the run's trades lack the quotes that orders met: run it again with --force";

/** Reads a venue. Throws a UsageError, one sentence, for a venue or a table that the run does not have. */
export async function readMarket(run: StoredRun, venue: string): Promise<MarketSeries> {
  const names = run.manifest.venues.map(({ name }) => name);
  if (!names.includes(venue)) {
    const hint = suggest(venue, names);
    throw new UsageError(`${run.directory} has no venue ${JSON.stringify(venue)}${hint === "" ? "" : `; ${hint}`}`);
  }
  const file = join(run.directory, "venues.parquet");
  if (!existsSync(file))
    throw new UsageError(`${run.directory} lacks venues.parquet, which the facts are computed from`);
  return await withDuckDb(async (connection) => {
    const sql = (columns: string, table: string) =>
      `SELECT ${columns} FROM read_parquet(${literal(table)}) WHERE venue = ${literal(venue)}`;
    const [time, phase, mid, bid, ask, volume] = await readNumbers(
      connection,
      sql(`epoch_ms(time), ${PHASE_NUMBER}, mid, bid, ask, volume`, file),
    );
    return {
      venue,
      time,
      series: { phase: Uint8Array.from(phase), mid, bid, ask, volume },
      trades: await readTrades(connection, join(run.directory, "trades.parquet"), sql),
    };
  });
}

const PHASE_NUMBER = `list_position([${VENUE_PHASES.map(literal).join(", ")}], phase) - 1`;

async function readTrades(
  connection: DuckDBConnection,
  file: string,
  sql: (columns: string, table: string) => string,
): Promise<FactTrades | string> {
  if (!existsSync(file)) return NO_TRADES;
  const [names] = await readColumns(connection, `DESCRIBE SELECT * FROM read_parquet(${literal(file)})`);
  if (!names.includes("bid")) return OLD_TRADES;
  const columns = "epoch_ms(time), qty, if(taker_side = 'buy', buyer, seller), if(taker_side = 'buy', 1, -1), bid, ask";
  const [time, qty, taker, sign, bid, ask] = await readNumbers(connection, sql(columns, file));
  return { time, qty, taker, sign: Int8Array.from(sign), bid, ask };
}

/** Columns of a query as doubles, NaN where a cell is empty. */
async function readNumbers(connection: DuckDBConnection, sql: string): Promise<Float64Array[]> {
  const [[rows]] = await readColumns(connection, `SELECT count(*)::INTEGER FROM (${sql})`);
  const result = await connection.stream(sql);
  const columns = Array.from({ length: result.columnCount }, () => new Float64Array(rows as number));
  let at = 0;
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (let c = 0; c < columns.length; c++) {
      const values = chunk.getColumnValues(c);
      for (let i = 0; i < values.length; i++) columns[c][at + i] = values[i] === null ? Number.NaN : Number(values[i]);
    }
    at += chunk.rowCount;
  }
  return columns;
}
