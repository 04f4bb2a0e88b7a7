import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { overRuns, rankedLoss, violationOf, weightedCost } from "../../src/analysis/optimise/index.ts";
import { dominates, paretoFront } from "../../src/analysis/pareto.ts";

/** Points of up to four coordinates, few enough values that ties and twins are common. */
const points = fc
  .integer({ min: 1, max: 4 })
  .chain((n) =>
    fc.array(
      fc.array(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.double({ noNaN: true })), { minLength: n, maxLength: n }),
      { maxLength: 40 },
    ),
  );

describe("the Pareto front", () => {
  it("holds no point that is dominated, and every other is", () => {
    fc.assert(
      fc.property(points, (all) => {
        const front = new Set(paretoFront(all));
        all.forEach((point, p) => {
          const beaten = all.some((other) => dominates(other, point));
          expect(front.has(p)).toBe(!beaten);
          // Whoever is beaten is beaten by one of the front.
          if (beaten) expect([...front].some((f) => dominates(all[f], point))).toBe(true);
        });
      }),
      { numRuns: 400 },
    );
  });

  it("does not depend on the order of the points", () => {
    fc.assert(
      fc.property(points, fc.infiniteStream(fc.nat()), (all, numbers) => {
        const order = [...all.keys()];
        for (let i = order.length - 1; i > 0; i--) {
          const j = (numbers.next().value as number) % (i + 1);
          [order[i], order[j]] = [order[j], order[i]];
        }
        const shuffled = paretoFront(order.map((p) => all[p])).map((at) => order[at]);
        expect(shuffled.sort((a, b) => a - b)).toEqual(paretoFront(all));
      }),
    );
  });

  it("keeps twins together and leaves out what is not known", () => {
    const all = [
      [1, 2],
      [2, 1],
      [1, 2],
      [Number.NaN, 0],
      [2, 2],
      [0, Number.POSITIVE_INFINITY],
    ];
    expect(paretoFront(all)).toEqual([0, 1, 2, 5]);
    expect([dominates([1, 1], [1, 1]), dominates([1, 1], [1, 2]), dominates([1, 3], [2, 2])]).toEqual([
      false,
      true,
      false,
    ]);
    expect(paretoFront([])).toEqual([]);
  });
});

const constraint = (least: number | null, most: number | null) => ({
  ...{ name: "c", title: "c", unit: "", least, most, over: "mean" as const },
});
const objective = (goal: "minimise" | "maximise", weight: number) => ({
  ...{ name: "o", title: "o", unit: "", goal, weight, over: "mean" as const },
});

describe("constraints and weights", () => {
  it("rank as Deb's rules do: feasible first and by cost, the rest by violation alone", () => {
    const known = fc.double({ noNaN: true, min: -1e9, max: 1e9 });
    const missed = fc.double({ noNaN: true, min: 1e-9, max: 1e9 });
    fc.assert(
      fc.property(known, known, missed, missed, (a, b, v, w) => {
        expect(rankedLoss(a, 0)).toBeLessThan(rankedLoss(b, v));
        if (a < b) expect(rankedLoss(a, 0)).toBeLessThanOrEqual(rankedLoss(b, 0));
        if (v < w) expect(rankedLoss(b, v)).toBeLessThanOrEqual(rankedLoss(a, w));
      }),
    );
    expect(rankedLoss(Number.POSITIVE_INFINITY, 0)).toBe(Number.POSITIVE_INFINITY);
    expect(rankedLoss(-3, 0)).toBeLessThan(rankedLoss(-2, 0));
  });

  it("count what is missed in units of the bound, on either side, and all of it where it is not known", () => {
    expect(violationOf([constraint(0.99, null)], [0.99])).toBe(0);
    expect(violationOf([constraint(0.99, null)], [0.891])).toBeCloseTo(0.1, 12);
    expect(violationOf([constraint(null, 0), constraint(2, 4)], [0.5, 6])).toBe(1);
    expect(violationOf([constraint(null, 1)], [Number.NaN])).toBe(Number.POSITIVE_INFINITY);
  });

  it("weigh objectives in units of their scales, with each wanted small", () => {
    const both = [objective("maximise", 2), objective("minimise", 0.5)];
    expect(weightedCost(both, [0.1, 4], [-0.2, 8])).toBeCloseTo(2 * 2 + 0.5 * 2, 12);
    expect(weightedCost(both, [0.1, 4], [Number.NaN, 8])).toBe(Number.POSITIVE_INFINITY);
  });

  it("take no point for better because a run of it failed", () => {
    expect(overRuns([1, 3], "mean")).toBe(2);
    expect(overRuns([1, 5, 3], "median")).toBe(3);
    expect(overRuns([1, 2, 3, 4, 5], 0.75)).toBe(4);
    expect(overRuns([1, Number.NaN], "median")).toBeNaN();
    expect(overRuns([], "mean")).toBeNaN();
  });
});
