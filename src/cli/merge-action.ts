/** What `stampede merge` does: joins, and says what is there and what is missing. */
import { mergeStores } from "../experiment/sweep/merge-stores.ts";
import { formatNumber } from "./figures.ts";
import type { MergeOptions } from "./merge.ts";

export async function merge(out: string, parts: readonly string[], { json, quiet }: MergeOptions): Promise<void> {
  const { directory, counts, duplicates } = await mergeStores(out, parts);
  const { runs, done, failed } = counts;
  const missing = runs - done - failed;
  if (json) process.stdout.write(`${JSON.stringify({ directory, runs, done, failed, missing, duplicates })}\n`);
  else
    process.stdout.write(
      `${directory}: ${formatNumber(done)} of ${formatNumber(runs)} runs, ${formatNumber(failed)} failed\n`,
    );
  if (missing > 0 && quiet !== true)
    process.stderr.write(`${formatNumber(missing)} runs are missing: start their parts again, then merge again\n`);
  if (failed > 0 || missing > 0) process.exitCode = 1;
}
