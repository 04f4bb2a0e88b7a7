/** A calibration beside its runs: calibration.json and .parquet, found.yaml, charts/ and report.html, each whole or as it was. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CalibrationReport } from "../../analysis/calibration/index.ts";
import { PartialDirectory } from "../partial-directory.ts";
import { asStorageError } from "../storage-error.ts";
import { writeParquet } from "../tables/parquet.ts";
import { calibrationJson } from "./calibration-json.ts";
import { calibrationTable } from "./calibration-table.ts";

export interface WriteCalibrationOptions {
  /** Draw charts and the report. Without, those of an earlier search go: they would tell of other points. */
  readonly charts: boolean;
  readonly signal: AbortSignal;
}

const KEPT = "the runs that were made are kept";

/** Writes all of it beside, then puts it in place. Throws a StorageError or the signal's reason. */
export async function writeCalibration(
  directory: string,
  report: CalibrationReport,
  { charts, signal }: WriteCalibrationOptions,
): Promise<void> {
  const partial = new PartialDirectory(directory, "report", KEPT);
  try {
    writeFileSync(join(partial.path, "calibration.json"), `${JSON.stringify(calibrationJson(report), null, 2)}\n`);
    writeFileSync(join(partial.path, "found.yaml"), foundYaml(report));
    await writeParquet(partial.path, [calibrationTable(report)]);
    if (charts) {
      const { drawCalibration } = await import("../../charts/render/draw-calibration.ts");
      await drawCalibration(partial.path, report, signal);
    }
    signal.throwIfAborted();
    partial.publishEntries(["charts", "calibration.json", "found.yaml", "calibration.parquet", "report.html"]);
  } catch (error) {
    throw asStorageError(error, directory, KEPT);
  } finally {
    partial.discard();
  }
}

/** The found values as a map from path to value, as the `set` of a sweep file takes them. */
function foundYaml({ scenario, parameters, evaluations, best, seeds }: CalibrationReport): string {
  const loss = Number(evaluations[best].loss.toPrecision(4));
  const head = `# ${scenario}: best of ${evaluations.length} points on seeds ${seeds.join(", ")}, loss ${loss}`;
  return `${[head, ...parameters.map(({ path, written }) => `${path}: ${written.found}`)].join("\n")}\n`;
}
