/** summary.json: flat keys to numbers, strings or null, the reported figures beside the simulated ones. */
import { figureKey, type ReportedFigure } from "../analysis/reported/reported-figure.ts";
import type { RunResult } from "../engine/result.ts";

/** Flat figures of a run; keys are dotted, `comex.fall`. */
export type Summary = Readonly<Record<string, number | string | null>>;

/** Ending of the key that holds what was reported, right after the key of what was simulated. */
const REPORTED = "_reported";

/** The summary with each reported figure after its simulated one. A figure that is not finite is null. */
export function withReported(
  summary: RunResult["summary"],
  reported: readonly Pick<ReportedFigure, "key" | "of" | "value">[],
): Summary {
  const values = new Map(reported.map((figure) => [figureKey(figure), figure.value]));
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

/** What a run and its twin differ by. */
export interface TwinFigures {
  readonly summary: RunResult["summary"];
  /** The mechanisms that one of the two lacks. */
  readonly mechanisms: readonly string[];
  /** It is the twin that lacks them. */
  readonly ablated: boolean;
}

/**
 * The summary with its twin's fall on the main venue beside the run's own, the amplification, (fall with the mechanism)
 * / (fall without it), and the mechanism's share in the fall, 1 - without / with; null where nothing fell.
 */
export function withTwin(summary: Summary, main: string, twin: TwinFigures): Summary {
  const own = summary[`${main}.fallToLow`];
  const other = twin.summary[`${main}.fallToLow`];
  const [full, ablated] = twin.ablated ? [own, other] : [other, own];
  const both = typeof full === "number" && typeof ablated === "number";
  return {
    ...summary,
    "twin.mechanism": twin.mechanisms.join(" and "),
    [`twin.${main}.fall`]: finite(twin.summary[`${main}.fall`]),
    [`twin.${main}.fallToLow`]: finite(other),
    "twin.amplification": both && full < 0 && ablated < 0 ? full / ablated : null,
    "twin.share": both && full < 0 ? 1 - ablated / full : null,
  };
}

const finite = (value: number | string | null | undefined): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;
