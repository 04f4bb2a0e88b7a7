/** A study of causes beside its runs: cause.json, cause.parquet, charts/ and report.html, each whole or as it was. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CauseReport, CauseRow } from "../../analysis/cause/index.ts";
import { PartialDirectory } from "../partial-directory.ts";
import { asStorageError } from "../storage-error.ts";
import { writeParquet } from "../tables/parquet.ts";
import { makeTable, number, type Table, text } from "../tables/table.ts";
import { causeJson } from "./cause-json.ts";

export interface WriteCauseOptions {
  /** Draw charts and the report. Without, those of an earlier study go: they would tell of other runs. */
  readonly charts: boolean;
  readonly signal: AbortSignal;
}

const KEPT = "the runs that were made are kept";

/** A row for each mechanism. */
export function causeTable({ rows }: CauseReport): Table {
  const words = (name: string, of: (row: CauseRow) => string) => text(name, rows.map(of));
  const figure = (name: string, of: (row: CauseRow) => number) => number(name, rows.map(of));
  return makeTable("cause", [
    words("mechanism", ({ name }) => name),
    ...(["value", "share", "last"] as const).flatMap((key) => [
      figure(key, (row) => row[key].value),
      figure(`${key}_low`, (row) => row[key].low),
      figure(`${key}_high`, (row) => row[key].high),
    ]),
  ]);
}

/** Writes all of it beside, then puts it in place. Throws a StorageError or the signal's reason. */
export async function writeCause(
  directory: string,
  report: CauseReport,
  { charts, signal }: WriteCauseOptions,
): Promise<void> {
  const partial = new PartialDirectory(directory, "report", KEPT);
  try {
    writeFileSync(join(partial.path, "cause.json"), `${JSON.stringify(causeJson(report), null, 2)}\n`);
    await writeParquet(partial.path, [causeTable(report)]);
    if (charts) {
      const { drawCause } = await import("../../charts/render/draw-cause.ts");
      await drawCause(partial.path, report, signal);
    }
    signal.throwIfAborted();
    partial.publishEntries(["charts", "cause.json", "cause.parquet", "report.html"]);
  } catch (error) {
    throw asStorageError(error, directory, KEPT);
  } finally {
    partial.discard();
  }
}
