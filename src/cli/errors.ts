/** Every way to fail, as one clear sentence on standard error and an exit status. */
import { writeSync } from "node:fs";

/** A check did not hold, or what was asked could not be done. */
const FAILED = 1;
/** Bad usage or input. */
const BAD_INPUT = 2;
/** Stopped by the user: 128 + SIGINT. */
const INTERRUPTED = 130;
/** The reader of our output went away: 128 + SIGPIPE, what a shell reports for any program. */
const CLOSED_PIPE = 141;

/** Wrong usage that commander cannot see: a message and exit status 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The user stopped it (Ctrl-C, SIGTERM, SIGHUP). */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";
}

export const isInterrupt = (error: unknown): boolean => error instanceof InterruptedError;

/** A scenario's problems; known by shape, so that a failing command need not load the loader. */
interface WithProblems {
  format(): string;
  readonly problems: readonly unknown[];
}

const hasProblems = (error: Error): error is Error & WithProblems =>
  error.name === "ScenarioError" && "problems" in error && "format" in error;

/** Says what went wrong and returns the exit status. The stack is shown with STAMPEDE_DEBUG=1. */
export function reportError(error: unknown): number {
  const { text, status } = explain(error);
  say(text);
  if (process.env.STAMPEDE_DEBUG === "1" && error instanceof Error) say(error.stack ?? "");
  return status;
}

function explain(error: unknown): { text: string; status: number } {
  if (!(error instanceof Error)) return { text: `stampede: ${String(error)}`, status: FAILED };
  if (hasProblems(error)) return { text: error.format(), status: BAD_INPUT };
  if (isInterrupt(error)) return { text: `stampede: ${error.message}`, status: INTERRUPTED };
  if (error.name === "UsageError") return { text: `stampede: ${error.message}`, status: BAD_INPUT };
  if (error.name === "StorageError" || error.name === "QueueError")
    return { text: `stampede: ${error.message}`, status: FAILED };
  const hint = process.env.STAMPEDE_DEBUG === "1" ? "" : " (STAMPEDE_DEBUG=1 shows where)";
  return { text: `stampede: ${error.message}${hint}`, status: FAILED };
}

/** Makes a closed or full standard output one sentence, and a closed standard error silent. */
export function watchOutput(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") {
      say("stampede: standard output was closed before everything was written to it");
      process.exit(CLOSED_PIPE);
    }
    const reason = error.code === "ENOSPC" ? "the disk is full" : error.message;
    say(`stampede: cannot write to standard output: ${reason}`);
    process.exit(FAILED);
  });
  process.stderr.on("error", () => {});
}

/** A line on standard error that is out before the process ends; a standard error that is gone is no reason to fail. */
function say(text: string): void {
  try {
    writeSync(2, `${text}\n`);
  } catch {}
}
