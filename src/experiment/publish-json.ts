/** One JSON file in a directory of its own, whole or not at all. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PartialDirectory } from "./partial-directory.ts";
import { asStorageError } from "./storage-error.ts";

/** Writes `OUT/NAME/FILE` in place of what stood there; returns the directory. Throws a StorageError. */
export function publishJson(out: string, name: string, file: string, json: unknown): string {
  const partial = new PartialDirectory(out, name);
  try {
    writeFileSync(join(partial.path, file), `${JSON.stringify(json, null, 2)}\n`);
    partial.publish();
    return partial.target;
  } catch (error) {
    throw asStorageError(error, out);
  } finally {
    partial.discard();
  }
}
