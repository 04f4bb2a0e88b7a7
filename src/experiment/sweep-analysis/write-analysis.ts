/** The analysis into its store: analysis.json, charts/ and report.html, each whole or as it was before. */
import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SweepAnalysis } from "../../analysis/sweep/index.ts";
import { PartialDirectory } from "../partial-directory.ts";
import { asStorageError } from "../storage-error.ts";
import { analysisJson } from "./analysis-json.ts";

export interface WriteOptions {
  /** Draw charts and the report. Without, those of an earlier analysis go: they would tell of other runs. */
  readonly charts: boolean;
  readonly signal?: AbortSignal;
  /** Told the name of each chart as it is drawn. */
  readonly onChart?: (name: string) => void;
}

const KEPT = "an analysis that stood there is kept";

/** Writes all of it beside, then puts it in place. Throws a StorageError or the signal's reason. */
export async function writeAnalysis(store: string, analysis: SweepAnalysis, options: WriteOptions): Promise<void> {
  const partial = new PartialDirectory(store, "analysis", KEPT);
  try {
    writeFileSync(join(partial.path, "analysis.json"), `${JSON.stringify(analysisJson(analysis))}\n`);
    if (options.charts) {
      const { drawSweep } = await import("../../charts/render/draw-sweep.ts");
      await drawSweep(partial.path, analysis, options);
    }
    options.signal?.throwIfAborted();
    for (const name of ["charts", "analysis.json", "report.html"])
      replace(join(partial.path, name), join(store, name), join(partial.path, `old-${name}`));
  } catch (error) {
    throw asStorageError(error, store, KEPT);
  } finally {
    partial.discard();
  }
}

/** Puts `from` in the place of `to`; what stood there goes to `old`, and back when the move fails. */
function replace(from: string, to: string, old: string): void {
  const stood = existsSync(to);
  if (stood) renameSync(to, old);
  if (!existsSync(from)) return;
  try {
    renameSync(from, to);
  } catch (error) {
    if (stood) renameSync(old, to);
    throw error;
  }
  if (stood) rmSync(old, { recursive: true, force: true });
}
