import { quantile } from "./quantile.ts";

/** The series with every value replaced by the median of its stretch of `width` ms (NaN left out); NaN where a stretch has none. */
export function medians(time: ArrayLike<number>, values: ArrayLike<number>, width: number): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  let first = 0;
  while (first < out.length) {
    const stretch = Math.floor(time[first] / width);
    const known: number[] = [];
    let end = first;
    for (; end < out.length && Math.floor(time[end] / width) === stretch; end++) {
      if (!Number.isNaN(values[end])) known.push(values[end]);
    }
    const median = quantile(known, 0.5);
    for (let i = first; i < end; i++) if (!Number.isNaN(values[i])) out[i] = median;
    first = end;
  }
  return out;
}
