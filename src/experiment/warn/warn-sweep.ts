/** From a sweep's store to how well its crashes were foretold. */
import { statSync } from "node:fs";
import { type WarningReport, type WarningTerms, warningReport } from "../../analysis/warnings/index.ts";
import { readSweepStore, type StoredSweep } from "../sweep/read-sweep-store.ts";
import { UsageError } from "../usage-error.ts";
import { readWarnedRuns } from "./read-warned-runs.ts";

export interface WarnRequest extends WarningTerms {
  /** Directory of the store. */
  readonly sweep: string;
  readonly venue?: string;
}

export interface WarnedSweep {
  readonly store: StoredSweep;
  readonly subject: WarnSubject;
  readonly report: WarningReport;
}

/** What the report is of. */
export interface WarnSubject {
  /** Name of the sweep and of its store. */
  readonly sweep: string;
  readonly venue: string;
  /** What was shared out between fit and test. */
  readonly by: "run" | "seed";
}

/** Throws a UsageError, one sentence, for what is no store with warnings and for runs that nothing can be said of. */
export async function warnSweep({ sweep, venue, ...terms }: WarnRequest): Promise<WarnedSweep> {
  if (statSync(sweep, { throwIfNoEntry: false })?.isFile())
    throw new UsageError(`${sweep} is a file: expected the directory of a sweep's store`);
  const store = await readSweepStore(sweep);
  const read = await readWarnedRuns(store, venue);
  const report = warningReport(read.runs, terms);
  if (typeof report === "string") throw new UsageError(report);
  const { name, hash } = store.manifest;
  return { store, subject: { sweep: `${name}-${hash}`, venue: read.venue, by: read.by }, report };
}
