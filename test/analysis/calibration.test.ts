/** What a calibration is judged by: misses, losses, pairs that pull against each other, and seeds drawn again. */
import { describe, expect, it } from "vitest";
import {
  lossOf,
  medianOf,
  miss,
  missCorrelations,
  missesOf,
  opposedPairs,
  resampleBest,
} from "../../src/analysis/calibration/index.ts";
import { RandomStream } from "../../src/core/random.ts";
import { targetOf } from "../../src/experiment/calibration/plan-calibration.ts";

const NONE = Number.NaN;
const figure = (low: number | null, high: number | null, value = 10) =>
  targetOf({ key: "a", label: "a", unit: "", source: "", value, low, high });

describe("a miss", () => {
  it("is counted in half of the range, and cut at three", () => {
    const target = figure(8, 12);
    expect([11, 6, 1000, -1000, 10].map((x) => miss(target, x))).toEqual([0.5, -2, 3, -3, 0]);
    expect(miss(target, NONE)).toBe(3);
  });

  it("of a range with an open end is counted towards the other end alone", () => {
    expect([6, 14, 30].map((x) => miss(figure(null, 14), x))).toEqual([0, 1, 3]);
    expect([6, 14].map((x) => miss(figure(5, null), x))).toEqual([-0.8, 0]);
  });

  it("of a single value is counted in a quarter of it", () => {
    expect(miss(figure(1, 1, 1), 1.125)).toBe(0.5);
    expect(miss(figure(0, 0, 0), 0.5)).toBe(0.5);
  });

  it("is of the median, which most runs must have", () => {
    expect(medianOf([1, NONE, 3])).toBe(2);
    expect(medianOf([1, NONE])).toBeNaN();
    const misses = missesOf(
      [figure(8, 12), figure(8, 12)],
      [
        [12, 12, NONE],
        [NONE, NONE, 10],
      ],
    );
    expect([...misses]).toEqual([1, 3]);
    expect(lossOf(misses)).toBe(5);
  });
});

describe("figures that pull against each other", () => {
  /** Of four figures the second rises with the first, the third falls with it, and the last never moves. */
  const points = [-1, 0, 1, 2].map((x) => Float64Array.of(x, x + 1, 1 - x, 1));

  it("are correlated over the points tried", () => {
    const r = missCorrelations(points);
    expect([r[1], r[2], r[4], r[6]]).toEqual([1, -1, 1, -1].map((x) => expect.closeTo(x, 9)));
    expect(r[3]).toBeNaN();
  });

  it("are those that cannot both come nearer: misses on the same side that move apart, or on two sides that move together", () => {
    const pairs = opposedPairs(missCorrelations(points), Float64Array.of(1, 2, 0.5, 3));
    expect(pairs.map(({ a, b }) => [a, b])).toEqual([
      [1, 2],
      [0, 2],
    ]);
    expect(pairs[0].tension).toBeCloseTo(1, 9);
    const sides = opposedPairs(missCorrelations(points), Float64Array.of(1, -2, -0.5, 3));
    expect(sides.map(({ a, b }) => [a, b])).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });
});

describe("seeds drawn again", () => {
  const targets = [figure(8, 12)];

  it("choose another point where the choice hangs on few of them, and the same where all agree", () => {
    const sure = [[Float64Array.of(10, 10.1, 9.9)], [Float64Array.of(14, 15, 13)]];
    expect(new Set(resampleBest(targets, sure, 0, new RandomStream(1, "x")).best)).toEqual(new Set([0]));
    const torn = [[Float64Array.of(10, 16, 10)], [Float64Array.of(16, 10, 11)]];
    expect(new Set(resampleBest(targets, torn, 0, new RandomStream(1, "x")).best)).toEqual(new Set([0, 1]));
  });

  it("tell the standard error of the chosen point's loss, none where its runs agree", () => {
    expect(resampleBest(targets, [[Float64Array.of(11, 11)]], 0, new RandomStream(1, "x")).error).toBeCloseTo(0, 9);
    // Of two runs, one of which misses by nothing and one by two: losses 0, 1, 4 with chances 1/4, 1/2, 1/4.
    const { error } = resampleBest(targets, [[Float64Array.of(10, 14)]], 0, new RandomStream(1, "x"));
    expect(error).toBeGreaterThan(1.1);
    expect(error).toBeLessThan(1.9);
  });
});
