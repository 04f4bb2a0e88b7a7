/** A copy of `from` with room for `size` values, the new ones zero. */
export function widenDoubles(from: Float64Array<ArrayBuffer>, size: number): Float64Array<ArrayBuffer> {
  const to = new Float64Array(size);
  to.set(from);
  return to;
}

/** A copy of `from` with room for `size` values, the new ones zero. */
export function widenInts(from: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const to = new Int32Array(size);
  to.set(from);
  return to;
}

/** A copy of `from` with room for `size` values, the new ones zero. */
export function widenBytes(from: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> {
  const to = new Uint8Array(size);
  to.set(from);
  return to;
}
