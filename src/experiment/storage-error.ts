/** What goes wrong between a run and the disk, in one sentence for a person. */

/** A run could not be stored or read back. The message is whole: it names the place and what is wrong with it. */
export class StorageError extends Error {
  override readonly name = "StorageError";
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  EROFS: "the file system is read-only",
  ENOTDIR: "a file stands where a directory is needed",
  EEXIST: "a file stands where a directory is needed",
  ENOENT: "the directory does not exist",
  ENAMETOOLONG: "the name is too long",
  EMFILE: "too many files are open",
  EIO: "the device reports an error",
};

/** What DuckDB says when the operating system refused it: the words of strerror. */
const DUCKDB_REASONS: readonly (readonly [RegExp, string])[] = [
  [/no space left on device/i, "ENOSPC"],
  [/disk quota exceeded/i, "EDQUOT"],
  [/permission denied/i, "EACCES"],
  [/read-only file system/i, "EROFS"],
  [/input\/output error/i, "EIO"],
];

/** What can only mean the disk, wherever it comes from. */
const DISK = new Set(["ENOSPC", "EDQUOT", "EROFS", "EIO"]);

/**
 * The error as a StorageError about `root`, the directory that is written to, when it comes from the operating system and
 * concerns the disk or a path under `root`; any other error is returned as it is.
 * @param kept what became of the work, as the end of the sentence
 */
export function asStorageError(error: unknown, root: string, kept = "nothing of this run was kept"): unknown {
  const code = error instanceof Error ? systemCode(error, root) : null;
  if (code === null) return error;
  return new StorageError(`cannot write to ${root}: ${REASONS[code]}; ${kept}`, { cause: error });
}

function systemCode(error: Error, root: string): string | null {
  const { code, path } = error as NodeJS.ErrnoException;
  if (code !== undefined && code in REASONS) return DISK.has(code) || path?.startsWith(root) ? code : null;
  const words = error.message.includes(root)
    ? DUCKDB_REASONS.find(([pattern]) => pattern.test(error.message))
    : undefined;
  return words ? words[1] : null;
}
