/** The facts beside the run that they tell of: RUN/facts/ with facts.json, charts/ and report.html. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PartialDirectory } from "../partial-directory.ts";
import { asStorageError } from "../storage-error.ts";
import { factsJson } from "./facts-json.ts";
import type { MeasuredRun } from "./facts-of.ts";

/** Writes all of it, in the place of what stood there, and returns the directory. Throws a StorageError or the signal's reason. */
export async function writeFacts(
  { run, report }: MeasuredRun,
  options: { readonly charts: boolean; readonly signal: AbortSignal },
): Promise<string> {
  const partial = new PartialDirectory(run.directory, "facts");
  try {
    writeFileSync(join(partial.path, "facts.json"), `${JSON.stringify(factsJson(report), null, 2)}\n`);
    if (options.charts) {
      const { drawFacts } = await import("../../charts/render/draw-facts.ts");
      const { scenario, seed } = run.manifest;
      await drawFacts(partial.path, report, { scenario, seed }, options.signal);
    }
    options.signal.throwIfAborted();
    partial.publish();
    return partial.target;
  } catch (error) {
    throw asStorageError(error, run.directory);
  } finally {
    partial.discard();
  }
}
