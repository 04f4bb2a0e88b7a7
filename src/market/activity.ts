/** How busy the clock time is: a curve over the local day. */

const DAY_MINUTES = 1440;

/** Level at a minute of the day on the straight lines between the knots, around midnight; 1 when there are none. */
export function activityAt(knots: readonly (readonly [number, number])[], minuteOfDay: number): number {
  const n = knots.length;
  if (n === 0) return 1;
  let i = n - 1;
  while (i >= 0 && knots[i][0] > minuteOfDay) i--;
  const [t0, y0] = i < 0 ? knots[n - 1] : knots[i];
  const [t1, y1] = knots[(i + 1) % n];
  const start = i < 0 ? t0 - DAY_MINUTES : t0;
  const end = i === n - 1 ? t1 + DAY_MINUTES : t1;
  return end === start ? y0 : y0 + ((y1 - y0) * (minuteOfDay - start)) / (end - start);
}
