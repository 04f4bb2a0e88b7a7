/** Finding steps by time. Times are ms UTC, ascending. */

/** Index of the last step that starts at or before `at`; -1 when every step starts later. */
export function stepAt(time: ArrayLike<number>, at: number): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (time[mid] <= at) low = mid + 1;
    else high = mid;
  }
  return low - 1;
}

/** Index of the first step that starts at or after `at`; `time.length` when there is none. */
export function firstStepFrom(time: ArrayLike<number>, at: number): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (time[mid] < at) low = mid + 1;
    else high = mid;
  }
  return low;
}
