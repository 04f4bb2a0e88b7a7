import { describe, expect, it } from "vitest";
import { morrisMeasures, sobolIndices } from "../../src/analysis/sensitivity/index.ts";
import { RandomStream } from "../../src/core/random.ts";
import { ishigami, runDesign, sobolG } from "./sensitivity-functions.ts";

const stream = (seed: number | string = 1) => new RandomStream(seed, "sensitivity");

/** Blocks A, AB, B from independent random numbers, for which the theory of intervals holds. */
function randomBlocks(f: (x: Float64Array) => number, factors: number, blocks: number, seed: number): Float64Array {
  const rng = stream(seed);
  const out = new Float64Array(blocks * (factors + 2));
  let at = 0;
  for (let b = 0; b < blocks; b++) {
    const first = Float64Array.from({ length: factors }, () => rng.next());
    const second = Float64Array.from({ length: factors }, () => rng.next());
    out[at++] = f(first);
    for (let i = 0; i < factors; i++) out[at++] = f(first.map((x, j) => (j === i ? second[j] : x)));
    out[at++] = f(second);
  }
  return out;
}

describe("Sobol indices", () => {
  const known = [
    ["Ishigami, a = 7, b = 0.1", ishigami(7, 0.1)],
    ["Sobol g, a = 0, 1, 4.5, 9, 99 × 4", sobolG([0, 1, 4.5, 9, 99, 99, 99, 99])],
    ["Sobol g, all alike", sobolG([1, 1, 1, 1])],
  ] as const;

  it("the exact values are those that are published", () => {
    const [s1, s2, s3] = ishigami(7, 0.1).firstOrder;
    expect([s1, s2, s3].map((s) => s.toFixed(4))).toEqual(["0.3139", "0.4424", "0.0000"]);
    expect(ishigami(7, 0.1).total.map((s) => s.toFixed(4))).toEqual(["0.5576", "0.4424", "0.2437"]);
    expect(sobolG([0, 1, 4.5, 9, 99, 99, 99, 99]).firstOrder[0].toFixed(3)).toBe("0.716");
  });

  it.each(known)("%s: within 0.005 of the exact indices from 4096 samples, whatever the stream", (_, f) => {
    for (const seed of [1, 2, 3]) {
      const { outputs } = runDesign(f, "saltelli", 4096, stream(seed));
      const found = sobolIndices(outputs, f.factors, stream("resample"), { replicates: 50 });
      expect(found.used).toBe(4096);
      expect(Math.abs(found.mean / f.mean - 1)).toBeLessThan(0.01);
      expect(Math.abs(found.variance / f.variance - 1)).toBeLessThan(0.02);
      for (let i = 0; i < f.factors; i++) {
        expect(Math.abs(found.firstOrder[i].value - f.firstOrder[i])).toBeLessThan(0.005);
        expect(Math.abs(found.total[i].value - f.total[i])).toBeLessThan(0.005);
        for (const estimate of [found.firstOrder[i], found.total[i]]) {
          expect(estimate.low).toBeLessThanOrEqual(estimate.value);
          expect(estimate.high).toBeGreaterThanOrEqual(estimate.value);
        }
      }
    }
  });

  it("95% intervals hold the exact index in 90 to 99.5% of 200 random samples", () => {
    const f = sobolG([0, 1, 4.5]);
    let held = 0;
    for (let seed = 0; seed < 200; seed++) {
      const outputs = randomBlocks(f.at, 3, 200, seed);
      const found = sobolIndices(outputs, 3, stream(`resample ${seed}`), { replicates: 200 });
      for (let i = 0; i < 3; i++) {
        if (found.firstOrder[i].low <= f.firstOrder[i] && f.firstOrder[i] <= found.firstOrder[i].high) held++;
        if (found.total[i].low <= f.total[i] && f.total[i] <= found.total[i].high) held++;
      }
    }
    expect(held / 1200).toBeGreaterThan(0.9);
    expect(held / 1200).toBeLessThan(0.995);
  });

  it("dice in the output raise total indices and lower first-order ones by their share of the variance", () => {
    const f = ishigami(7, 0.1);
    const { outputs } = runDesign(f, "saltelli", 8192, stream());
    const rng = stream("dice");
    const dice = 0.25;
    const sd = Math.sqrt((f.variance * dice) / (1 - dice));
    const found = sobolIndices(
      outputs.map((y) => y + sd * rng.normal()),
      3,
      stream(),
      { replicates: 20 },
    );
    for (let i = 0; i < 3; i++) {
      expect(Math.abs(found.firstOrder[i].value - f.firstOrder[i] * (1 - dice))).toBeLessThan(0.025);
      expect(Math.abs(found.total[i].value - (f.total[i] * (1 - dice) + dice))).toBeLessThan(0.025);
    }
  });

  it("intervals of a Sobol sequence's blocks are wider than its estimates' spread", () => {
    const f = sobolG([0, 1, 4.5]);
    const found = Array.from({ length: 40 }, (_, seed) => {
      const { outputs } = runDesign(f, "saltelli", 256, stream(seed));
      return sobolIndices(outputs, 3, stream(`r${seed}`), { replicates: 100 }).total[0];
    });
    const held = found.filter(({ low, high }) => low <= f.total[0] && f.total[0] <= high);
    expect(held.length).toBeGreaterThanOrEqual(39);
  });

  it("intervals narrow as the root of the samples", () => {
    const width = (samples: number) => {
      const f = sobolG([0, 1, 4.5]);
      const found = sobolIndices(randomBlocks(f.at, 3, samples, 5), 3, stream("resample"), { replicates: 400 });
      return found.total[0].high - found.total[0].low;
    };
    expect(width(400) / width(6400)).toBeGreaterThan(2.8);
    expect(width(400) / width(6400)).toBeLessThan(5.7);
  });

  it("leaves a block with a missing point out, and nothing else", () => {
    const f = ishigami(7, 0.1);
    const { outputs } = runDesign(f, "saltelli", 1024, stream());
    const whole = sobolIndices(outputs.subarray(0, 5 * 1000), 3, stream(), { replicates: 20 });
    const holes = outputs.slice();
    for (let b = 1000; b < 1024; b++) holes[5 * b + (b % 5)] = Number.NaN;
    const found = sobolIndices(holes, 3, stream(), { replicates: 20 });
    expect(found).toEqual({ ...whole, dropped: 24 });
  });

  it("an offset changes nothing; an output that does not vary has no indices; an empty one no figures", () => {
    const f = ishigami(7, 0.1);
    const { outputs } = runDesign(f, "saltelli", 256, stream());
    const plain = sobolIndices(outputs, 3, stream(), { replicates: 20 });
    const moved = sobolIndices(
      outputs.map((y) => y + 1e6),
      3,
      stream(),
      { replicates: 20 },
    );
    for (let i = 0; i < 3; i++) expect(moved.firstOrder[i].value).toBeCloseTo(plain.firstOrder[i].value, 6);
    const flat = sobolIndices(new Float64Array(50).fill(3), 3, stream());
    expect(flat.variance).toBe(0);
    expect(flat.total[0].value).toBeNaN();
    const nothing = sobolIndices(new Float64Array(50).fill(Number.NaN), 3, stream());
    expect([nothing.used, nothing.dropped]).toEqual([0, 10]);
    expect(nothing.firstOrder[0]).toEqual({ value: Number.NaN, low: Number.NaN, high: Number.NaN });
    expect(() => sobolIndices(new Float64Array(7), 3, stream())).toThrow(/blocks of 5/);
  });
});

