/** Ridge logistic regression: all indicators as one score. */
import { leastSquares } from "../sensitivity/least-squares.ts";

/** A fitted score: the log odds of a crash. */
export interface LogisticFit {
  /** By column: its weight in standard deviations of the column on the rows of the fit; 0 for one that it leaves out. */
  readonly weights: Float64Array;
  readonly intercept: number;
  /** By column, on the rows of the fit. */
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

/** Penalty on the squared weights, per row: the loss is the mean log loss + RIDGE / 2 times their sum of squares. */
const RIDGE = 0.01;
const STEPS = 50;
const SETTLED = 1e-9;
/** Part of the rows that must have a value for a column to count. */
const PRESENT = 0.5;

/**
 * Fits by Newton's method, each step a weighted least squares (iteratively reweighted; Hastie, Tibshirani & Friedman 2009,
 * 4.4.1) with the ridge as rows of its own. A missing value stands at the column's mean. Columns that do not vary or are
 * mostly missing are left out.
 */
export function fitLogistic(columns: readonly Float64Array[], label: Uint8Array): LogisticFit {
  const n = label.length;
  const mean = new Float64Array(columns.length);
  const deviation = new Float64Array(columns.length);
  columns.forEach((column, c) => {
    const present = column.filter((x) => !Number.isNaN(x));
    mean[c] = present.reduce((sum, x) => sum + x, 0) / present.length;
    deviation[c] = Math.sqrt(present.reduce((sum, x) => sum + (x - mean[c]) * (x - mean[c]), 0) / present.length);
    if (!(present.length >= PRESENT * n) || !(deviation[c] > 1e-12 * Math.abs(mean[c]))) deviation[c] = Number.NaN;
  });
  const used = [...columns.keys()].filter((c) => !Number.isNaN(deviation[c]));
  const weights = new Float64Array(columns.length);
  const fitted = (at: number): LogisticFit => ({ weights, intercept: at, mean, deviation });
  const standard = used.map((c) => standardised(columns[c], mean[c], deviation[c]));
  const positives = label.reduce((sum, y) => sum + y, 0);
  let intercept = Math.log((positives + 0.5) / (n - positives + 0.5));
  const length = n + used.length;
  const penalty = Math.sqrt(RIDGE * n);
  for (let step = 0; step < STEPS; step++) {
    const design = [new Float64Array(length), ...used.map(() => new Float64Array(length))];
    const target = new Float64Array(length);
    for (let i = 0; i < n; i++) {
      let odds = intercept;
      for (let k = 0; k < used.length; k++) odds += weights[used[k]] * standard[k][i];
      const p = 1 / (1 + Math.exp(-odds));
      const root = Math.sqrt(Math.max(1e-9, p * (1 - p)));
      design[0][i] = root;
      for (let k = 0; k < used.length; k++) design[k + 1][i] = root * standard[k][i];
      target[i] = root * odds + (label[i] - p) / root;
    }
    for (let k = 0; k < used.length; k++) design[k + 1][n + k] = penalty;
    const { coefficients } = leastSquares(design, target);
    let moved = Math.abs(coefficients[0] - intercept);
    intercept = coefficients[0];
    used.forEach((c, k) => {
      moved = Math.max(moved, Math.abs(coefficients[k + 1] - weights[c]));
      weights[c] = coefficients[k + 1];
    });
    if (moved < SETTLED) break;
  }
  return fitted(intercept);
}

/** The score of every row of the columns. */
export function logisticScores(
  { weights, intercept, mean, deviation }: LogisticFit,
  columns: readonly Float64Array[],
): Float64Array {
  const n = columns[0]?.length ?? 0;
  const out = new Float64Array(n).fill(intercept);
  columns.forEach((column, c) => {
    if (weights[c] === 0) return;
    const z = standardised(column, mean[c], deviation[c]);
    for (let i = 0; i < n; i++) out[i] += weights[c] * z[i];
  });
  return out;
}

const standardised = (column: Float64Array, mean: number, deviation: number): Float64Array =>
  column.map((x) => (Number.isNaN(x) ? 0 : (x - mean) / deviation));
