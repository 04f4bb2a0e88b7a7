/** The largest fall within any stretch of a given length. Indices into the series, `fall` in price, above 0. */
export interface WorstWindow {
  readonly from: number;
  readonly to: number;
  readonly fall: number;
}

/**
 * The largest fall from an earlier to a later price at most `width` ms apart, among steps `first` to `last`; null when
 * the price never falls. A queue of falling maxima keeps it linear in the number of steps.
 */
export function worstWindow(
  time: ArrayLike<number>,
  prices: ArrayLike<number>,
  width: number,
  first = 0,
  last = prices.length - 1,
): WorstWindow | null {
  const queue = new Int32Array(Math.max(0, last - first + 1));
  let head = 0;
  let tail = 0;
  let worst: WorstWindow | null = null;
  for (let i = first; i <= last; i++) {
    const p = prices[i];
    if (Number.isNaN(p)) continue;
    while (head < tail && time[queue[head]] < time[i] - width) head++;
    while (head < tail && prices[queue[tail - 1]] <= p) tail--;
    queue[tail++] = i;
    const fall = prices[queue[head]] - p;
    if (fall > 0 && (!worst || fall > worst.fall)) worst = { from: queue[head], to: i, fall };
  }
  return worst;
}
