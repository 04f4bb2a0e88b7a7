/** Where the runs of `stampede sweep` happen. It is asked before anything is written. */
import type { Executor } from "../experiment/sweep/executor.ts";
import { makeLocalExecutor } from "../experiment/sweep/local-executor.ts";
import type { SweepPlan } from "../experiment/sweep/sweep-plan.ts";
import type { SweepOptions } from "./sweep.ts";

export async function sweepExecutor(plan: SweepPlan, { jobs, queue, quiet }: SweepOptions): Promise<Executor> {
  if (queue === undefined) return makeLocalExecutor(plan, jobs === undefined ? {} : { jobs });
  const { parseQueueUrl } = await import("../experiment/queue/connection.ts");
  const { makeQueueExecutor } = await import("../experiment/queue/queue-executor.ts");
  return await makeQueueExecutor(plan, parseQueueUrl(queue), quiet === true ? {} : { note });
}

/** A line of its own; a progress line that stands there is drawn again under it. */
function note(text: string): void {
  const clear = process.stderr.isTTY ? "\r\u001b[K" : "";
  process.stderr.write(`${clear}${text}\n`);
}
