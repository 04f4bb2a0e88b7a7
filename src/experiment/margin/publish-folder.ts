/** A folder of figures named by what it is about, `margin-prices-3fa9c1d2`, written whole or not at all. */
import { createHash } from "node:crypto";
import { basename } from "node:path";
import { PartialDirectory } from "../partial-directory.ts";
import { asStorageError } from "../storage-error.ts";

const KEPT = "nothing was kept";

export interface WriteRequest {
  /** Directory that gets the folder. */
  readonly out: string;
  readonly charts: boolean;
  readonly signal: AbortSignal;
}

/** Names a folder: what kind it is, the file that was read, and everything that its figures come from. */
export interface FolderName {
  readonly stem: string;
  readonly file: string;
  readonly content: unknown;
}

/** Has `fill` write it, puts it in the place of what stood there, and returns it. Throws a StorageError or the signal's reason. */
export async function publishFolder(
  { stem, file, content }: FolderName,
  { out, signal }: WriteRequest,
  fill: (path: string) => Promise<void>,
): Promise<string> {
  const name = basename(file)
    .replace(/\.[^.]*$/, "")
    .replaceAll(/[^A-Za-z0-9-]+/g, "-")
    .slice(0, 60);
  const digest = createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 8);
  const partial = new PartialDirectory(out, `${stem}-${name || "prices"}-${digest}`, KEPT);
  try {
    await fill(partial.path);
    signal.throwIfAborted();
    partial.publish();
    return partial.target;
  } catch (error) {
    throw asStorageError(error, out, KEPT);
  } finally {
    partial.discard();
  }
}
