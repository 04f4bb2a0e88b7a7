/** Where labels of points go so that they do not cover one another. */

/** A point and its label, in pixels of the plot; y grows downward. */
export interface LabelledPoint {
  readonly x: number;
  readonly y: number;
  /** Width of the label. */
  readonly width: number;
}

/** The label's left end and middle line, and whether it moved so far from its point that a line must lead to it. */
export interface PlacedLabel {
  readonly x: number;
  readonly y: number;
  readonly led: boolean;
}

const HEIGHT = 14;
const GAP = 5;
/** How far above its point a label stands when nothing is in the way: clear of the line of its interval. */
const RISE = 11;

/**
 * Places labels right of their points, left where the plot ends, and moves those that would cover another up or down in
 * steps until they are free. Points are taken in the given order: the first keep the best places.
 */
export function placeLabels(points: readonly LabelledPoint[], width: number, height: number): PlacedLabel[] {
  const placed: (PlacedLabel & { readonly right: number })[] = [];
  for (const point of points) {
    const x = point.x + GAP + point.width > width ? Math.max(0, point.x - GAP - point.width) : point.x + GAP;
    const free = (y: number) =>
      y >= HEIGHT / 2 &&
      y <= height - HEIGHT / 2 &&
      placed.every((p) => p.right < x || x + point.width < p.x || Math.abs(p.y - y) >= HEIGHT) &&
      points.every(
        (p) => p === point || p.x < x - 5 || p.x > x + point.width + 5 || Math.abs(p.y - y) >= HEIGHT / 2 + 4,
      );
    const wanted = Math.max(HEIGHT / 2, point.y - RISE);
    let y = wanted;
    for (let step = 1; step < 80 && !free(y); step++)
      y = wanted + (step % 2 === 1 ? -1 : 1) * Math.ceil(step / 2) * (HEIGHT / 2);
    placed.push({ x, y, led: Math.abs(y - point.y) > 1.5 * HEIGHT, right: x + point.width });
  }
  return placed.map(({ x, y, led }) => ({ x, y, led }));
}
