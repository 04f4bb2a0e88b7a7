/** The runs of a study by point: their figures from the log, their settlements from the tables. */
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Figures, MarginDays, StressRun } from "../../analysis/stress/index.ts";
import type { Samples } from "../sweep/read-samples.ts";
import type { SweepPlan } from "../sweep/sweep-plan.ts";
import { runsOf } from "../sweep/sweep-runs.ts";
import { literal, readColumns, withDuckDb } from "../tables/duckdb.ts";
import { DAYS } from "./measure-run.ts";

/** `runs[point][seed]`; null for one that failed. */
export type RunsByPoint = readonly (readonly (StressRun | null)[])[];

/** Reads them. The samples are those of the plan. */
export async function readRuns(plan: SweepPlan, store: string, { summaries }: Samples): Promise<RunsByPoint> {
  const runs = runsOf(plan);
  const width = plan.seeds.length;
  return await withDuckDb(async (connection) => {
    const points: (StressRun | null)[][] = [];
    for (let point = 0; point < plan.values.length; point++) {
      const numbers = plan.seeds.map((_, seed) => runs.first(point * width + seed));
      const made = [...new Set(numbers.filter((r) => summaries[r] !== null))];
      const days = await readDays(
        connection,
        store,
        made.map((r) => runs.at(r).key),
      );
      const byRun = new Map(made.map((r, i) => [r, { figures: figuresOf(summaries[r]), days: days[i] }]));
      points.push(numbers.map((r) => byRun.get(r) ?? null));
    }
    return points;
  });
}

/** Figures alone. */
const figuresOf = (summary: Samples["summaries"][number]): Figures =>
  Object.fromEntries(Object.entries(summary ?? {}).filter(([, value]) => typeof value !== "string")) as Figures;

/** The days of each run, in the order of the keys. */
async function readDays(connection: DuckDBConnection, store: string, keys: readonly string[]): Promise<MarginDays[]> {
  if (keys.length === 0) return [];
  const files = keys.map((key) => join(store, "series", key, `${DAYS}.parquet`));
  const rows = await readColumns(
    connection,
    `SELECT list_position([${files.map(literal).join(", ")}], filename)::DOUBLE, epoch_ms(time)::DOUBLE, epoch_ms("after")::DOUBLE,
       settlement, maintenance, initial, open_interest
     FROM read_parquet([${files.map(literal).join(", ")}], filename = true) ORDER BY 1, 2`,
  );
  const numbers = rows.map((column) =>
    Float64Array.from(column, (value) => (value === null ? Number.NaN : Number(value))),
  );
  return keys.map((_, k) => {
    const first = numbers[0].indexOf(k + 1);
    const end = first < 0 ? first : numbers[0].lastIndexOf(k + 1) + 1;
    const cut = (column: Float64Array): Float64Array => (first < 0 ? new Float64Array() : column.slice(first, end));
    const [, time, after, settlement, maintenance, initial, openInterest] = numbers.map(cut);
    return { time, after, settlement, maintenance, initial, openInterest };
  });
}
