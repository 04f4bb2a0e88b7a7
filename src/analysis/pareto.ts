/** Pareto dominance: which of some points, each of whose coordinates is wanted small, are beaten by none. */

/** Whether the first point is nowhere larger than the second and somewhere smaller. */
export function dominates(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  let smaller = false;
  for (let i = 0; i < a.length; i++) {
    if (!(a[i] <= b[i])) return false;
    if (a[i] < b[i]) smaller = true;
  }
  return smaller;
}

/**
 * Positions of the points that no other dominates, in their order. Equal points stand together; one with a coordinate that
 * is NaN is none.
 */
export function paretoFront(points: readonly ArrayLike<number>[]): number[] {
  const front: number[] = [];
  for (const [p, point] of points.entries()) {
    if (Array.from(point).some(Number.isNaN)) continue;
    // A point that is dominated is dominated by one of the front so far, or by one to come.
    if (front.some((other) => dominates(points[other], point))) continue;
    let kept = 0;
    for (const other of front) if (!dominates(point, points[other])) front[kept++] = other;
    front.length = kept;
    front.push(p);
  }
  return front;
}
