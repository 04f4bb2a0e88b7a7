/** A search beside its runs: optimise.json and .parquet, found.yaml, charts/ and report.html, each whole or as it was. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OptimiseReport } from "../../analysis/optimise/index.ts";
import { PartialDirectory } from "../partial-directory.ts";
import { asStorageError } from "../storage-error.ts";
import { writeParquet } from "../tables/parquet.ts";
import { optimiseJson } from "./optimise-json.ts";
import { optimiseTable } from "./optimise-table.ts";

export interface WriteOptimiseOptions {
  /** Draw charts and the report. Without, those of an earlier search go: they would tell of other points. */
  readonly charts: boolean;
  readonly signal: AbortSignal;
}

const KEPT = "the runs that were made are kept";

/** Writes all of it beside, then puts it in place. Throws a StorageError or the signal's reason. */
export async function writeOptimise(
  directory: string,
  report: OptimiseReport,
  { charts, signal }: WriteOptimiseOptions,
): Promise<void> {
  const partial = new PartialDirectory(directory, "report", KEPT);
  try {
    writeFileSync(join(partial.path, "optimise.json"), `${JSON.stringify(optimiseJson(report), null, 2)}\n`);
    writeFileSync(join(partial.path, "found.yaml"), foundYaml(report));
    await writeParquet(partial.path, [optimiseTable(report)]);
    if (charts) {
      const { drawOptimise } = await import("../../charts/render/draw-optimise.ts");
      await drawOptimise(partial.path, report, signal);
    }
    signal.throwIfAborted();
    partial.publishEntries(["charts", "optimise.json", "found.yaml", "optimise.parquet", "report.html"]);
  } catch (error) {
    throw asStorageError(error, directory, KEPT);
  } finally {
    partial.discard();
  }
}

/** The best point's values as a map from path to value, as the `set` of the policy takes them. */
function foundYaml({ name, points, best, parameters, seeds }: OptimiseReport): string {
  const held = points[best].violation === 0 ? "every constraint held" : "no point met every constraint";
  const head = `# ${name}: best of ${points.length} points on seeds ${seeds.join(", ")}; ${held}`;
  return `${[head, ...parameters.map(({ path, written }) => `${path}: ${written.best}`)].join("\n")}\n`;
}
