/** A validation beside its runs: validation.json, validation.parquet, charts/ and report.html, each whole or as it was. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ValidationReport } from "../../analysis/validation/index.ts";
import { PartialDirectory } from "../partial-directory.ts";
import { asStorageError } from "../storage-error.ts";
import { writeParquet } from "../tables/parquet.ts";
import { validationJson } from "./validation-json.ts";
import { validationTable } from "./validation-table.ts";

export interface WriteValidationOptions {
  /** Draw charts and the report. Without, those of an earlier validation go: they would tell of other runs. */
  readonly charts: boolean;
  readonly signal: AbortSignal;
}

const KEPT = "the runs that were made are kept";

/** Writes all of it beside, then puts it in place. Throws a StorageError or the signal's reason. */
export async function writeValidation(
  directory: string,
  report: ValidationReport,
  { charts, signal }: WriteValidationOptions,
): Promise<void> {
  const partial = new PartialDirectory(directory, "judgement", KEPT);
  try {
    writeFileSync(join(partial.path, "validation.json"), `${JSON.stringify(validationJson(report), null, 2)}\n`);
    await writeParquet(partial.path, [validationTable(report)]);
    if (charts) {
      const { drawValidation } = await import("../../charts/render/draw-validation.ts");
      await drawValidation(partial.path, report, signal);
    }
    signal.throwIfAborted();
    partial.publishEntries(["charts", "validation.json", "validation.parquet", "report.html"]);
  } catch (error) {
    throw asStorageError(error, directory, KEPT);
  } finally {
    partial.discard();
  }
}
