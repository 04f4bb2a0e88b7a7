/** Fans: quantiles over runs of every path that the outlines hold, quarter-hour by quarter-hour. */
import { join } from "node:path";
import { FAN, type Fan } from "../../analysis/validation/index.ts";
import { literal, quoted, readColumns, withDuckDb } from "../tables/duckdb.ts";

/** Reads the fans of runs by their names; none without a run. */
export async function readFans(
  store: string,
  keys: readonly string[],
  paths: readonly string[],
): Promise<Omit<Fan, "reported">[]> {
  if (keys.length === 0 || paths.length === 0) return [];
  const files = keys.map((key) => literal(join(store, "series", key, "outline.parquet"))).join(", ");
  return await withDuckDb(async (connection) => {
    const levels = `[${FAN.join(", ")}]`;
    const columns = paths.flatMap((_, p) => FAN.map((__, q) => `list_extract(q${p}, ${q + 1})::DOUBLE AS f${p}_${q}`));
    const fans = paths.map((path, p) => `quantile_cont(${quoted(path)}, ${levels}) AS q${p}`);
    const rows = await readColumns(
      connection,
      `SELECT epoch_ms(time)::DOUBLE, ${columns.join(", ")} FROM (
         SELECT time, ${fans.join(", ")} FROM read_parquet([${files}]) GROUP BY time
       ) ORDER BY time`,
    );
    const time = numbers(rows[0]);
    const width = FAN.length;
    return paths.map((path, p) => ({
      path,
      time,
      quantiles: FAN.map((_, q) => numbers(rows[1 + p * width + q])),
    }));
  });
}

const numbers = (column: readonly unknown[]): Float64Array =>
  Float64Array.from(column, (value) => (value === null ? Number.NaN : Number(value)));
