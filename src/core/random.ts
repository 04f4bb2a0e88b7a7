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

/** One reproducible stream of random numbers; its state is saved and restored with a snapshot. */
export class RandomStream {
  private readonly source: seedrandom.StatefulPRNG<seedrandom.State.Tychei>;

  /** @param seed the run's seed  @param name the stream's name, unique within the run */
  constructor(seed: number | string, name: string) {
    const key = bytesToHex(sha256(utf8ToBytes(`${RANDOM_VERSION}|${seed}|${name}`)));
    this.source = seedrandom.tychei(key, { state: true });
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

  snapshotState(): unknown {
    return this.source.state();
  }

  restoreState(state: unknown): void {
    const other = seedrandom.tychei("", { state: state as seedrandom.State.Tychei });
    Object.assign(this, { source: other });
  }
}
