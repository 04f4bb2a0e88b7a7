/** The report into STORE/warnings: warnings.json, roc.parquet, charts/ and report.html. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { WarningReport } from "../../analysis/warnings/index.ts";
import { PartialDirectory } from "../partial-directory.ts";
import { asStorageError } from "../storage-error.ts";
import { writeParquet } from "../tables/parquet.ts";
import { makeTable, number, type Table, text } from "../tables/table.ts";
import { warnJson } from "./warn-json.ts";
import type { WarnedSweep } from "./warn-sweep.ts";

/** Writes all of it, in the place of what stood there, and returns the directory. Throws a StorageError or the signal's reason. */
export async function writeWarn(
  { store, subject, report }: WarnedSweep,
  options: { readonly charts: boolean; readonly signal: AbortSignal },
): Promise<string> {
  const partial = new PartialDirectory(store.directory, "warnings");
  try {
    writeFileSync(join(partial.path, "warnings.json"), `${JSON.stringify(warnJson(subject, report), null, 2)}\n`);
    await writeParquet(partial.path, [resultsTable(report), rocTable(report)]);
    if (options.charts) {
      const { drawWarnings } = await import("../../charts/render/draw-warnings.ts");
      await drawWarnings(partial.path, report, subject, options.signal);
    }
    options.signal.throwIfAborted();
    partial.publish();
    return partial.target;
  } catch (error) {
    throw asStorageError(error, store.directory);
  } finally {
    partial.discard();
  }
}

const all = ({ indicators, combined }: WarningReport) => [...indicators, combined];

function resultsTable(report: WarningReport): Table {
  const rows = all(report);
  const column = (name: string, of: (row: (typeof rows)[number]) => number) => number(name, rows.map(of));
  const names = (name: string, of: (row: (typeof rows)[number]) => string) => text(name, rows.map(of));
  return makeTable("indicators", [
    names("indicator", (row) => row.indicator.key),
    names("warns", (row) => (row.direction === 1 ? "high" : "low")),
    column("threshold", (row) => row.threshold),
    column("area_fit", (row) => row.areaFit),
    column("area", (row) => row.area.value),
    column("area_low", (row) => row.area.low),
    column("area_high", (row) => row.area.high),
    column("hits", (row) => row.hits),
    column("false_alarms", (row) => row.falseAlarms),
    column("warned", (row) => row.warned),
    column("lead_hours", (row) => row.lead.value / 3_600_000),
    column("lead_hours_low", (row) => row.lead.low / 3_600_000),
    column("lead_hours_high", (row) => row.lead.high / 3_600_000),
  ]);
}

/** Every point of every curve on the test. */
function rocTable(report: WarningReport): Table {
  const points = all(report).flatMap((row) => row.curve.map((point) => ({ ...point, row })));
  return makeTable("roc", [
    text(
      "indicator",
      points.map(({ row }) => row.indicator.key),
    ),
    number(
      "threshold",
      points.map(({ row, threshold }) => row.direction * threshold),
    ),
    number(
      "false_alarms",
      points.map((point) => point.falseAlarms),
    ),
    number(
      "hits",
      points.map((point) => point.hits),
    ),
  ]);
}
