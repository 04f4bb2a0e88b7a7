/** Files that are never seen half-written: written beside their place, flushed, and renamed onto it. */
import { randomBytes } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Names of files that are being written; what a dead process left of them can go. */
export const BESIDE = /^\.beside-/;

/**
 * Calls `write` with a path beside `path`, then flushes what it wrote and renames it to `path`. Whatever fails, `path`
 * holds what it held before, or all of the new.
 */
export async function writeBeside(path: string, write: (beside: string) => Promise<void>): Promise<void> {
  const beside = join(dirname(path), `.beside-${randomBytes(6).toString("hex")}`);
  try {
    await write(beside);
    await flush(beside);
    await rename(beside, path);
    await flush(dirname(path));
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

/** A text or bytes under `path`, whole or not at all. */
export async function writeWhole(path: string, data: string | Uint8Array): Promise<void> {
  await writeBeside(path, async (beside) => {
    const file = await open(beside, "wx");
    await closing(file, () => file.writeFile(data));
  });
}

/** Puts a file or a directory's entries on the disk. */
export async function flush(path: string): Promise<void> {
  const file = await open(path, "r");
  await closing(file, () => file.sync());
}

async function closing(file: FileHandle, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    await file.close();
  }
}
