import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  autocorrelation,
  firstStepFrom,
  highest,
  lowest,
  midReturns,
  moments,
  quantile,
  stepAt,
  tailIndex,
} from "../../src/analysis/index.ts";
import { venueSeries } from "./venue-series.ts";

describe("quantile", () => {
  it("interpolates as R does by default", () => {
    // quantile(c(10, 1, 3, 4), c(0, .25, .4, .5, 1)) in R 4: 1, 2.5, 3.2, 3.5, 10
    expect([0, 0.25, 0.4, 0.5, 1].map((q) => quantile([10, 1, 3, 4], q))).toEqual([1, 2.5, 3.2, 3.5, 10]);
    expect(quantile([], 0.5)).toBeNaN();
    expect(() => quantile([1], 1.1)).toThrow(RangeError);
  });

  it("rises with q", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (x, q) => {
          expect(quantile(x, q)).toBeGreaterThanOrEqual(quantile(x, q / 2));
        },
      ),
    );
  });
});

describe("moments", () => {
  it("agrees with hand sums", () => {
    const m = moments([2, 4, 4, 4, 5, 5, 7, 9]);
    expect(m.mean).toBe(5);
    expect(m.variance).toBeCloseTo(32 / 7, 12);
    expect(m.skewness).toBeCloseTo(42 / 8 / 8, 12);
    expect(m.excessKurtosis).toBeCloseTo(356 / 8 / 16 - 3, 12);
  });

  it("gives a two-point sample its least kurtosis, -2, and a flat one none", () => {
    expect(moments([-1, 1, -1, 1]).excessKurtosis).toBeCloseTo(-2, 12);
    expect(moments([3, 3, 3]).excessKurtosis).toBeNaN();
  });
});

describe("autocorrelation", () => {
  it("is near -1 at lag 1 of an alternating series, near 1 at lag 2", () => {
    const x = Float64Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? 1 : -1));
    const [one, two] = autocorrelation(x, 2);
    expect(one).toBeCloseTo(-0.999, 3);
    expect(two).toBeCloseTo(0.998, 3);
  });
});

describe("tailIndex", () => {
  it("recovers the exponent of a Pareto tail", () => {
    for (const alpha of [1.5, 3, 4]) {
      // The quantiles of a Pareto law, so that no chance is in it.
      const x = Float64Array.from({ length: 20_000 }, (_, i) => Math.exp(-Math.log((i + 0.5) / 20_000) / alpha));
      expect(tailIndex(x)).toBeGreaterThan(0.97 * alpha);
      expect(tailIndex(x)).toBeLessThan(1.03 * alpha);
    }
  });

  it("has nothing to say of a small sample", () => {
    expect(tailIndex([1, 2, 3])).toBeNaN();
  });
});

describe("midReturns", () => {
  it("spans no close, no halt and no missing minute", () => {
    const minute = 60_000;
    const time = Float64Array.of(0, 1, 2, 3, 4, 5, 7).map((t) => t * minute);
    const venue = venueSeries({ mid: [100, 110, 121, 50, 60, 66, 70], phase: [2, 2, 2, 0, 2, 2, 2] });
    const r = midReturns(time, venue);
    expect(r.length).toBe(3);
    expect(r[0]).toBeCloseTo(Math.log(1.1), 12);
    expect(r[2]).toBeCloseTo(Math.log(1.1), 12);
  });
});

describe("steps and extremes", () => {
  it("find steps by time", () => {
    const time = [10, 20, 30];
    expect([9, 10, 19, 30, 99].map((t) => stepAt(time, t))).toEqual([-1, 0, 0, 2, 2]);
    expect([9, 10, 11, 30, 31].map((t) => firstStepFrom(time, t))).toEqual([0, 0, 1, 2, 3]);
  });

  it("pass over what is missing", () => {
    const x = [Number.NaN, 3, 7, Number.POSITIVE_INFINITY, 3, 7];
    expect([highest(x), lowest(x)]).toEqual([2, 1]);
    expect(highest([Number.NaN])).toBe(-1);
  });
});
