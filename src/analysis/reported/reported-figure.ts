/** What was reported of an event, for a run to be held against. */
import type { Formula } from "./formula.ts";

/** A published figure that a run is held against. */
export interface ReportedFigure {
  /** Key of the summary that simulates it; of a figure with a formula, its own name. */
  readonly key: string;
  readonly label: string;
  readonly value: number;
  /** How it is written: "%" for a fraction, else the unit itself ("USD/oz", "days"). */
  readonly unit: string;
  /** Range that counts as agreement, in the unit of `value`; null when none is claimed. */
  readonly low: number | null;
  readonly high: number | null;
  readonly source: string;
  /** Heading of tables that it stands under. */
  readonly group?: string | undefined;
  /** It restates what the scenario is given: shown, and never counted. */
  readonly input?: boolean | undefined;
  /** The expression over the run's series that simulates it, as it is written. */
  readonly of?: string | undefined;
  /** The same, read. */
  readonly formula?: Formula | undefined;
}

/** Key of the summary under which a run's own value of the figure stands: `reported.KEY` for an expression. */
export const figureKey = ({ key, of }: Pick<ReportedFigure, "key" | "of">): string =>
  of === undefined ? key : `reported.${key}`;

/** Whether a figure counts: it claims a range and restates no input. */
export const counts = ({ low, high, input }: Pick<ReportedFigure, "low" | "high" | "input">): boolean =>
  input !== true && (low !== null || high !== null);

/** Whether a value lies in the range that counts as agreement; no value lies outside. */
export function agrees({ low, high }: Pick<ReportedFigure, "low" | "high">, value: number | null): boolean {
  if (value === null || Number.isNaN(value)) return false;
  return value >= (low ?? Number.NEGATIVE_INFINITY) && value <= (high ?? Number.POSITIVE_INFINITY);
}
