/** Margin over a few days: what those have to find who hold a position. */

/** Largest value over the one `n` days before; NaN for a path of no more than n days. */
export const maxIncrease = (path: ArrayLike<number>, n: number): number => largest(path, n, (now, then) => now / then);

/** Largest rise over `n` days in the path's own unit: a call per lot, or points of notional. NaN as above. */
export const maxCall = (path: ArrayLike<number>, n: number): number => largest(path, n, (now, then) => now - then);

function largest(path: ArrayLike<number>, n: number, change: (now: number, then: number) => number): number {
  let most = Number.NaN;
  for (let i = n; i < path.length; i++) {
    const here = change(path[i], path[i - n]);
    if (!(here <= most)) most = here;
  }
  return most;
}
