/** The warnings that the runs of a stored sweep left, as the analysis wants them. DuckDB reads; every figure is computed elsewhere. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { INDICATORS } from "../../analysis/warnings/indicators.ts";
import type { WarnedRun } from "../../analysis/warnings/moments.ts";
import { suggest } from "../../scenario/nearest-name.ts";
import { baseScenario } from "../sweep/point-scenario.ts";
import type { StoredSweep } from "../sweep/read-sweep-store.ts";
import { literal, quoted, readColumns, withDuckDb } from "../tables/duckdb.ts";
import { UsageError } from "../usage-error.ts";

/** Fewest seeds from which runs are shared out by their seed. */
const FEWEST_SEEDS = 8;

export interface WarnedRuns {
  readonly venue: string;
  readonly runs: readonly WarnedRun[];
  /** What was shared out: single runs, or all runs of a seed together, since points share the seeds. */
  readonly by: "run" | "seed";
}

/**
 * Reads the warnings of a venue, the main one of the sweep's base unless given, of every run that ended well, in the order of
 * the results. Throws a UsageError, one sentence, for a sweep that keeps no warnings and a venue that has none.
 */
export async function readWarnedRuns(store: StoredSweep, asked: string | undefined): Promise<WarnedRuns> {
  const { manifest, directory, results } = store;
  if (manifest.counts.done === 0) throw new UsageError(`${directory} holds no finished run yet`);
  const by = manifest.common && manifest.seeds.length >= FEWEST_SEEDS ? "seed" : "run";
  const venue = asked ?? baseScenario(manifest, manifest.seeds[0]).main;
  return await withDuckDb(async (connection) => {
    const [keys, seeds] = (await readColumns(
      connection,
      `SELECT run, seed::DOUBLE FROM read_parquet(${literal(results)}) WHERE status = 'ok'`,
    )) as [string[], number[]];
    const kept = [...keys.keys()].filter(
      (i) => keys.indexOf(keys[i]) === i && existsSync(join(directory, "series", keys[i], "warnings.parquet")),
    );
    if (kept.length === 0)
      throw new UsageError(`the sweep ${manifest.name} keeps no warnings: its file needs series: [warnings]`);
    const figures = ["price", "low", ...INDICATORS.map(({ key }) => key)];
    const columns = figures.map((key) => `coalesce(${quoted(key)}, 'nan'::DOUBLE)`).join(", ");
    const runs: WarnedRun[] = [];
    const venues = new Set<string>();
    for (const i of kept) {
      const file = literal(join(directory, "series", keys[i], "warnings.parquet"));
      const rows = await readColumns(
        connection,
        `SELECT venue, epoch_ms(time)::DOUBLE, ${columns} FROM read_parquet(${file})`,
      );
      for (const name of new Set(rows[0] as string[])) venues.add(name);
      const own = [...(rows[0] ?? []).keys()].filter((row) => rows[0][row] === venue);
      const [time, price, low, ...values] = rows
        .slice(1)
        .map((column) => Float64Array.from(own, (row) => column[row] as number));
      if (own.length > 0)
        runs.push({ key: keys[i], group: by === "seed" ? String(seeds[i]) : keys[i], time, price, low, values });
    }
    if (runs.length === 0) {
      const hint = suggest(venue, [...venues]);
      throw new UsageError(`no run has warnings of a venue ${JSON.stringify(venue)}${hint === "" ? "" : `; ${hint}`}`);
    }
    return { venue, runs, by };
  });
}
