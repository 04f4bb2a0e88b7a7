/** Everything that a validation says, for whoever prints, draws or stores it. */
import type { DatedFigure } from "./dated-figure.ts";
import type { JudgedFigure, TwinVerdict, Verdict } from "./judge.ts";

/** Quantiles of fans, in the order of their lines. */
export const FAN = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** One path over runs: a venue's price, or a column of the world. */
export interface Fan {
  /** `comex.price`, `premium`. */
  readonly path: string;
  /** ms UTC; ends of quarter-hours. */
  readonly time: Float64Array;
  /** Values at each quantile of `FAN`; NaN where no run has one. */
  readonly quantiles: readonly Float64Array[];
  /** What was reported along it. */
  readonly reported: readonly DatedFigure[];
}

export interface ValidationReport {
  /** Scenario's name, and its title. */
  readonly scenario: string;
  readonly title: string;
  readonly main: string;
  /** Trading day of the main venue that charts zoom into, such as `2026-01-30`. */
  readonly crashDay: string | null;
  /** IANA zone of the main venue, in which charts tell time. */
  readonly zone: string;
  /** By venue: "USD/oz". */
  readonly units: Readonly<Record<string, string>>;
  readonly without: readonly string[];
  readonly seeds: readonly number[];
  /** Runs that failed, and why. */
  readonly failed: number;
  readonly failures: readonly string[];
  readonly rows: readonly JudgedFigure[];
  readonly verdict: Verdict;
  readonly twin: TwinVerdict | null;
  readonly fans: readonly Fan[];
}
