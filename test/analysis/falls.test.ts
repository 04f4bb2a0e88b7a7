import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawdowns, maxDrawdown, worstWindow } from "../../src/analysis/index.ts";

const prices = fc.array(fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 50 }) }, fc.constant(Number.NaN)), {
  minLength: 1,
  maxLength: 60,
});

describe("drawdowns", () => {
  it("finds each fall from a peak until the peak is seen again", () => {
    const found = drawdowns([10, 8, 9, 10, 12, 6, 7, 12, 11.9]);
    expect(found).toEqual([
      { peak: 0, trough: 1, recovered: 3, depth: 0.19999999999999996 },
      { peak: 4, trough: 5, recovered: 7, depth: 0.5 },
    ]);
  });

  it("reports a fall that never recovers", () => {
    expect(maxDrawdown([4, 3, 1, 2])).toEqual({ peak: 0, trough: 2, recovered: -1, depth: 0.75 });
    expect(maxDrawdown([1, 2, 3])).toBeNull();
  });

  it("has the depth of the worst pair of an earlier and a later price", () => {
    fc.assert(
      fc.property(prices, (p) => {
        let worst = 0;
        for (let i = 0; i < p.length; i++)
          for (let j = i; j < p.length; j++) if (1 - p[j] / p[i] > worst) worst = 1 - p[j] / p[i];
        expect(maxDrawdown(p)?.depth ?? 0).toBeCloseTo(worst, 12);
      }),
    );
  });
});

describe("worstWindow", () => {
  it("equals a search over all pairs", () => {
    fc.assert(
      fc.property(
        prices,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 60, maxLength: 60 }),
        fc.nat(30),
        (p, gaps, width) => {
          const time = p.map((_, i) => gaps.slice(0, i).reduce((a, b) => a + b, 0));
          let worst = 0;
          for (let i = 0; i < p.length; i++)
            for (let j = i; j < p.length && time[j] - time[i] <= width; j++)
              if (p[i] - p[j] > worst) worst = p[i] - p[j];
          const found = worstWindow(time, p, width);
          expect(found?.fall ?? 0).toBe(worst);
          if (found) {
            expect(p[found.from] - p[found.to]).toBe(worst);
            expect(time[found.to] - time[found.from]).toBeLessThanOrEqual(width);
          }
        },
      ),
    );
  });

  it("keeps to the steps it is given", () => {
    expect(worstWindow([0, 1, 2, 3], [9, 1, 5, 4], 10, 2, 3)).toEqual({ from: 2, to: 3, fall: 1 });
  });
});
