/** Eigenvalues and eigenvectors of a small symmetric matrix, by mathjs. */
import { mathjs } from "../../scenario/mathjs.ts";

export interface Eigen {
  readonly values: Float64Array;
  /** Eigenvector k is column k, of length 1; row after row. */
  readonly vectors: Float64Array;
}

/** @param matrix n x n, row after row, symmetric to rounding; left as it is */
export function symmetricEigen(matrix: Float64Array, n: number): Eigen {
  // To the last bit: mathjs takes another way for what is not symmetric.
  const rows = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => (matrix[i * n + j] + matrix[j * n + i]) / 2),
  );
  const pairs = mathjs().eigs(rows).eigenvectors;
  const values = Float64Array.from(pairs, ({ value }) => Number(value));
  const vectors = new Float64Array(n * n);
  pairs.forEach(({ vector }, k) => {
    const column = vector as number[];
    const length = Math.hypot(...column);
    for (let i = 0; i < n; i++) vectors[i * n + k] = column[i] / length;
  });
  return { values, vectors };
}
