/** Which figures pull against each other: what brings one nearer to its target takes the other away. */

/** Correlations weaker than this may be chance among some dozens of points. */
const WEAK = 0.3;

export interface OpposedPair {
  /** Numbers of the two targets. */
  readonly a: number;
  readonly b: number;
  /** Correlation of their misses over the points tried. */
  readonly correlation: number;
  /** How strongly they pull: |correlation| times the geometric mean of the two misses at the chosen point. */
  readonly tension: number;
}

/** Correlations of misses over points, row after row; NaN where one of the two never moves. @param misses by point, by target */
export function missCorrelations(misses: readonly Float64Array[]): Float64Array {
  const n = misses[0]?.length ?? 0;
  const count = misses.length;
  const means = Array.from({ length: n }, (_, t) => misses.reduce((sum, m) => sum + m[t], 0) / count);
  const product = (a: number, b: number) => misses.reduce((sum, m) => sum + (m[a] - means[a]) * (m[b] - means[b]), 0);
  const spread = Array.from({ length: n }, (_, t) => Math.sqrt(product(t, t)));
  const out = new Float64Array(n * n).fill(Number.NaN);
  for (let a = 0; a < n; a++)
    for (let b = a; b < n; b++) {
      const scale = spread[a] * spread[b];
      const value = scale > 1e-12 ? Math.max(-1, Math.min(1, product(a, b) / scale)) : Number.NaN;
      out[a * n + b] = value;
      out[b * n + a] = value;
    }
  return out;
}

/**
 * Pairs that are both missed at the chosen point and of which the parameters that were tried move one the nearer as they
 * move the other the farther, the strongest first.
 */
export function opposedPairs(correlations: Float64Array, chosen: Float64Array): OpposedPair[] {
  const n = chosen.length;
  const pairs: OpposedPair[] = [];
  for (let a = 0; a < n; a++)
    for (let b = a + 1; b < n; b++) {
      const correlation = correlations[a * n + b];
      // Both must fall in size: they do together when their signs agree and they rise and fall together.
      if (!(correlation * chosen[a] * chosen[b] < 0 && Math.abs(correlation) >= WEAK)) continue;
      pairs.push({ a, b, correlation, tension: Math.abs(correlation) * Math.sqrt(Math.abs(chosen[a] * chosen[b])) });
    }
  return pairs.sort((x, y) => y.tension - x.tension);
}
