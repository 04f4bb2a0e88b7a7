/** A run beside its twin: every figure of both, and their price paths. */

/** A figure of a run and of its twin; null where one has none. */
export interface ComparedFigure {
  readonly key: string;
  readonly run: number | null;
  readonly twin: number | null;
  /** Twin less run. */
  readonly difference: number | null;
}

/** Last prices of the main venue of both at the run's steps. */
export interface ComparedPaths {
  /** ms UTC */
  readonly time: Float64Array;
  readonly run: Float64Array;
  readonly twin: Float64Array;
}

/** A twin, for reports and charts. */
export interface TwinReport {
  readonly run: string;
  readonly scenario: string;
  readonly seed: number;
  /** What is otherwise: mechanisms, and values as `--set` gives them. */
  readonly without: readonly string[];
  readonly set: readonly string[];
  /** ms UTC from which it is; null: from the beginning. */
  readonly from: number | null;
  readonly venue: string;
  readonly zone: string;
  /** `USD/oz` */
  readonly unit: string;
  readonly figures: readonly ComparedFigure[];
  readonly paths: ComparedPaths;
}

type Figures = Readonly<Record<string, number | string | null>>;

/** Every figure that is a number in either of the two, but those of the run's own twin and what was reported. */
export function compareFigures(run: Figures, twin: Figures): ComparedFigure[] {
  const keys = [...new Set([...Object.keys(run), ...Object.keys(twin)])];
  const known = (figures: Figures, key: string): number | null => {
    const value = figures[key];
    return typeof value === "number" && Number.isFinite(value) ? value : null;
  };
  return keys
    .filter((key) => !key.startsWith("twin.") && !key.endsWith("_reported"))
    .map((key) => ({ key, run: known(run, key), twin: known(twin, key) }))
    .filter((figure) => figure.run !== null || figure.twin !== null)
    .map((figure) => ({
      ...figure,
      difference: figure.run === null || figure.twin === null ? null : figure.twin - figure.run,
    }));
}

/** The last price known at each of these times; NaN before the first. Times rise in both. */
export function pricesAt(times: Float64Array, from: Float64Array, prices: Float64Array): Float64Array {
  const out = new Float64Array(times.length).fill(Number.NaN);
  let i = -1;
  for (let t = 0; t < times.length; t++) {
    while (i + 1 < from.length && from[i + 1] <= times[t]) i++;
    if (i >= 0) out[t] = prices[i];
  }
  return out;
}
