/** A rescue beside its runs: rescue.json, rescue.parquet, charts/ and report.html, each whole or as it was. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RescueMoment, RescueReport } from "../../analysis/cause/index.ts";
import { PartialDirectory } from "../partial-directory.ts";
import { asStorageError } from "../storage-error.ts";
import { writeParquet } from "../tables/parquet.ts";
import { makeTable, number, type Table, text, time } from "../tables/table.ts";

export interface WriteRescueOptions {
  readonly charts: boolean;
  readonly signal: AbortSignal;
}

const KEPT = "the runs that were made are kept";
const iso = (at: number): string => new Date(at).toISOString();

export function rescueJson(report: RescueReport): Record<string, unknown> {
  const { run, scenario, seed, venue, limit, from, until, fall, kinds, untried } = report;
  const moment = ({ at, ...rest }: RescueMoment) => ({ at: iso(at), ...rest });
  return {
    ...{ run, scenario, seed, venue, limit, from: iso(from), until: iso(until), fall, untried },
    kinds: kinds.map(({ best, moments, ...kind }) => ({
      ...kind,
      best: best && moment(best),
      moments: moments.map(moment),
    })),
  };
}

/** A row for each action that was tried. */
function rescueTable({ kinds }: RescueReport): Table {
  const rows = kinds.flatMap(({ kind, moments }) =>
    moments.flatMap(({ at, tried }) => tried.map(({ size, fall }) => ({ kind, at, size, fall }))),
  );
  return makeTable("rescue", [
    text(
      "kind",
      rows.map(({ kind }) => kind),
    ),
    time(
      "at",
      rows.map(({ at }) => at),
    ),
    number(
      "size",
      rows.map(({ size }) => size),
    ),
    number(
      "fall",
      rows.map(({ fall }) => fall),
    ),
  ]);
}

/** Writes all of it beside, then puts it in place. Throws a StorageError or the signal's reason. */
export async function writeRescue(
  directory: string,
  report: RescueReport,
  { charts, signal }: WriteRescueOptions,
): Promise<void> {
  const partial = new PartialDirectory(directory, "report", KEPT);
  try {
    writeFileSync(join(partial.path, "rescue.json"), `${JSON.stringify(rescueJson(report), null, 2)}\n`);
    await writeParquet(partial.path, [rescueTable(report)]);
    if (charts) {
      const { drawRescue } = await import("../../charts/render/draw-rescue.ts");
      await drawRescue(partial.path, report, signal);
    }
    signal.throwIfAborted();
    partial.publishEntries(["charts", "rescue.json", "rescue.parquet", "report.html"]);
  } catch (error) {
    throw asStorageError(error, directory, KEPT);
  } finally {
    partial.discard();
  }
}
