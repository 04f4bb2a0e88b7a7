/** A study beside its runs: stress.json, stress.parquet, charts/ and report.html, each whole or as it was. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StressReport } from "../../analysis/stress/index.ts";
import { PartialDirectory } from "../partial-directory.ts";
import { asStorageError } from "../storage-error.ts";
import { writeParquet } from "../tables/parquet.ts";
import { stressJson } from "./stress-json.ts";
import { stressTable } from "./stress-table.ts";

export interface WriteStressOptions {
  /** Draw charts and the report. Without, those of an earlier study go: they would tell of other runs. */
  readonly charts: boolean;
  readonly signal: AbortSignal;
}

const KEPT = "the runs that were made are kept";

/** Writes all of it beside, then puts it in place. Throws a StorageError or the signal's reason. */
export async function writeStress(
  directory: string,
  report: StressReport,
  { charts, signal }: WriteStressOptions,
): Promise<void> {
  const partial = new PartialDirectory(directory, "report", KEPT);
  try {
    writeFileSync(join(partial.path, "stress.json"), `${JSON.stringify(stressJson(report), null, 2)}\n`);
    await writeParquet(partial.path, [stressTable(report)]);
    if (charts) {
      const { drawStress } = await import("../../charts/render/draw-stress.ts");
      await drawStress(partial.path, report, signal);
    }
    signal.throwIfAborted();
    partial.publishEntries(["charts", "stress.json", "stress.parquet", "report.html"]);
  } catch (error) {
    throw asStorageError(error, directory, KEPT);
  } finally {
    partial.discard();
  }
}
