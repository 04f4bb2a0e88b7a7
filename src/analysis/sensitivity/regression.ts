/** Regression and rank measures of sensitivity (Saltelli et al. 2008, Global Sensitivity Analysis: the Primer, ch. 1). */
import { leastSquares } from "./least-squares.ts";

/** A linear fit of a figure by all parameters. */
export interface StandardizedRegression {
  /** Change of the figure, in its standard deviations, for a standard deviation of the parameter. 0 for one that does not vary. */
  readonly coefficients: Float64Array;
  /** Part of the variance that the fit explains: how far the coefficients can be trusted. NaN when the figure does not vary. */
  readonly r2: number;
  /** Points with all values. */
  readonly used: number;
}

/**
 * Standardized regression coefficients. Points with a missing value are left out. With the `ranks` of parameters and figure
 * it is the rank regression, which holds for all monotonic relations.
 */
export function standardizedRegression(columns: readonly Float64Array[], y: Float64Array): StandardizedRegression {
  const whole = Int32Array.from(y.keys()).filter(
    (p) => !Number.isNaN(y[p]) && columns.every((column) => !Number.isNaN(column[p])),
  );
  const target = standardized(y, whole);
  const fit = leastSquares(
    columns.map((column) => standardized(column, whole)),
    target,
  );
  let explained = 0;
  let all = 0;
  for (let i = 0; i < target.length; i++) {
    explained += fit.fitted[i] * fit.fitted[i];
    all += target[i] * target[i];
  }
  return { coefficients: fit.coefficients, r2: explained / all, used: whole.length };
}

/** Ranks from 1; equal values share the mean of theirs; NaN stays NaN. */
export function ranks(x: Float64Array): Float64Array {
  const order = Int32Array.from(x.keys())
    .filter((p) => !Number.isNaN(x[p]))
    .sort((a, b) => x[a] - x[b]);
  const out = new Float64Array(x.length).fill(Number.NaN);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && x[order[to]] === x[order[from]]) to++;
    for (let i = from; i < to; i++) out[order[i]] = (from + 1 + to) / 2;
    from = to;
  }
  return out;
}

/** Spearman's rank correlation, -1 to 1, of the pairs that are there; NaN when either does not vary. */
export function rankCorrelation(x: Float64Array, y: Float64Array): number {
  const missing = x.map((value, p) => (Number.isNaN(value) || Number.isNaN(y[p]) ? Number.NaN : 0));
  const every = Int32Array.from(x.keys()).filter((p) => !Number.isNaN(missing[p]));
  const a = standardized(ranks(x.map((value, p) => value + missing[p])), every);
  const b = standardized(ranks(y.map((value, p) => value + missing[p])), every);
  let products = 0;
  let ofA = 0;
  let ofB = 0;
  for (let i = 0; i < a.length; i++) {
    products += a[i] * b[i];
    ofA += a[i] * a[i];
    ofB += b[i] * b[i];
  }
  return products / Math.sqrt(ofA * ofB);
}

/** The values at those places with mean 0 and variance 1; all 0 when they do not vary. */
function standardized(values: Float64Array, places: Int32Array): Float64Array {
  const out = Float64Array.from(places, (p) => values[p]);
  let mean = 0;
  for (let i = 0; i < out.length; i++) mean += out[i] / out.length;
  let squares = 0;
  let largest = 0;
  for (let i = 0; i < out.length; i++) {
    largest = Math.max(largest, Math.abs(out[i]));
    out[i] -= mean;
    squares += out[i] * out[i];
  }
  const deviation = Math.sqrt(squares / out.length);
  const varies = deviation > 1e-12 * largest;
  for (let i = 0; i < out.length; i++) out[i] = varies ? out[i] / deviation : 0;
  return out;
}
