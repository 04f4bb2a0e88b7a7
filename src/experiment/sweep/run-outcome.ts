/** How a run that failed is told, in one line that is the same wherever it ran. */
import type { SweepOutcome } from "./sweep-plan.ts";

/** Longer errors are cut: a line of a table is no place for a page. */
const LONGEST = 1000;

/** The outcome of a run that failed with `error`: what the engine threw, or how its thread died. */
export function failedOutcome({ key }: { readonly key: string }, error: unknown): SweepOutcome {
  return { key, status: "failed", error: inOneLine(error), summary: null };
}

function inOneLine(error: unknown): string {
  const known =
    error instanceof Error ? DEATHS.find(([pattern]) => pattern.test(`${codeOf(error)} ${error.message}`)) : undefined;
  const text = known ? known[1] : error instanceof Error ? error.message : String(error);
  const line =
    text
      .split(/\s*\n\s*/)
      .filter((part) => part !== "")
      .join("; ")
      .trim() || "it failed without a reason";
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

/** What a thread's death looks like from outside, and what it is. */
const DEATHS: readonly (readonly [RegExp, string])[] = [
  [
    /ERR_WORKER_OUT_OF_MEMORY|Array buffer allocation failed|Invalid typed array length/,
    "the run needs more memory than its thread may use",
  ],
  [/worker exited with code/, "the run's thread ended before the run did"],
];

const codeOf = (error: Error): string => String((error as NodeJS.ErrnoException).code ?? "");
