/** Uniform numbers that never touch the ends, so that an unbounded axis stays finite. */
import type { RandomStream } from "../../core/random.ts";

const HALF_STEP = 2 ** -33;

/** Uniform on (0, 1): the middle of one of 2^32 equal parts. */
export function openUniform(stream: RandomStream): number {
  return stream.next() + HALF_STEP;
}

/** 0 … n-1 in random order (Fisher-Yates). */
export function permutation(n: number, stream: RandomStream): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = stream.int(i + 1);
    const kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }
  return order;
}
