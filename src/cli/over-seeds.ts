/** A scenario over several seeds, as commands that measure a run take it beside a run that stands: which seeds, and how far it is. */
import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { EachSeedOptions } from "../experiment/each-seed.ts";
import { UsageError } from "../experiment/usage-error.ts";
import { interruptible } from "./interrupt.ts";
import { openLine } from "./progress.ts";

export interface OverSeedsOptions {
  readonly jobs?: number;
  readonly quiet?: boolean;
}

/**
 * Does the work for them with a line of progress; `asked`: how many seeds from 1 on, or which. Throws a UsageError where `target` is a
 * directory, and what the work throws.
 */
export async function overSeeds<T>(
  target: string,
  { jobs = availableParallelism(), quiet }: OverSeedsOptions,
  asked: number | readonly number[],
  work: (each: EachSeedOptions) => Promise<T>,
): Promise<T> {
  if (statSync(target, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`--seeds is for a scenario file, and ${target} is a directory`);
  const seeds = typeof asked === "number" ? Array.from({ length: asked }, (_, i) => i + 1) : [...new Set(asked)];
  const line = quiet === true ? null : openLine();
  const onRun = (done: number, of: number) => line?.write(done / of, `${done} of ${of} runs`, true);
  return await interruptible(async (signal) => {
    try {
      return await work({ seeds, jobs, signal, onRun });
    } finally {
      line?.end();
    }
  });
}
