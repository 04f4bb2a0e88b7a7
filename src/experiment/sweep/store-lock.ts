/** One coordinator at a time: a lock that tells whose it is, so that what a dead process left is known for that. */
import { constants, copyFileSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { StorageError } from "../storage-error.ts";

interface Holder {
  readonly host: string;
  readonly pid: number;
  /** When the process began, in the machine's own count; null where the system does not tell. Numbers come again. */
  readonly began: string | null;
}

const NAME = "lock";
/** Takers of one stale lock may be in each other's way this often. */
const ATTEMPTS = 5;
/** What a file system says that has no links. */
const NO_LINKS = ["EPERM", "ENOTSUP", "ENOSYS", "EOPNOTSUPP"];

/** Takes the lock of a store; the returned function gives it back. Throws a StorageError when another process has it. */
export function lockStore(directory: string): () => void {
  const path = join(directory, NAME);
  const own: Holder = { host: hostname(), pid: process.pid, began: beganAt(process.pid) };
  const text = `${JSON.stringify(own)}\n`;
  // Made whole under a name of its own and linked: nobody ever reads half a lock.
  const made = join(directory, `.${NAME}-${process.pid}`);
  writeFileSync(made, text);
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (linked(made, path)) return release(path, text);
      const held = readText(path);
      if (held === null) continue;
      const holder = readHolder(held);
      if (held === text || (holder !== null && isAlive(holder))) throw new StorageError(refusal(directory, holder));
      removeStale(path, held);
    }
    throw new StorageError(`${directory} is being opened by other processes at this very moment; try again`);
  } finally {
    rmSync(made, { force: true });
  }
}

function refusal(directory: string, holder: Holder | null): string {
  const { host, pid } = holder as Holder;
  if (host === hostname()) return `process ${pid} is running this sweep into ${directory} already`;
  return `process ${pid} on ${host} is running this sweep into ${directory}; if it is no more, remove ${join(directory, NAME)}`;
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    if (!NO_LINKS.includes(code)) throw error;
  }
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Takes a lock away that reads `held`; one that was put there in the meantime is put back. */
function removeStale(path: string, held: string): void {
  const aside = `${path}.stale-${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  if (readText(aside) !== held) linked(aside, path);
  rmSync(aside, { force: true });
}

function release(path: string, text: string): () => void {
  const free = () => {
    process.removeListener("exit", free);
    if (readText(path) === text) rmSync(path, { force: true });
  };
  process.once("exit", free);
  return free;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

/** Who holds it; null for what no process of ours wrote: a lock that holds nothing. */
function readHolder(text: string): Holder | null {
  try {
    const { host, pid, began } = JSON.parse(text) as Holder;
    return typeof host === "string" && Number.isInteger(pid) ? { host, pid, began } : null;
  } catch {
    return null;
  }
}

/** Whether the holder may still live: of another host nothing is known. */
function isAlive({ host, pid, began }: Holder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return began === null || began === beganAt(pid);
}

/** A process's start in clock ticks since the machine started, where /proc tells; with the machine's own start. */
function beganAt(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot}:${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]}`;
  } catch {
    return null;
  }
}
