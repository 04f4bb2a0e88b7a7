/** Fans of the price: quantiles over the runs of a point, each as a multiple of its settlement before the fork. */
import { join } from "node:path";
import type { PriceFan, StressRun } from "../../analysis/stress/index.ts";
import { FAN } from "../../analysis/validation/index.ts";
import type { SweepPlan } from "../sweep/sweep-plan.ts";
import { runsOf } from "../sweep/sweep-runs.ts";
import { literal, readColumns, withDuckDb } from "../tables/duckdb.ts";
import { PATH } from "./measure-run.ts";
import type { RunsByPoint } from "./read-runs.ts";

/**
 * Reads a fan for each point; an empty one where no run left a path. `opening`: the settlement that stood when the run began,
 * for runs that settle first after the fork.
 */
export async function readPriceFans(
  plan: SweepPlan,
  store: string,
  byPoint: RunsByPoint,
  opening: number,
): Promise<PriceFan[]> {
  const runs = runsOf(plan);
  const width = plan.seeds.length;
  return await withDuckDb(async (connection) => {
    const fans: PriceFan[] = [];
    for (const [point, made] of byPoint.entries()) {
      const known = made.flatMap((run, seed) => {
        if (run === null) return [];
        const base = settlementBefore(run, plan.fork ?? Number.NaN) ?? opening;
        return [{ key: runs.at(runs.first(point * width + seed)).key, base }];
      });
      if (known.length === 0) {
        fans.push({ time: new Float64Array(), quantiles: [] });
        continue;
      }
      const files = known.map(({ key }) => literal(join(store, "series", key, `${PATH}.parquet`))).join(", ");
      const bases = known.map(({ base }) => base).join(", ");
      const levels = FAN.map((_, q) => `list_extract(q, ${q + 1})::DOUBLE`).join(", ");
      const rows = await readColumns(
        connection,
        `SELECT epoch_ms(time)::DOUBLE, ${levels} FROM (
           SELECT time, quantile_cont(price / list_extract([${bases}]::DOUBLE[], list_position([${files}], filename)), [${FAN.join(", ")}]) AS q
           FROM read_parquet([${files}], filename = true) GROUP BY time
         ) ORDER BY time`,
      );
      const [time, ...quantiles] = rows.map((column) =>
        Float64Array.from(column, (x) => (x === null ? Number.NaN : Number(x))),
      );
      fans.push({ time, quantiles });
    }
    return fans;
  });
}

/** The last settlement of the run that was known before the fork. */
function settlementBefore({ days }: StressRun, fork: number): number | undefined {
  const known = days.settlement.filter((_, i) => days.time[i] < fork);
  return known[known.length - 1];
}
