import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalCdf, normalQuantile } from "../../src/core/normal.ts";
import { RandomStream } from "../../src/core/random.ts";
import { rangeAxis, valuesAxis } from "../../src/experiment/design/axis.ts";
import {
  type Distribution,
  distributionProblem,
  evenLevels,
  quantileFunction,
} from "../../src/experiment/design/quantile.ts";
import { method } from "./design-axes.ts";

const every: Distribution[] = [
  { distribution: "uniform", min: -3, max: 12 },
  { distribution: "loguniform", min: 0.01, max: 100 },
  { distribution: "integer", min: -2, max: 5 },
  { distribution: "triangular", min: 0, mode: 1, max: 4 },
  { distribution: "triangular", min: 0, mode: 0, max: 4 },
  { distribution: "normal", mean: 10, sd: 2, min: 9, max: 11 },
  { distribution: "normal", mean: 0, sd: 1, min: 6 },
  { distribution: "lognormal", median: 5, sd: 0.5, max: 8 },
];

describe("the normal distribution", () => {
  it("agrees with tables", () => {
    const known = [
      [-8, 6.220960574271785e-16],
      [-4.5, 3.3976731247300535e-6],
      [-1.959963984540054, 0.025],
      [0, 0.5],
      [1, 0.8413447460685429],
      [3, 0.9986501019683699],
    ];
    for (const [x, p] of known) {
      expect(normalCdf(x) / p).toBeCloseTo(1, 11);
      if (x !== 0) expect(normalQuantile(p) / x).toBeCloseTo(1, 11);
    }
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(normalQuantile(-0.1)).toBeNaN();
  });

  it("quantile and probability are inverse", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (p) => {
        expect(Math.abs(normalCdf(normalQuantile(p)) - p)).toBeLessThan(1e-9 * Math.min(p, 1 - p) + 1e-15);
      }),
    );
  });
});

describe("quantile functions", () => {
  it.each(every.map((d) => [JSON.stringify(d), d] as const))("%s rises within its ends", (_, d) => {
    expect(distributionProblem(d)).toBeNull();
    const at = quantileFunction(d);
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(unit, unit, (u, v) => {
        const [low, high] = [at(Math.min(u, v)), at(Math.max(u, v))];
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(d.min ?? Number.NEGATIVE_INFINITY);
        expect(high).toBeLessThanOrEqual(d.max ?? Number.POSITIVE_INFINITY);
      }),
    );
    if (d.min !== undefined) expect(at(0)).toBeCloseTo(d.min, 9);
    if (d.max !== undefined) expect(at(1)).toBeCloseTo(d.max, 9);
  });

  it("moments are those of the distributions", () => {
    const n = 20_000;
    const figures = (d: Distribution, g = (x: number) => x) => {
      const at = quantileFunction(d);
      const values = Array.from({ length: n }, (_, i) => g(at((i + 0.5) / n)));
      const mean = values.reduce((a, b) => a + b, 0) / n;
      return [mean, Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / n)];
    };
    const check = (found: number[], mean: number, sd: number) => {
      expect(found[0]).toBeCloseTo(mean, 2);
      expect(found[1]).toBeCloseTo(sd, 2);
    };
    check(figures({ distribution: "uniform", min: 0, max: 12 }), 6, 12 / Math.sqrt(12));
    check(figures({ distribution: "loguniform", min: Math.E, max: Math.E ** 3 }, Math.log), 2, 2 / Math.sqrt(12));
    check(figures({ distribution: "integer", min: 1, max: 6 }), 3.5, Math.sqrt(35 / 12));
    check(figures({ distribution: "triangular", min: 0, mode: 1, max: 5 }), 2, Math.sqrt((25 + 1 - 5) / 18));
    check(figures({ distribution: "normal", mean: 3, sd: 2 }), 3, 2);
    check(figures({ distribution: "lognormal", median: 7, sd: 0.4 }, Math.log), Math.log(7), 0.4);
    // Cut off at one standard deviation on both sides: variance 1 - 2 φ(1) / (2 Φ(1) - 1).
    check(figures({ distribution: "normal", mean: 0, sd: 1, min: -1, max: 1 }), 0, Math.sqrt(0.2911250947));
  });

  it("says what is wrong in a distribution", () => {
    const problem = (d: Distribution) => distributionProblem(d);
    expect(problem({ distribution: "uniform", min: 20, max: 5 })).toMatch(/min 20 is above max 5: are they swapped/);
    expect(problem({ distribution: "uniform", min: 5, max: 5 })).toMatch(/both 5/);
    expect(problem({ distribution: "uniform", min: 5, max: Number.NaN })).toMatch(/max must be a finite number/);
    expect(problem({ distribution: "loguniform", min: 0, max: 5 })).toMatch(/above 0/);
    expect(problem({ distribution: "integer", min: 0.5, max: 5 })).toMatch(/whole numbers/);
    expect(problem({ distribution: "triangular", min: 0, mode: 6, max: 5 })).toMatch(/mode 6 is outside/);
    expect(problem({ distribution: "normal", mean: 0, sd: 0 })).toMatch(/sd must be above 0/);
    expect(problem({ distribution: "normal", mean: 0, sd: 1, min: 50 })).toMatch(/standard deviations/);
    expect(problem({ distribution: "lognormal", median: -1, sd: 1 })).toMatch(/median must be above 0/);
    expect(problem({ distribution: "lognormal", median: 1, sd: 1, max: 0 })).toMatch(/max must be above 0/);
  });

  it("levels for a grid: ends included when there are any", () => {
    expect(evenLevels({ distribution: "uniform", min: 0, max: 1 }, 3)).toEqual([0, 0.5, 1]);
    expect(evenLevels({ distribution: "uniform", min: 0, max: 1 }, 1)).toEqual([0.5]);
    expect(evenLevels({ distribution: "integer", min: 1, max: 3 }, 10)).toEqual([1, 2, 3]);
    const normal = evenLevels({ distribution: "normal", mean: 0, sd: 1 }, 2);
    expect(normal[0]).toBeCloseTo(-0.6745, 4);
    expect(normal[1]).toBeCloseTo(0.6745, 4);
  });

  it("integers and listed values are equally likely, and presented as the scenario takes them", () => {
    const axes = [
      rangeAxis("n", { distribution: "integer", min: 1, max: 4 }, (x) => `${x}d`),
      valuesAxis("v", ["a", "b", "c"]),
    ];
    const { points } = method("latin-hypercube").build(axes, 1200, new RandomStream(3, "x"));
    for (const day of ["1d", "2d", "3d", "4d"]) expect(points.filter((p) => p[0] === day)).toHaveLength(300);
    for (const value of ["a", "b", "c"]) expect(points.filter((p) => p[1] === value)).toHaveLength(400);
  });
});
