import { describe, expect, it } from "vitest";
import { chooseMetrics, metricUnit, shortLabels } from "../../src/analysis/sweep/index.ts";

describe("what a sweep's parts are called", () => {
  it("labels are the shortest ends that tell paths apart, and never begin with a place in a list", () => {
    expect(shortLabels(["clearing.comex.margin.initial", "clearing.comex.notice", "seed"])).toEqual([
      "margin.initial",
      "comex.notice",
      "seed",
    ]);
    expect(shortLabels(["clearing.comex.margin.initial", "clearing.shfe.margin.initial"])).toEqual([
      "comex.margin.initial",
      "shfe.margin.initial",
    ]);
    expect(shortLabels(["a.b.leverage.uniform.1", "venues.pit.margin.steps.0.add", "news.shocks.0.size"])).toEqual([
      "leverage.uniform.1",
      "steps.0.add",
      "shocks.0.size",
    ]);
    expect(shortLabels(["leverage.uniform.1", "a.1.2", "uniform.1"])).toEqual([
      "leverage.uniform.1",
      "a.1.2",
      "uniform.1",
    ]);
    expect(shortLabels(["shocks.0.size", "a.shocks.1.size"])).toEqual(["shocks.0.size", "shocks.1.size"]);
  });

  it("figures have units by their keys, dates or not", () => {
    for (const key of [
      "comex.fall",
      "comex.change.2026-01-30",
      "forcedShare",
      "fund.premium.2026-01-30",
      "comex.fall_reported",
    ])
      expect(metricUnit(key), key).toEqual({ kind: "fraction" });
    expect(metricUnit("comex.limitQueue.2026-01-30")).toEqual({ kind: "number", unit: "lots" });
    expect(metricUnit("killMatrix.loss")).toEqual({ kind: "number", unit: "USD" });
    expect(metricUnit("somebody.else")).toEqual({ kind: "number", unit: "" });
  });

  it("figures are chosen one of a kind, those that vary, in a reader's order", () => {
    const keys = [
      "forcedShare",
      "a.start",
      "a.fall",
      "a.fallToLow",
      "b.fallToLow",
      "a.forcedShare",
      "a.change.2026-01-30",
      "liquidations.accounts",
    ];
    expect(chooseMetrics(keys, () => true)).toEqual(["a.fallToLow", "forcedShare", "liquidations.accounts", "a.fall"]);
    expect(chooseMetrics(keys, (key) => key !== "a.fallToLow" && key !== "a.fall")).toEqual([
      "forcedShare",
      "liquidations.accounts",
      "a.start",
      "b.fallToLow",
    ]);
    // The share of all venues and that of the only one that sells say the same.
    expect(
      chooseMetrics(
        ["comex.start", "comex.forcedShare", "shfe.start", "forcedShare", "comex.low", "x.high"],
        () => true,
      ),
    ).toEqual(["comex.forcedShare", "comex.start", "comex.low", "x.high"]);
    expect(chooseMetrics(["x", "y"], () => false)).toEqual(["x", "y"]);
  });
});
