/** Formulas evaluated on a run of a few steps, against values worked out by hand. */
import { describe, expect, it } from "vitest";
import { evaluateReported, figureKey } from "../../src/analysis/index.ts";
import { addReported } from "../../src/analysis/reported/evaluate-reported.ts";
import type { Formula, Source } from "../../src/analysis/reported/formula.ts";
import { AGGREGATES } from "../../src/analysis/reported/words.ts";
import { runOf, venueSeries } from "./venue-series.ts";

const DAY = 86_400_000;
const venue = venueSeries({
  close: [10, 12, 8, 11, 9],
  high: [10, 13, Number.NaN, 11, 9],
  volume: [1, 2, 0, 4, 5],
  settlement: [7, 7, 9, 9, 10],
  phase: [2, 2, 0, 2, 2],
});
const none = new Float64Array(5).fill(Number.NaN);
const base = runOf(
  [0, 1, 2, 3, 4].map((d) => d * DAY),
  [venue],
);
const run = {
  ...base,
  world: { ...base.world, gold: Float64Array.of(1, 2, 3, 4, 5), nav: none },
  populations: [
    { name: "longs", kind: "leveraged-longs", members: 1 },
    { name: "makers", kind: "market-makers", members: 1 },
  ],
  flows: {
    time: Float64Array.of(0, DAY, DAY, 2 * DAY),
    venue: Uint8Array.of(0, 0, 0, 0),
    population: Uint16Array.of(0, 0, 1, 0),
    cause: Uint8Array.of(0, 1, 0, 0),
    buyVolume: Float64Array.of(1, 2, 50, 3),
    sellVolume: Float64Array.of(10, 20, 500, 30),
    aggressiveVolume: new Float64Array(4),
    impact: new Float64Array(4),
  },
  summary: { "test.fall": -0.25, "test.worstDay": "2026-01-30" },
};

const close: Source = { kind: "venue", venue: "test", column: "close" };
const value = (formula: Formula) => evaluateReported(run, { reported: [{ key: "a", of: "…", formula }] })[0];
const aggregate = (by: string, source: Source, from: number | null = null, until: number | null = null) =>
  value({ kind: "aggregate", by, of: { source, from, until } });

describe("an aggregate", () => {
  // The third step, of 8, is closed: what is left is 10, 12, 11 and 9.
  it.each([
    ["min", 9],
    ["max", 12],
    ["mean", 10.5],
    ["median", 10.5],
    ["std", Math.sqrt((0.25 + 2.25 + 0.25 + 2.25) / 3)],
    ["first", 10],
    ["last", 9],
    ["sum", 42],
    ["count", 4],
    ["timeOfMin", 4],
    ["timeOfMax", 1],
  ])("%s of the open steps", (by, expected) => {
    expect(aggregate(by, close)).toBeCloseTo(expected, 12);
  });

  it("knows every function that there is", () => {
    expect([...AGGREGATES.keys()].sort()).toEqual(
      ["count", "first", "last", "max", "mean", "median", "min", "std", "sum", "timeOfMax", "timeOfMin"].sort(),
    );
  });

  it("looks from its first moment to before its last", () => {
    expect(aggregate("sum", close, DAY, 4 * DAY)).toBe(12 + 11);
    expect(aggregate("sum", close, DAY + 1, null)).toBe(11 + 9);
    expect(aggregate("last", { kind: "world", column: "gold" }, null, 3 * DAY)).toBe(3);
  });

  it("has no value where there is none, but a count and a sum", () => {
    expect(aggregate("max", { kind: "venue", venue: "test", column: "high" }, 2 * DAY, 3 * DAY)).toBeNull();
    expect(aggregate("mean", { kind: "world", column: "nav" })).toBeNull();
    expect(aggregate("sum", { kind: "venue", venue: "test", column: "volume" }, 9 * DAY, null)).toBe(0);
    expect(aggregate("count", { kind: "world", column: "nav" })).toBe(0);
  });

  it("adds up what a population traded, over causes", () => {
    const flow = (side: "bought" | "sold" | "net"): Source => ({
      kind: "flow",
      venue: "test",
      population: "longs",
      side,
    });
    expect(aggregate("sum", flow("bought"))).toBe(6);
    expect(aggregate("sum", flow("sold"), DAY, null)).toBe(50);
    expect(aggregate("sum", flow("net"), null, DAY)).toBe(-9);
  });
});

describe("a number", () => {
  it("stood at a moment: that of the last step that began by then", () => {
    expect(value({ kind: "moment", source: close, at: DAY })).toBe(12);
    expect(value({ kind: "moment", source: close, at: 2 * DAY - 1 })).toBe(12);
    expect(value({ kind: "moment", source: close, at: -1 })).toBeNull();
  });

  it("is a day's settlement, once it is known and before the next one is", () => {
    expect(value({ kind: "settlement", venue: "test", at: 1.5 * DAY, until: 4 * DAY })).toBe(9);
    expect(value({ kind: "settlement", venue: "test", at: 1.5 * DAY, until: 2 * DAY })).toBeNull();
    expect(value({ kind: "settlement", venue: "test", at: 5 * DAY, until: null })).toBeNull();
  });

  it("is a figure of the summary that is a number", () => {
    expect(value({ kind: "summary", key: "test.fall" })).toBe(-0.25);
    expect(value({ kind: "summary", key: "test.worstDay" })).toBeNull();
    expect(value({ kind: "summary", key: "test.nothing" })).toBeNull();
  });

  it("is worked out from others; what is not finite is none", () => {
    const number = (n: number): Formula => ({ kind: "number", value: n });
    const call = (name: string, ...values: number[]) => value({ kind: "call", name, values: values.map(number) });
    expect(call("subtract", 5, 3)).toBe(2);
    expect(call("unaryMinus", 5)).toBe(-5);
    expect(call("pow", 2, 10)).toBe(1024);
    expect(call("max", 1, 7, 3)).toBe(7);
    expect(call("abs", -2)).toBe(2);
    expect(call("divide", 1, 0)).toBeNull();
    expect(call("log", -1)).toBeNull();
  });
});

describe("the summary", () => {
  it("takes up what is an expression, under a key of its own, and leaves the rest", () => {
    const summary: Record<string, number | string | null> = { "test.fall": -0.25 };
    const formula: Formula = { kind: "summary", key: "test.fall" };
    const reported = [{ key: "test.fall" }, { key: "again", of: "…", formula }];
    addReported(run, { reported }, summary);
    expect(summary).toEqual({ "test.fall": -0.25, "reported.again": -0.25 });
    expect(reported.map(figureKey)).toEqual(["test.fall", "reported.again"]);
    expect(evaluateReported(run, { reported })).toEqual([-0.25, -0.25]);
  });
});
