/** Many runs held against what was reported: medians, bands, and how many figures they reach. */
import { quantileOfSorted } from "../quantile.ts";
import { agrees, counts, type ReportedFigure } from "../reported/reported-figure.ts";

/** Quantiles of a figure over runs; NaN without a run that has it. */
export interface FigureBand {
  readonly p5: number;
  readonly p10: number;
  readonly median: number;
  readonly p90: number;
  readonly p95: number;
}

/** A reported figure and what the runs make of it. */
export interface JudgedFigure {
  readonly figure: ReportedFigure;
  /** Runs that were made, and those of them that have no value of it. */
  readonly runs: number;
  readonly missing: number;
  readonly band: FigureBand;
  /** Whether it counts: it claims a range and restates no input. */
  readonly counts: boolean;
  /** Whether the median lies in the range that counts as agreement. A figure that most runs lack does not hold. */
  readonly holds: boolean;
  /** Whether the reported value lies between the 5% and the 95% quantile. */
  readonly covered: boolean;
}

/** What came of all figures that count. */
export interface Verdict {
  readonly figures: number;
  readonly holding: number;
  readonly covered: number;
  /** Share of the figures that must hold. */
  readonly pass: number;
  readonly passed: boolean;
}

/**
 * Judges a figure by its value in each run, NaN where a run has none. A missing value is outside every range: with it in
 * half of the runs or more, the figure does not hold and its band covers nothing.
 */
export function judgeFigure(figure: ReportedFigure, values: ArrayLike<number>): JudgedFigure {
  const known = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const band = bandOf(known);
  const runs = values.length;
  const missing = runs - known.length;
  const present = known.length > missing;
  return {
    figure,
    runs,
    missing,
    band,
    counts: counts(figure),
    holds: present && agrees(figure, band.median),
    covered: present && reaches(figure.value, band),
  };
}

/** What the figures come to. A scenario without a figure that counts has nothing to fail. */
export function judgeAll(rows: readonly JudgedFigure[], pass: number): Verdict {
  const counted = rows.filter((row) => row.counts);
  const holding = counted.filter((row) => row.holds).length;
  const covered = counted.filter((row) => row.covered).length;
  // A share such as 0.8 of 35 is 28 exactly, whatever the last bit of the product says.
  const passed = holding >= pass * counted.length - 1e-9;
  return { figures: counted.length, holding, covered, pass, passed };
}

export function bandOf(sorted: ArrayLike<number>): FigureBand {
  const at = (q: number) => quantileOfSorted(sorted, q);
  return { p5: at(0.05), p10: at(0.1), median: at(0.5), p90: at(0.9), p95: at(0.95) };
}

/** Whether the band from 5% to 95% reaches a value. */
export const reaches = (value: number, { p5, p95 }: FigureBand): boolean => {
  const slack = 1e-9 * Math.abs(value);
  return value >= p5 - slack && value <= p95 + slack;
};

/** The day's fall of runs and of their twins, which lack a mechanism. */
export interface TwinVerdict {
  readonly mechanism: string;
  readonly runs: number;
  /** Fall of the main venue's crash day from settlement to settlement, a fraction: with the mechanism and without it. */
  readonly withIt: FigureBand;
  readonly without: FigureBand;
  /** Fall that was reported; null when the scenario reports none. */
  readonly reported: number | null;
  /** Whether the twins' median lies outside the band of the runs. */
  readonly outside: boolean;
  /** Whether the reported fall lies outside the twins' band; null when none was reported. */
  readonly reportedOutside: boolean | null;
}

/** Judges the twins by the day's fall. */
export function judgeTwin(
  mechanism: string,
  withIt: ArrayLike<number>,
  without: ArrayLike<number>,
  reported: number | null,
): TwinVerdict {
  const band = (values: ArrayLike<number>) =>
    bandOf(
      Float64Array.from(values)
        .filter((value) => !Number.isNaN(value))
        .sort(),
    );
  const own = band(withIt);
  const twin = band(without);
  return {
    mechanism,
    runs: without.length,
    withIt: own,
    without: twin,
    reported,
    outside: !reaches(twin.median, own),
    reportedOutside: reported === null ? null : !reaches(reported, twin),
  };
}
