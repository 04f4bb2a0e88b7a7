/** What the runs of a study came to, from the log of their store. */
import { join } from "node:path";
import { readLog } from "./sweep-log.ts";
import type { SweepPlan } from "./sweep-plan.ts";
import { runsOf } from "./sweep-runs.ts";

type Summary = Readonly<Record<string, number | string | null>>;

export interface Samples {
  readonly seeds: readonly number[];
  /** By run, in the order of the seeds; null for one that failed. */
  readonly summaries: readonly (Summary | null)[];
  /** Names of the runs that ended well, under which their tables stand. */
  readonly keys: readonly string[];
  /** Why runs failed, the reasons in order, each once. */
  readonly failures: readonly string[];
}

/** Reads the runs of the plan. Of several lines of a run the last one counts. */
export async function readSamples(plan: SweepPlan, directory: string): Promise<Samples> {
  const runs = runsOf(plan);
  const summaries = new Array<Summary | null>(runs.count).fill(null);
  const errors = new Array<string | null>(runs.count).fill(null);
  for await (const { line } of readLog(join(directory, "log.jsonl"))) {
    const run = line === null ? -1 : runs.find(line.key);
    if (line === null || run < 0) continue;
    summaries[run] = line.summary;
    errors[run] = line.error;
  }
  return {
    seeds: plan.seeds,
    summaries,
    keys: summaries.flatMap((summary, r) => (summary === null ? [] : [runs.at(r).key])),
    failures: [...new Set(errors.filter((error) => error !== null))],
  };
}

/** A figure of the runs that ended well, NaN where one has none. */
export function figureOf({ summaries }: Samples, key: string): Float64Array {
  const made = summaries.filter((summary) => summary !== null);
  return Float64Array.from(made, (summary) => {
    const value = summary[key];
    return typeof value === "number" ? value : Number.NaN;
  });
}
