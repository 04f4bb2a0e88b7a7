/** How `stampede margin` answers, whatever it was asked. */
import type { MarginOptions } from "./margin.ts";

/** An answer in both forms. */
export interface MarginAnswer {
  readonly json: Record<string, unknown>;
  readonly lines: readonly string[];
}

/** Prints the form that was asked for. */
export function printAnswer({ json, lines }: MarginAnswer, options: MarginOptions): void {
  process.stdout.write(`${options.json ? JSON.stringify(json) : lines.join("\n")}\n`);
}

/** What was put right, on standard error. */
export function printWarnings(warnings: readonly string[], options: MarginOptions): void {
  if (options.quiet) return;
  for (const warning of warnings) process.stderr.write(`stampede: warning: ${warning}\n`);
}
