/**
 * A directory that is written beside its final name and renamed when whole, so that a half-written run never looks
 * finished. Its name, `.<name>.partial-<host>-<pid>`, tells whose it is: what a dead process left is cleaned
 * away.
 */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { asStorageError } from "./storage-error.ts";

const PARTIAL = /^\..+\.(?:partial|old)-(.+)-(\d+)$/;

/** Host part of the name, in characters that every file system takes. */
const host = (): string => hostname().replaceAll(/[^A-Za-z0-9.]/g, "_") || "localhost";

/** Partial directories that this process is writing. */
const writing = new Set<string>();

export class PartialDirectory {
  /** Where to write. */
  readonly path: string;
  /** Where it will stand. */
  readonly target: string;
  private readonly root: string;
  private readonly old: string;
  private readonly kept: string | undefined;
  private settled = false;
  private readonly onExit = () => this.discard();

  /**
   * Makes `<root>/.<name>.partial-<host>-<pid>`, and `root` itself when missing. Throws a StorageError when it cannot.
   * @param kept what becomes of the work then, as the end of the sentence
   */
  constructor(root: string, name: string, kept?: string) {
    this.root = root;
    this.kept = kept;
    this.target = join(root, name);
    this.path = join(root, `.${name}.partial-${host()}-${process.pid}`);
    this.old = join(root, `.${name}.old-${host()}-${process.pid}`);
    try {
      makeDirectory(root);
      removeStale(root);
      rmSync(this.path, { recursive: true, force: true });
      mkdirSync(this.path);
      writing.add(this.path);
    } catch (error) {
      throw asStorageError(error, root, kept);
    }
    process.once("exit", this.onExit);
  }

  /**
   * Flushes everything to disk and renames it to its final name. What stands there is put out of the way first and put
   * back when the rename fails. Throws a StorageError.
   */
  publish(): void {
    try {
      flushTree(this.path);
      const moved = renameIfThere(this.target, this.old);
      try {
        renameSync(this.path, this.target);
      } catch (error) {
        if (moved) renameSync(this.old, this.target);
        throw error;
      }
      flush(this.root);
      this.settle();
      if (moved) rmSync(this.old, { recursive: true, force: true });
    } catch (error) {
      throw asStorageError(error, this.root, this.kept);
    }
  }

  /**
   * Flushes everything to disk and puts the named entries, each whole, beside this directory in the place of what stood
   * there; a named entry that was not written goes. Throws a StorageError.
   */
  publishEntries(names: readonly string[]): void {
    try {
      flushTree(this.path);
      for (const name of names) {
        rmSync(join(this.root, name), { recursive: true, force: true });
        renameIfThere(join(this.path, name), join(this.root, name));
      }
      flush(this.root);
    } catch (error) {
      throw asStorageError(error, this.root, this.kept);
    }
  }

  /** Takes the directory away; nothing happens when it is published or gone. */
  discard(): void {
    if (this.settled) return;
    this.settle();
    rmSync(this.path, { recursive: true, force: true, maxRetries: 3 });
  }

  private settle(): void {
    this.settled = true;
    writing.delete(this.path);
    process.removeListener("exit", this.onExit);
  }
}

/** Removes the partial directories of processes of this machine that no longer live. */
function removeStale(root: string): void {
  for (const entry of readdirSync(root)) {
    const match = PARTIAL.exec(entry);
    const path = join(root, entry);
    if (match && match[1] === host() && !writing.has(path) && !isAlive(Number(match[2])))
      rmSync(path, { recursive: true, force: true });
  }
}

/** Whether another process has this number. Our own number on a directory that we did not make is a dead process's. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function renameIfThere(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

function flushTree(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) flushTree(path);
    else flush(path);
  }
  flush(directory);
}

function flush(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Makes a directory and those above it, one at a time: a recursive mkdir never returns on some file systems (/proc). */
function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeDirectory(parent);
  mkdirSync(path);
}
