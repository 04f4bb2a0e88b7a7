/** The optimiser on functions whose minimum is known, and how it is taken up again. */
import { describe, expect, it } from "vitest";
import { RandomStream } from "../../src/core/random.ts";
import { CmaEs } from "../../src/experiment/search/cma-es.ts";
import { type FreeParameter, unitOf, valueAt, writtenValue } from "../../src/experiment/search/free-parameter.ts";
import { symmetricEigen } from "../../src/experiment/search/symmetric-eigen.ts";

type Loss = (x: Float64Array) => number;

/** The best point of so many, and all of them. */
function minimise(loss: Loss, start: readonly number[], evaluations: number, seed = 1) {
  const optimiser = new CmaEs({ start: Float64Array.from(start), seed });
  const tried: Float64Array[] = [];
  let best = tried[0];
  let least = Number.POSITIVE_INFINITY;
  while (tried.length < evaluations) {
    const points = optimiser.ask();
    const losses = points.map((point) => loss(point));
    optimiser.tell(losses);
    for (const [i, point] of points.entries()) {
      tried.push(point);
      if (losses[i] < least) [least, best] = [losses[i], point];
    }
  }
  return { best, least, tried };
}

const squared = (x: Float64Array, at: readonly number[], weights: readonly number[]): number =>
  at.reduce((sum, a, i) => sum + weights[i] * (x[i] - a) ** 2, 0);

const CORNER = [0.9, 0.1, 0.9, 0.1];

describe("CMA-ES on the unit cube", () => {
  it.each([1, 2, 3])("finds the bottom of a long valley that lies across the axes, seed %i", (seed) => {
    const valley: Loss = (x) => 100 * (x[0] + x[1] - 0.7) ** 2 + (x[0] - x[1] - 0.1) ** 2 + (x[2] - 0.6) ** 2;
    const { best } = minimise(valley, [0.9, 0.9, 0.1], 400, seed);
    for (const [i, at] of [0.4, 0.3, 0.6].entries()) expect(Math.abs(best[i] - at)).toBeLessThan(0.03);
  });

  it("finds a minimum at the walls and never leaves the cube", () => {
    const { best, tried } = minimise((x) => squared(x, [0, 1, 0.5, 0], [1, 1, 1, 1]), CORNER, 300);
    for (const [i, at] of [0, 1, 0.5, 0].entries()) expect(Math.abs(best[i] - at)).toBeLessThan(0.05);
    for (const point of tried) expect(point.every((x) => x >= 0 && x <= 1)).toBe(true);
  });

  it("comes near the minimum though every loss is off by chance and some are missing", () => {
    const noise = new RandomStream(5, "noise");
    const at = [0.3, 0.6, 0.5, 0.4];
    const rough: Loss = (x) => {
      const value = squared(x, at, [1, 2, 1, 2]) + 0.01 * noise.normal();
      return noise.chance(0.1) ? Number.NaN : value;
    };
    const { tried } = minimise(rough, CORNER, 400);
    // The middle of its late points, for single ones are lucky.
    const late = tried.slice(100, 200);
    const middle = at.map((_, i) => late.reduce((sum, x) => sum + x[i], 0) / late.length);
    expect(squared(Float64Array.from(middle), at, [1, 2, 1, 2])).toBeLessThan(0.03);
  });

  it("leaves a hollow that is not the deepest, in time", () => {
    const two: Loss = (x) => Math.min(squared(x, [0.2, 0.2], [1, 1]) + 0.02, 30 * squared(x, [0.85, 0.8], [1, 1]));
    const { least } = minimise(two, [0.2, 0.25], 1000);
    expect(least).toBeLessThan(0.005);
  });

  it("begins at the start, and told the same it asks the same, whatever its seed makes of it", () => {
    const loss: Loss = (x) => squared(x, [0.3, 0.3, 0.7, 0.7], [1, 3, 1, 3]);
    const [one, again, other] = [7, 7, 8].map((seed) => minimise(loss, CORNER, 150, seed).tried);
    expect([...one[0]]).toEqual(CORNER);
    expect(again).toEqual(one);
    expect(other.slice(1)).not.toEqual(one.slice(1));
  });

  it("asks for a batch until it is told of it, and takes no other number of losses", () => {
    const optimiser = new CmaEs({ start: Float64Array.of(0.5), seed: 1 });
    const asked = optimiser.ask();
    expect(optimiser.ask()).toBe(asked);
    expect(() => optimiser.tell([1])).toThrow(`expected ${asked.length} losses, got 1`);
  });
});

it("eigenvectors of a symmetric matrix rebuild it", () => {
  const n = 6;
  const stream = new RandomStream(1, "matrix");
  const m = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = i; j < n; j++) m[i * n + j] = m[j * n + i] = stream.normal();
  const { values, vectors } = symmetricEigen(m, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let sum = 0;
      let dot = 0;
      for (let k = 0; k < n; k++) {
        sum += values[k] * vectors[i * n + k] * vectors[j * n + k];
        dot += vectors[k * n + i] * vectors[k * n + j];
      }
      expect(sum).toBeCloseTo(m[i * n + j], 9);
      expect(dot).toBeCloseTo(i === j ? 1 : 0, 9);
    }
});

describe("a free parameter", () => {
  const plain: FreeParameter = {
    ...{ path: "a", low: 2, high: 200, start: 20, whole: false },
    ...{ scale: "log" as const, kind: "plain" as const },
  };

  it("stands on its axis by its own scale, and at its bounds at the ends", () => {
    expect([0, 0.5, 1].map((u) => valueAt(plain, u))).toEqual([2, 20, 200]);
    expect([0, 0.5, 1].map((u) => valueAt({ ...plain, scale: "linear" }, u))).toEqual([2, 101, 200]);
    expect(unitOf(plain, 20)).toBeCloseTo(0.5, 12);
    expect(valueAt(plain, 7)).toBe(200);
  });

  it("is written as the scenario takes it: whole, short, or as a duration", () => {
    expect(valueAt({ ...plain, whole: true }, 0.123)).toBe(4);
    expect(valueAt({ ...plain, scale: "linear", high: 3 }, 1 / 3)).toBe(2.3333);
    const span: FreeParameter = { ...plain, low: 60_000, high: 3_600_000, kind: "duration" };
    expect(writtenValue(span, 90_000)).toBe("1m30s");
    expect(writtenValue(plain, 20)).toBe(20);
  });
});
