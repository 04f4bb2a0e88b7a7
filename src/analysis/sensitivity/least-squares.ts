/** Linear least squares by Gram-Schmidt (done twice, so that it stays orthogonal); columns that add nothing are left out. */

/** A fit. */
export interface LeastSquares {
  /** By column; 0 for one that is a combination of those before it. */
  readonly coefficients: Float64Array;
  readonly fitted: Float64Array;
  /** How much each value pulls its own fit, 0 to 1: the diagonal of the hat matrix. */
  readonly leverage: Float64Array;
  /** Columns that count. */
  readonly rank: number;
}

/** Part of its length that a column must keep beside those before it. */
const DEPENDENT = 1e-8;

/** Fits `y` by the columns, which are as long as it; no value may be missing. */
export function leastSquares(columns: readonly Float64Array[], y: Float64Array): LeastSquares {
  const n = y.length;
  const basis: Float64Array[] = [];
  const kept: number[] = [];
  const triangle: number[][] = [];
  for (let c = 0; c < columns.length; c++) {
    const q = columns[c].slice();
    const before = Math.sqrt(dot(q, q));
    const along = new Array<number>(basis.length).fill(0);
    for (let pass = 0; pass < 2; pass++) {
      for (let b = 0; b < basis.length; b++) {
        const part = dot(basis[b], q);
        along[b] += part;
        for (let i = 0; i < n; i++) q[i] -= part * basis[b][i];
      }
    }
    const length = Math.sqrt(dot(q, q));
    if (!(length > DEPENDENT * before) || basis.length === n) continue;
    for (let i = 0; i < n; i++) q[i] /= length;
    basis.push(q);
    kept.push(c);
    triangle.push([...along, length]);
  }
  const fitted = new Float64Array(n);
  const leverage = new Float64Array(n);
  const rest = basis.map((q) => dot(q, y));
  for (let b = 0; b < basis.length; b++) {
    const q = basis[b];
    for (let i = 0; i < n; i++) {
      fitted[i] += rest[b] * q[i];
      leverage[i] += q[i] * q[i];
    }
  }
  const coefficients = new Float64Array(columns.length);
  for (let b = basis.length - 1; b >= 0; b--) {
    const value = rest[b] / triangle[b][b];
    coefficients[kept[b]] = value;
    for (let above = 0; above < b; above++) rest[above] -= value * triangle[b][above];
  }
  return { coefficients, fitted, leverage, rank: basis.length };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
