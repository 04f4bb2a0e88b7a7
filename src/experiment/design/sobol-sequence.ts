/**
 * The Sobol sequence, plain and scrambled. Scrambling is Owen's nested uniform one (Owen 1995; 1998, J. Complexity 14):
 * whether a bit flips depends on the bits above it, so the net's balance stays and every point alone is uniform. The
 * random flips come from a hash of (dimension's key, bits above), so no tree of them is stored. The first point is kept:
 * to drop the origin of an unscrambled sequence breaks its balance (Owen 2020, On dropping the first Sobol' point).
 */
import type { RandomStream } from "../../core/random.ts";
import { sobolDirections } from "./sobol-directions.ts";

const SCALE = 2 ** -32;

/** The first points as 32-bit integers, fractions of 2^32, row after row, in Gray code order (Antonov & Saleev 1979). */
export function sobolBits(count: number, dimensions: number): Uint32Array {
  const out = new Uint32Array(count * dimensions);
  for (let d = 0; d < dimensions; d++) {
    const directions = sobolDirections(d);
    let x = 0;
    for (let p = 0; p < count; p++) {
      out[p * dimensions + d] = x;
      x ^= directions[trailingZeros(p + 1)];
    }
  }
  return out;
}

/** The unscrambled points in [0, 1). */
export function plainSobol(count: number, dimensions: number): Float64Array {
  return Float64Array.from(sobolBits(count, dimensions), (x) => x * SCALE);
}

/** The scrambled points, in (0, 1). With a larger count the first points stay. */
export function scrambledSobol(count: number, dimensions: number, stream: RandomStream): Float64Array {
  const bits = sobolBits(count, dimensions);
  const out = new Float64Array(bits.length);
  for (let d = 0; d < dimensions; d++) {
    const high = stream.int(0x100000000);
    const low = stream.int(0x100000000);
    for (let i = d; i < bits.length; i += dimensions) out[i] = (scramble(bits[i], high, low) + 0.5) * SCALE;
  }
  return out;
}

/** Flips each bit by the hash of what stands above it; `above` carries a leading 1, so that prefixes of different lengths differ. */
function scramble(x: number, high: number, low: number): number {
  let flips = 0;
  for (let bit = 0; bit < 32; bit++) {
    const above = bit === 0 ? 1 : (1 << bit) | (x >>> (32 - bit));
    flips = (flips << 1) | (hash(hash(above ^ high) + low) & 1);
  }
  return (x ^ flips) >>> 0;
}

/** Finaliser of MurmurHash3 (A. Appleby, public domain): every bit of the input moves every bit of the output. */
function hash(x: number): number {
  let h = x | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function trailingZeros(n: number): number {
  return 31 - Math.clz32(n & -n);
}
