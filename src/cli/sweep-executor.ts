/** Where the runs of `stampede sweep` happen. It is asked before anything is written. */
import type { Executor } from "../experiment/sweep/executor.ts";
import { makeLocalExecutor } from "../experiment/sweep/local-executor.ts";
import type { SweepPlan } from "../experiment/sweep/sweep-plan.ts";
import type { SweepOptions } from "./sweep.ts";

export async function sweepExecutor(plan: SweepPlan, { jobs }: SweepOptions): Promise<Executor> {
  return makeLocalExecutor(plan, jobs === undefined ? {} : { jobs });
}
