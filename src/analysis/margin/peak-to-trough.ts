/** Margin across a cycle: its peak over its trough, for a position that does not change (Murphy, Vasios & Vause 2014). */

/** Largest over smallest value, whichever came first; NaN for an empty path. Compare paths over equal windows only. */
export function peakToTrough(path: ArrayLike<number>): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NaN;
  for (let i = 0; i < path.length; i++) {
    low = Math.min(low, path[i]);
    high = Number.isNaN(high) ? path[i] : Math.max(high, path[i]);
  }
  return high / low;
}

/** Largest value over the smallest one before it, so that falls do not count; 1 for a path that never rises. */
export function peakToTroughOrdered(path: ArrayLike<number>): number {
  let low = Number.POSITIVE_INFINITY;
  let worst = Number.NaN;
  for (let i = 0; i < path.length; i++) {
    low = Math.min(low, path[i]);
    worst = Number.isNaN(worst) ? path[i] / low : Math.max(worst, path[i] / low);
  }
  return worst;
}
