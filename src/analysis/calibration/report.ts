/** Everything that a calibration says, for whoever prints, draws or stores it. */

/** A free parameter and what became of it. */
export interface CalibratedParameter {
  readonly path: string;
  readonly reason: string;
  readonly scale: "linear" | "log";
  /** Bounds, start and choice; durations in milliseconds. */
  readonly low: number;
  readonly high: number;
  readonly start: number;
  readonly found: number;
  /** What the best points of resampled seeds have here, from 5% to 95%. */
  readonly interval: readonly [number, number];
  /** Least and greatest value among points whose loss lies within the margin of the best. */
  readonly range: readonly [number, number];
  /** Length of that range as a share of the bounds', on the parameter's own scale. */
  readonly rangeShare: number;
  /** All of these as a scenario writes them. */
  readonly written: Readonly<Record<"low" | "high" | "start" | "found", string>> & {
    readonly interval: readonly [string, string];
    readonly range: readonly [string, string];
  };
}

/** A figure at a point. */
export interface FigureAt {
  /** Median over the seeds; NaN when half of the runs or more have none. */
  readonly median: number;
  /** In tolerances, -3 to 3. */
  readonly miss: number;
}

export interface CalibratedFigure {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly tolerance: number;
  readonly start: FigureAt;
  readonly found: FigureAt;
}

export interface OpposedFigures {
  readonly a: CalibratedFigure;
  readonly b: CalibratedFigure;
  readonly correlation: number;
  readonly tension: number;
}

/** A point that was tried. */
export interface Evaluation {
  readonly batch: number;
  readonly values: readonly number[];
  readonly loss: number;
  readonly misses: Float64Array;
  /** Runs that failed. */
  readonly failed: number;
}

export interface CalibrationReport {
  readonly scenario: string;
  readonly title: string;
  readonly without: readonly string[];
  readonly seeds: readonly number[];
  readonly evaluations: readonly Evaluation[];
  /** Number of the best. The start is number 0. */
  readonly best: number;
  readonly failures: readonly string[];
  readonly parameters: readonly CalibratedParameter[];
  readonly figures: readonly CalibratedFigure[];
  /** Pairs of figures that pull against each other, the strongest first. */
  readonly opposed: readonly OpposedFigures[];
  /** Standard error of the best loss over seeds, and what counts as no worse than it. */
  readonly error: number;
  readonly margin: number;
  /** Points within the margin, the best among them. */
  readonly within: number;
}

/** A range that takes up more of the bounds than this: the record does not pin the parameter down. */
const LOOSE = 0.5;
/** Points within the margin that must be there before a short range says anything: so many, and so many for each parameter. */
const FEWEST = 5;
const FEWEST_EACH = 2;

/**
 * Whether good points keep to a part of the bounds: false says that the record leaves the parameter open; true, that no
 * good point was met elsewhere, as far as was searched; null, that too few good points were met to tell.
 */
export function pinned({ rangeShare }: CalibratedParameter, { within, parameters }: CalibrationReport): boolean | null {
  if (rangeShare > LOOSE) return false;
  return within >= Math.max(FEWEST, FEWEST_EACH * parameters.length) ? true : null;
}

/** How many figures lie within their tolerance. */
export const holding = (figures: readonly CalibratedFigure[], at: "start" | "found"): number =>
  figures.filter((figure) => Math.abs(figure[at].miss) <= 1).length;
