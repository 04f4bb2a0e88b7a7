/** What `stampede export` does. */
import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { asStorageError } from "../experiment/storage-error.ts";
import { readSweepStore } from "../experiment/sweep/read-sweep-store.ts";
import { exportTo, exportToFile } from "../experiment/sweep-analysis/export-store.ts";
import { UsageError } from "./errors.ts";
import type { ExportOptions } from "./export.ts";
import { writeOut } from "./output.ts";

export async function exportResults(sweep: string, { format, out }: ExportOptions): Promise<void> {
  const store = await readSweepStore(sweep);
  if (out === undefined) {
    if (format !== "csv" && process.stdout.isTTY)
      throw new UsageError(`${format} is not text: name a file with --out, or send standard output to one`);
    return await exportTo(store, format, writeOut);
  }
  const folder = dirname(out);
  if (!existsSync(folder)) throw new UsageError(`cannot write ${out}: the directory ${folder} does not exist`);
  if (existsSync(out) && statSync(out).isDirectory()) throw new UsageError(`cannot write ${out}: it is a directory`);
  try {
    await exportToFile(store, format, out);
  } catch (error) {
    throw asStorageError(error, folder, `${out} is as it was`);
  }
}
