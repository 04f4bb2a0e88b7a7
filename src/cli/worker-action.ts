/** What `stampede worker` does: serves, says what happens, and counts at the end. */
import { availableParallelism } from "node:os";
import { parseQueueUrl } from "../experiment/queue/connection.ts";
import { serveQueue } from "../experiment/queue/queue-worker.ts";
import { QUEUE_SETTINGS } from "../experiment/queue/settings.ts";
import { makeLocalExecutor } from "../experiment/sweep/local-executor.ts";
import { engineVersion } from "../scenario/load.ts";
import { InterruptedError } from "./errors.ts";
import { interruptible } from "./interrupt.ts";
import type { WorkerOptions } from "./worker.ts";

export async function work({
  queue,
  jobs = availableParallelism(),
  untilEmpty,
  lock,
  json,
  quiet,
}: WorkerOptions): Promise<void> {
  const address = parseQueueUrl(queue);
  const version = engineVersion();
  const note = (text: string) => {
    if (quiet !== true) process.stderr.write(`${text}\n`);
  };
  await interruptible(async (signal) => {
    const report = await serveQueue({
      address,
      version,
      jobs,
      makeExecutor: async (plan) => makeLocalExecutor(plan, { jobs }),
      untilEmpty: untilEmpty === true,
      signal,
      note,
      settings: { ...QUEUE_SETTINGS, lock: lock * 1000 },
    });
    const { done, failed, returned } = report;
    if (json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else note(`${done} runs done, ${failed} failed, ${returned} given back to the queue`);
    if (signal.aborted) throw new InterruptedError("interrupted; what was not done is in the queue for other workers");
  });
}
