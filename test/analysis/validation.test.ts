/** Runs held against reported figures: medians, bands, missing values, and the pass mark. */
import { describe, expect, it } from "vitest";
import type { Formula } from "../../src/analysis/reported/formula.ts";
import type { ReportedFigure } from "../../src/analysis/reported/reported-figure.ts";
import { datedFigure, judgeAll, judgeFigure, judgeTwin } from "../../src/analysis/validation/index.ts";

const figure = (more: Partial<ReportedFigure> = {}): ReportedFigure => ({
  ...{ key: "a", label: "a", value: 10, unit: "", low: 8, high: 12, source: "" },
  ...more,
});
const upTo = (n: number) => Float64Array.from({ length: n }, (_, i) => i + 1);
const NONE = Number.NaN;

describe("a figure", () => {
  it("holds when its median lies in the range, and covers what lies in nine of ten runs", () => {
    const row = judgeFigure(figure(), upTo(21));
    expect(row.band).toEqual({ p5: 2, p10: 3, median: 11, p90: 19, p95: 20 });
    expect([row.counts, row.holds, row.covered, row.runs, row.missing]).toEqual([true, true, true, 21, 0]);
    expect(judgeFigure(figure({ value: 1.5, low: 1, high: 2 }), upTo(21))).toMatchObject({
      holds: false,
      covered: false,
    });
    expect(judgeFigure(figure({ value: 30, low: 11, high: null }), upTo(21))).toMatchObject({
      holds: true,
      covered: false,
    });
  });

  it("that half of the runs lack does not hold, whatever the others say", () => {
    expect(judgeFigure(figure(), [10, 10, NONE, NONE])).toMatchObject({ holds: false, covered: false, missing: 2 });
    expect(judgeFigure(figure(), [10, 10, 10, NONE])).toMatchObject({ holds: true, covered: true, missing: 1 });
    const none = judgeFigure(figure(), [NONE]);
    expect(none).toMatchObject({ holds: false, covered: false });
    expect(none.band.median).toBeNaN();
  });

  it("counts when it claims a range and restates no input", () => {
    expect(judgeFigure(figure({ low: null, high: null }), [10]).counts).toBe(false);
    expect(judgeFigure(figure({ input: true }), [10]).counts).toBe(false);
  });

  it("of one value in every run covers just that value", () => {
    expect(judgeFigure(figure({ value: -0.1, low: -0.1, high: -0.1 }), [-0.1, -0.1, -0.1])).toMatchObject({
      holds: true,
      covered: true,
    });
  });
});

describe("all figures", () => {
  const rows = (holding: number, all: number) =>
    Array.from({ length: all }, (_, i) =>
      judgeFigure(figure(i < holding ? {} : { value: 30, low: 25, high: 35 }), [10]),
    );

  it("pass when the share asked for holds, and those that do not count are left out", () => {
    const given = judgeFigure(figure({ input: true, low: 90, high: 100, value: 95 }), [10]);
    expect(judgeAll([...rows(4, 5), given], 0.8)).toEqual({
      figures: 5,
      holding: 4,
      covered: 4,
      pass: 0.8,
      passed: true,
    });
    expect(judgeAll(rows(28, 35), 0.8).passed).toBe(true);
    expect(judgeAll(rows(27, 35), 0.8).passed).toBe(false);
    expect(judgeAll(rows(55, 91), 0.6).passed).toBe(true);
    expect(judgeAll(rows(54, 91), 0.6).passed).toBe(false);
  });
});

describe("twins", () => {
  it("lie outside when their middle does, and the reported fall outside theirs when none of them comes near", () => {
    const twin = judgeTwin("stops", [-0.32, -0.3, -0.28], [-0.1, -0.08, -0.09], -0.31);
    expect([twin.outside, twin.reportedOutside, twin.without.median, twin.runs]).toEqual([true, true, -0.09, 3]);
    expect(judgeTwin("stops", [-0.3, -0.1], [-0.2], null)).toMatchObject({ outside: false, reportedOutside: null });
  });
});

describe("a point on a path", () => {
  const path = (formula: Formula) => {
    const dated = datedFigure(figure({ formula }));
    return dated && [dated.path, dated.from, dated.until, dated.kind];
  };
  const low = { kind: "venue", venue: "comex", column: "low" } as const;

  it("is a settlement, a moment, a first or last value, a highest or lowest price", () => {
    expect(path({ kind: "settlement", venue: "comex", at: 5, until: 9 })).toEqual(["comex.price", 5, 5, "value"]);
    expect(path({ kind: "moment", source: { kind: "world", column: "premium" }, at: 7 })).toEqual([
      "premium",
      7,
      7,
      "value",
    ]);
    expect(path({ kind: "aggregate", by: "min", of: { source: low, from: 1, until: 3 } })).toEqual([
      "comex.price",
      1,
      3,
      "lowest",
    ]);
    expect(path({ kind: "aggregate", by: "last", of: { source: low, from: 1, until: 3 } })).toEqual([
      "comex.price",
      3,
      3,
      "value",
    ]);
  });

  it("is no change, no volume, no mean, and nothing without a date", () => {
    const settled: Formula = { kind: "settlement", venue: "comex", at: 5, until: 9 };
    expect(path({ kind: "call", name: "divide", values: [settled, settled] })).toBeNull();
    expect(path({ kind: "aggregate", by: "mean", of: { source: low, from: 1, until: 3 } })).toBeNull();
    expect(path({ kind: "aggregate", by: "min", of: { source: low, from: null, until: 3 } })).toBeNull();
    const volume = { kind: "venue", venue: "comex", column: "volume" } as const;
    expect(path({ kind: "aggregate", by: "max", of: { source: volume, from: 1, until: 3 } })).toBeNull();
    expect(datedFigure(figure())).toBeNull();
  });
});
