/**
 * Indices that draw a series with at most `4 * buckets` points: from each bucket of equal time the first, lowest,
 * highest and last value, so that no spike is lost. NaN values are left out, so are steps where `phase` is 0 (closed)
 * and what lies outside `first` … `last`.
 */
export function downsample(
  time: ArrayLike<number>,
  values: ArrayLike<number>,
  buckets: number,
  first = 0,
  last = values.length - 1,
  phase: Uint8Array | null = null,
): Int32Array {
  const out = new Int32Array(4 * buckets);
  let n = 0;
  const start = time[first];
  const width = (time[last] - start) / buckets || 1;
  let i = first;
  while (i <= last) {
    const bucket = Math.min(buckets - 1, Math.floor((time[i] - start) / width));
    const until = bucket === buckets - 1 ? Number.POSITIVE_INFINITY : start + (bucket + 1) * width;
    let begin = -1;
    let low = -1;
    let high = -1;
    let end = -1;
    do {
      const v = values[i];
      if (!Number.isNaN(v) && (phase === null || phase[i] !== 0)) {
        if (begin < 0) begin = low = high = i;
        else if (v < values[low]) low = i;
        else if (v > values[high]) high = i;
        end = i;
      }
      i++;
    } while (i <= last && time[i] < until);
    if (begin < 0) continue;
    out[n++] = begin;
    const near = Math.min(low, high);
    const far = Math.max(low, high);
    if (near > begin) out[n++] = near;
    if (far > out[n - 1]) out[n++] = far;
    if (end > out[n - 1]) out[n++] = end;
  }
  return out.slice(0, n);
}