describe("Morris measures", () => {
  const f = {
    factors: 5,
    low: 0,
    high: 2,
    at: (x: ArrayLike<number>) => 3 * x[0] - 2 * x[1] + 4 * (x[2] - 1) ** 2 + 5 * x[3] * x[4],
  };

  it("tells linear, curved and interacting parameters apart", () => {
    const { design, outputs } = runDesign(f, "morris", 64, stream());
    if (design.scheme.kind !== "morris") throw new Error("not a morris design");
    const found = morrisMeasures(outputs, design.units!, design.scheme.changed, 5, stream("resample"));
    // Units are of the whole range, 2: slopes 3 and -2 are effects of 6 and -4.
    expect(found[0].mu.value).toBeCloseTo(6, 9);
    expect(found[0].sigma.value).toBeCloseTo(0, 9);
    expect(found[1].mu.value).toBeCloseTo(-4, 9);
    expect(found[1].muStar.value).toBeCloseTo(4, 9);
    // The parabola's effects are ± 16/3 by the side from which the step comes: they cancel in mu, not in mu*.
    expect(Math.abs(found[2].mu.value)).toBeLessThan(1.5);
    expect(found[2].muStar.value).toBeCloseTo(16 / 3, 9);
    expect(found[2].sigma.value).toBeGreaterThan(5);
    // The product's effect is 10 times the other's place: 10 on average, spread with it.
    expect(found[3].mu.value).toBeCloseTo(10, 0);
    expect(found[3].sigma.value).toBeGreaterThan(5);
    for (const { mu, muStar, sigma, used } of found) {
      expect(used).toBe(64);
      expect(muStar.value).toBeGreaterThanOrEqual(Math.abs(mu.value));
      for (const estimate of [mu, muStar, sigma]) {
        expect(estimate.low).toBeLessThanOrEqual(estimate.value + 1e-9);
        expect(estimate.high).toBeGreaterThanOrEqual(estimate.value - 1e-9);
      }
    }
  });

  it("95% intervals of mu* hold its exact value in 88 to 100% of 200 designs", () => {
    let held = 0;
    for (let seed = 0; seed < 200; seed++) {
      const { design, outputs } = runDesign(f, "morris", 30, stream(seed));
      if (design.scheme.kind !== "morris") throw new Error("not a morris design");
      const found = morrisMeasures(outputs, design.units!, design.scheme.changed, 5, stream(`r${seed}`), {
        replicates: 200,
      });
      // x[4] takes 0, 2/3, 4/3, 2 equally often: the mean effect of x[3] is 5 · 2 · 1.
      if (found[3].muStar.low <= 10 && 10 <= found[3].muStar.high) held++;
    }
    expect(held / 200).toBeGreaterThan(0.88);
  });

  it("a missing point takes the effects beside it along, no others", () => {
    const { design, outputs } = runDesign(f, "morris", 10, stream());
    if (design.scheme.kind !== "morris") throw new Error("not a morris design");
    const { changed } = design.scheme;
    outputs[8] = Number.NaN;
    const found = morrisMeasures(outputs, design.units!, changed, 5, stream());
    const lost = [changed[8], changed[9]];
    found.forEach((measure, axis) => void expect(measure.used).toBe(lost.includes(axis) ? 9 : 10));
    expect(found[0].mu.value).toBeCloseTo(6, 9);
  });

  it("no values, no measures", () => {
    const { design } = runDesign(f, "morris", 4, stream());
    if (design.scheme.kind !== "morris") throw new Error("not a morris design");
    const none = new Float64Array(24).fill(Number.NaN);
    const [first] = morrisMeasures(none, design.units!, design.scheme.changed, 5, stream());
    expect(first.used).toBe(0);
    expect(first.muStar.value).toBeNaN();
    expect(() =>
      morrisMeasures(
        none,
        new Float64Array(3),
        design.scheme.kind === "morris" ? design.scheme.changed : new Int32Array(),
        5,
        stream(),
      ),
    ).toThrow(/expected 24 points/);
  });
});
