/** Makes the runs of a study of causes that do not stand yet, and sums them up. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { type CauseReport, causeReport } from "../../analysis/cause/index.ts";
import { type MakeRunsOptions, makeRuns } from "../sweep/make-runs.ts";
import type { Samples } from "../sweep/read-samples.ts";
import { checkStore } from "../sweep/sweep-store.ts";
import { UsageError } from "../usage-error.ts";
import type { CausePlan } from "./plan-cause.ts";

export interface RunCauseOptions extends MakeRunsOptions {
  /** Make every run anew. */
  readonly force: boolean;
}

/** Throws a StorageError or the signal's reason; what was finished stands, and the same request goes on from there. */
export async function runCause(plan: CausePlan, { force, ...options }: RunCauseOptions): Promise<Samples> {
  const store = join(plan.directory, "runs");
  checkStore(plan.runs, store);
  if (force) rmSync(store, { recursive: true, force: true });
  return await makeRuns(plan.runs, store, options);
}

/** Sums up. A seed counts when all of its runs have the figure. Throws a UsageError when none has. */
export function judgeCause(plan: CausePlan, samples: Samples): CauseReport {
  const { scenario, plays, figure } = plan;
  const whole = plays.flatMap(({ seed, orders, combinations }, s) => {
    const values = combinations.map((_, point) => samples.summaries[point * plays.length + s]?.[figure]);
    if (!values.every((value) => typeof value === "number")) return [];
    return [{ seed, orders, game: new Map(combinations.map((on, point) => [on, values[point] as number])) }];
  });
  const { failures } = samples;
  if (whole.length === 0) {
    const why = failures.length > 0 ? `: ${failures.join("; ")}` : `: it has no value in some of their runs`;
    throw new UsageError(`no seed has the figure ${figure} under every combination of mechanisms${why}`);
  }
  return causeReport(
    {
      name: plan.name,
      hash: plan.hash,
      version: plan.version,
      base: scenario.name,
      without: scenario.without,
      figure,
      fraction: isFraction(figure),
      from: plan.from,
      until: plan.until,
      combinations: plays[0].combinations.length,
      seeds: whole.map(({ seed }) => seed),
      failed: samples.summaries.filter((summary) => summary === null).length,
      failures,
    },
    plan.mechanisms.map(({ mechanism: { name, title, about } }) => ({ name, title, about })),
    whole,
  );
}

const isFraction = (figure: string): boolean => /(?:^|\.)(?:fall\w*|share|\w*Share|\w*Return|drawdown)$/.test(figure);
