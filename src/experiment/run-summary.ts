/** summary.json: flat keys to numbers, strings or null, the reported figures beside the simulated ones. */
import type { RunResult } from "../engine/result.ts";

export type Summary = Readonly<Record<string, number | string | null>>;

/** Ending of the key that holds what was reported, right after the key of what was simulated. */
const REPORTED = "_reported";

/** The summary with each reported figure after its simulated one. A figure that is not finite is null. */
export function withReported(
  summary: RunResult["summary"],
  reported: readonly { readonly key: string; readonly value: number }[],
): Summary {
  const values = new Map(reported.map(({ key, value }) => [key, value]));
  const out: Record<string, number | string | null> = {};
  for (const [key, value] of Object.entries(summary)) {
    out[key] = typeof value === "number" && !Number.isFinite(value) ? null : value;
    const figure = values.get(key);
    if (figure !== undefined) out[key + REPORTED] = figure;
    values.delete(key);
  }
  // Reported, but not simulated by this run: said, not hidden.
  for (const [key, value] of values) {
    out[key] = null;
    out[key + REPORTED] = value;
  }
  return out;
}
