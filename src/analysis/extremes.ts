/** Index of the highest value, the first of equals; -1 when all are NaN. Infinite values count as missing. */
export function highest(values: ArrayLike<number>): number {
  let best = -1;
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i]) && (best < 0 || values[i] > values[best])) best = i;
  }
  return best;
}

/** Index of the lowest value, the first of equals; -1 when all are NaN. Infinite values count as missing. */
export function lowest(values: ArrayLike<number>): number {
  let best = -1;
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i]) && (best < 0 || values[i] < values[best])) best = i;
  }
  return best;
}
