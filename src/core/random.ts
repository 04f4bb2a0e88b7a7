/**
 * Random streams. Each population, asset and the desk draws from a stream of its own, keyed by
 * SHA-256(version | seed | name), so that adding one disturbs no other and neighbouring seeds are unrelated.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import seedrandom from "seedrandom";

/** Changes whenever a seed would give other numbers; part of every stream's key. */
export const RANDOM_VERSION = "1";

const TWO_PI = 2 * Math.PI;

/**
 * One reproducible stream of random numbers; its state is saved and restored with a snapshot. The generator is Tyche-i of
 * seedrandom, which seeds it; its step is written out in `source`, because the library's is a closure within a closure
 * for each stream and costs more than the arithmetic.
 */
export class RandomStream {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  /** @param seed the run's seed  @param name the stream's name, unique within the run */
  constructor(seed: number | string, name: string) {
    const key = bytesToHex(sha256(utf8ToBytes(`${RANDOM_VERSION}|${seed}|${name}`)));
    const { a, b, c, d } = seedrandom.tychei(key, { state: true }).state();
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
  }

  /** Uniform on [0, 1), 32 random bits. */
  next(): number {
    return this.source();
  }

  /** Uniform on (a, b). */
  uniform(a: number, b: number): number {
    return a + (b - a) * this.source();
  }

  /** Uniform integer in 0 … n-1. */
  int(n: number): number {
    return Math.floor(this.source() * n);
  }

  /** True with probability p. */
  chance(p: number): boolean {
    return this.source() < p;
  }

  /** Standard normal (Box-Muller, no cached second value, so that a snapshot holds the whole state). */
  normal(): number {
    const u = 1 - this.source();
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(TWO_PI * this.source());
  }

  /** Exponential with the given mean. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.source());
  }

  /** Pareto with lowest value `min` and tail exponent `alpha`. */
  pareto(min: number, alpha: number): number {
    return min * Math.exp(-Math.log(1 - this.source()) / alpha);
  }

  /** Poisson count; exact (products of uniforms in chunks), cost grows with the mean. */
  poisson(mean: number): number {
    let count = 0;
    let left = mean;
    while (left > 0) {
      const chunk = Math.min(left, 16);
      const floor = Math.exp(-chunk);
      let product = this.source();
      while (product > floor) {
        count++;
        product *= this.source();
      }
      left -= chunk;
    }
    return count;
  }

  /** Rounds up or down at random so that the mean is kept: 2.3 is 3 three times in ten. */
  round(x: number): number {
    const floor = Math.floor(x);
    return floor + (this.source() < x - floor ? 1 : 0);
  }

  /** Tyche-i: Neves and Araujo 2012, "Fast and small nonlinear pseudorandom number generators for computer simulation". */
  private source(): number {
    let { a, b, c, d } = this;
    b = (b << 25) ^ (b >>> 7) ^ c;
    c = (c - d) | 0;
    d = (d << 24) ^ (d >>> 8) ^ a;
    a = (a - b) | 0;
    b = (b << 20) ^ (b >>> 12) ^ c;
    c = (c - d) | 0;
    d = (d << 16) ^ (c >>> 16) ^ a;
    a = (a - b) | 0;
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
    return (a >>> 0) / 0x100000000;
  }
}
