import { describe, expect, it } from "vitest";
import { type FactClaim, judge, measured, notMeasurable } from "../../../src/analysis/stylised-facts/fact.ts";
import { factsOverSeeds } from "../../../src/analysis/stylised-facts/over-seeds.ts";

const claim = (rest: Partial<FactClaim>): FactClaim => ({
  key: "planted",
  label: "planted",
  low: 0,
  high: null,
  sure: false,
  source: "here",
  must: true,
  trades: false,
  ...rest,
});

/** A report of one figure for each value; NaN: not measurable. */
const reports = (values: readonly number[], rest: Partial<FactClaim> = {}) =>
  values.map((value) => ({
    venue: "pit",
    facts: [judge(claim(rest), Number.isNaN(value) ? notMeasurable("no trades") : measured(value, null))],
    returns: 1000,
    returnCurves: null,
    orderCurves: null,
  }));

describe("facts over seeds", () => {
  it("judges the median, whatever single seeds do", () => {
    const [fact] = factsOverSeeds(reports([-5, 1, 2, 3, -4, 4, 5]));
    expect([fact.value, fact.verdict]).toEqual([2, "inside"]);
  });

  it("is sure only when the whole interval of the median is inside", () => {
    const sure = { sure: true, low: 0 };
    expect(factsOverSeeds(reports([1, 2, 3, 4, 5, 6, 7, 8], sure))[0].verdict).toBe("inside");
    const [doubtful] = factsOverSeeds(reports([-1, -2, -3, 4, 5, 6, 7, 8], sure));
    expect(doubtful.value).toBe(4.5);
    expect(doubtful.interval?.low).toBeLessThan(0);
    expect(doubtful.verdict).toBe("outside");
  });

  it("has an interval of five runs and more, the same each time, that holds the median and no value beyond the runs", () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    const [first] = factsOverSeeds(reports(values));
    const [again] = factsOverSeeds(reports(values));
    expect(first.interval).toEqual(again.interval);
    expect(first.interval?.low).toBeGreaterThanOrEqual(1);
    expect(first.interval?.low).toBeLessThan(first.value);
    expect(first.interval?.high).toBeGreaterThan(first.value);
    expect(first.interval?.high).toBeLessThanOrEqual(9);
    expect(factsOverSeeds(reports([1, 2, 3, 4]))[0].interval).toBeNull();
    expect(factsOverSeeds(reports([1, 2, 3, 4], { sure: true }))[0].verdict).toBe("not measurable");
  });

  it("cannot say where half of the runs cannot", () => {
    const [fact] = factsOverSeeds(reports([1, Number.NaN]));
    expect([fact.verdict, fact.reason]).toEqual(["not measurable", "in 1 of 2 runs: no trades"]);
    expect(factsOverSeeds(reports([1, 2, Number.NaN]))[0].value).toBe(1.5);
  });
});
