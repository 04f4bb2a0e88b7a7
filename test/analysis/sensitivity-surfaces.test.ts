import { describe, expect, it } from "vitest";
import {
  quadraticSurface,
  rankCorrelation,
  ranks,
  smoothSurface,
  standardizedRegression,
} from "../../src/analysis/sensitivity/index.ts";
import { RandomStream } from "../../src/core/random.ts";

const stream = (seed: number | string = 1) => new RandomStream(seed, "effects");
const uniforms = (count: number, seed: number | string) => {
  const rng = stream(seed);
  return Float64Array.from({ length: count }, () => rng.next());
};

describe("regression", () => {
  it("standardized coefficients of a linear function, and what it does not explain", () => {
    const x = [uniforms(500, "a"), uniforms(500, "b"), new Float64Array(500).fill(4)];
    const rng = stream("noise");
    const exact = standardizedRegression(
      x,
      x[0].map((a, i) => 3 * a - 4 * x[1][i]),
    );
    expect(exact.r2).toBeCloseTo(1, 12);
    expect(exact.coefficients[0]).toBeCloseTo(0.6, 1);
    expect(exact.coefficients[1]).toBeCloseTo(-0.8, 1);
    expect(exact.coefficients[2]).toBe(0);
    const sd = 5 / Math.sqrt(12);
    const noisy = standardizedRegression(
      x,
      x[0].map((a, i) => 3 * a - 4 * x[1][i] + sd * rng.normal()),
    );
    expect(noisy.r2).toBeCloseTo(0.5, 1);
  });

  it("ranks share ties, and a monotonic relation has a rank correlation of one", () => {
    expect([...ranks(Float64Array.of(10, 20, 10, Number.NaN, 5))]).toEqual([2.5, 4, 2.5, Number.NaN, 1]);
    const x = uniforms(50, "x");
    expect(
      rankCorrelation(
        x,
        x.map((u) => Math.exp(9 * u)),
      ),
    ).toBeCloseTo(1, 12);
    expect(
      rankCorrelation(
        x,
        x.map((u) => -u),
      ),
    ).toBeCloseTo(-1, 12);
    expect(Math.abs(rankCorrelation(uniforms(1000, "p"), uniforms(1000, "q")))).toBeLessThan(0.12);
    expect(rankCorrelation(Float64Array.of(1, 2, Number.NaN, 3), Float64Array.of(2, 4, 1, 8))).toBeCloseTo(1, 12);
    expect(
      rankCorrelation(
        x,
        x.map(() => 1),
      ),
    ).toBeNaN();
  });

  it("leaves points with a missing value out", () => {
    const x = [uniforms(30, "a"), uniforms(30, "b")];
    const y = x[0].map((a, i) => a - 2 * x[1][i] + (i % 3));
    const holed = y.map((value, i) => (i >= 20 ? Number.NaN : value));
    const short = standardizedRegression(
      x.map((column) => column.subarray(0, 20)),
      y.subarray(0, 20),
    );
    expect(standardizedRegression(x, holed)).toEqual(short);
  });
});

describe("response surfaces", () => {
  const x = uniforms(250, "x").map((u) => 5 + 15 * u);
  const y = uniforms(250, "y").map((u) => 100 * u);

  it("a quadratic is found exactly", () => {
    const f = (a: number, b: number) => 3 + 2 * a - 0.1 * b + 0.5 * a * a - 0.02 * a * b + 0.003 * b * b;
    const surface = quadraticSurface(
      x,
      y,
      x.map((a, i) => f(a, y[i])),
      { nodes: 5 },
    );
    expect(surface.r2).toBeCloseTo(1, 10);
    expect(surface.predictiveR2).toBeCloseTo(1, 10);
    expect(surface.x[0]).toBe(Math.min(...x));
    expect(surface.y[4]).toBe(Math.max(...y));
    surface.z.forEach((z, i) => void expect(z).toBeCloseTo(f(surface.x[i % 5], surface.y[Math.floor(i / 5)]), 8));
  });

  it("noise is not explained, and predicted worse than the mean", () => {
    const rng = stream("noise");
    const noise = x.map(() => rng.normal());
    for (const surfaceOf of [quadraticSurface, smoothSurface]) {
      expect(surfaceOf(x, y, noise).predictiveR2).toBeLessThan(0.05);
      expect(surfaceOf(x, y, noise).r2).toBeLessThan(0.2);
    }
  });

  it("smoothing follows a cliff that a quadratic cannot", () => {
    const cliff = x.map((a, i) => (a < 9 && y[i] > 40 ? -30 : -5));
    expect(smoothSurface(x, y, cliff).predictiveR2).toBeGreaterThan(quadraticSurface(x, y, cliff).predictiveR2 + 0.1);
    const { z, support } = smoothSurface(x, y, cliff, { nodes: 11 });
    expect(z[10 * 11]).toBeLessThan(-25); // least x, largest y
    expect(z[10]).toBeGreaterThan(-8);
    expect(support.filter((weight) => weight === 0).length).toBeLessThan(5);
  });

  it("two levels of a parameter leave its square out, not the surface", () => {
    const two = x.map((a) => (a < 12 ? 0 : 1));
    const surface = quadraticSurface(
      two,
      y,
      two.map((a, i) => 5 * a + 0.1 * y[i]),
      { nodes: 3 },
    );
    expect(surface.r2).toBeCloseTo(1, 10);
    expect(surface.z[2]).toBeCloseTo(5 + 0.1 * Math.min(...y), 6);
  });

  it("missing values are left out; without points there is no surface", () => {
    const z = x.map((a) => a);
    z[3] = Number.NaN;
    expect(quadraticSurface(x, y, z).used).toBe(249);
    const empty = new Float64Array(0);
    for (const surfaceOf of [quadraticSurface, smoothSurface]) {
      expect(surfaceOf(empty, empty, empty, { nodes: 2 }).z.every(Number.isNaN)).toBe(true);
    }
    expect(() => smoothSurface(x, y, z, { nodes: 1 })).toThrow(/2 or more/);
  });
});
