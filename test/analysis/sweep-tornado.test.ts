import { describe, expect, it } from "vitest";
import { analyseSweep, type SweepTable, strongestBar, type TornadoBar } from "../../src/analysis/sweep/index.ts";
import { tornadoChart } from "../../src/charts/sweep/tornado.ts";
import { RandomStream } from "../../src/core/random.ts";
import { sweepOf } from "./formula-sweep.ts";

const analysisOf = (table: SweepTable) => {
  const analysis = analyseSweep(table, { replicates: 200 });
  return { analysis, metric: analysis.metrics[0] };
};
const title = (table: SweepTable): string => {
  const { analysis, metric } = analysisOf(table);
  return JSON.stringify(tornadoChart.spec(metric, analysis)?.title);
};

describe("the tornado of a screening", () => {
  // A strong parameter, weak ones, and one that acts only through another.
  const names = ["weak", "strong", "idle", "mixed", "other"];
  const f = (u: Float64Array) => 0.5 * u[0] + 10 * u[1] + 4 * (u[3] - 0.5) * (u[4] - 0.5);

  it("is that of the Morris measures: mu, its order and its intervals over trajectories", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { metric } = analysisOf(sweepOf("morris", 6, names, f, seed));
      const bar = (name: string) => metric.tornado.find(({ parameter }) => parameter.label === name)!;
      expect(metric.tornado[0].parameter.label).toBe("strong");
      expect(bar("strong").change.value).toBeCloseTo(10, 9);
      expect(bar("strong").high.value - bar("strong").low.value).toBeCloseTo(10, 9);
      // Nothing moves it: an interval that leaves 0 out would be false.
      expect(bar("idle").change.value).toBeCloseTo(0, 9);
      expect(bar("weak").change.value).toBeCloseTo(0.5, 9);
      expect(names.map((name) => bar(name).change)).toEqual(metric.morris!.map(({ mu }) => mu));
      const sizes = metric.effects.map((e) => metric.morris![names.indexOf(e.groups.parameter.label)].muStar.value);
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    }
  });

  it("speaks of a slope, not of figures at ends that no run has", () => {
    expect(title(sweepOf("morris", 8, names, f))).toContain("strong moves figure most: +10 across its range");
  });

  it("goes by the total index of a Saltelli design", () => {
    const { metric } = analysisOf(
      sweepOf("saltelli", 64, ["line", "a", "b"], (u) => 0.6 * u[0] + 9 * (u[1] - 0.5) * (u[2] - 0.5)),
    );
    const total = metric.tornado.map((bar) => metric.sobol!.total["line a b".split(" ").indexOf(bar.parameter.label)]);
    expect(total.map((t) => t.value)).toEqual(total.map((t) => t.value).sort((a, b) => b - a));
    expect(metric.tornado[2].parameter.label).toBe("line");
  });

  it("has no interval where an end rests on few blocks, or is missing from a sample", () => {
    const few = analysisOf(sweepOf("saltelli", 8, ["a", "b", "c"], (u) => u[0])).metric;
    const ends = few.tornado.flatMap(({ low, high, change }) => [low, high, change]);
    expect(ends.some(({ low }) => Number.isNaN(low))).toBe(true);
    for (const { low, high, change } of few.tornado)
      if (!Number.isNaN(change.low)) expect([low.low, high.low].some(Number.isNaN)).toBe(false);
    const three = analysisOf(sweepOf("morris", 4, names, f)).metric;
    for (const { change, low } of three.tornado) expect([change.low, low.low]).toEqual([NaN, NaN]);
    const enough = analysisOf(sweepOf("latin-hypercube", 300, ["a", "b"], (u) => u[0])).metric;
    for (const { change } of enough.tornado) expect(change.low).toBeLessThan(change.high);
  });
});

describe("what a tornado says", () => {
  const bars = (...changes: [string, number, number, number][]) =>
    changes.map(([label, value, low, high]) => ({ parameter: { label }, change: { value, low, high } }) as TornadoBar);

  it("names the largest change, and nothing only when every interval holds 0", () => {
    const said = (...changes: [string, number, number, number][]) => {
      const { bar, verdict } = strongestBar(bars(...changes))!;
      return `${bar.parameter.label} ${verdict}`;
    };
    expect(said(["a", 0.1, -1, 1], ["b", -3, -4, -2], ["c", 2, 1, 3])).toBe("b most");
    expect(said(["a", 5, -1, 11], ["b", -3, -4, -2])).toBe("b surest");
    expect(said(["a", 0.1, -1, 1], ["b", -2, -4, 1])).toBe("b chance");
    expect(said(["a", 0.1, -1, 1], ["b", -2, NaN, NaN])).toBe("b unknown");
    expect(strongestBar([])).toBeNull();
  });

  it("does not let a parameter that turns half-way speak for one that moves it", () => {
    // The bend has the larger swing, and no change from end to end.
    const bend = (u: Float64Array) => 3 * Math.cos(2 * Math.PI * u[0]) + 4 * u[1];
    const table = sweepOf("latin-hypercube", 400, ["bend", "slope"], bend);
    expect(analysisOf(table).metric.tornado[0].parameter.label).toBe("bend");
    expect(title(table)).toContain("slope moves figure most");
  });

  it("does not conclude from too few points", () => {
    expect(title(sweepOf("random", 6, ["a", "b"], (u) => u[0]))).toContain(
      "Too few points to tell what moves figure; a comes out first, +",
    );
    const dice = new RandomStream(4, "dice");
    expect(title(sweepOf("random", 100, ["a", "b"], () => dice.normal()))).toContain("No parameter moves figure");
  });
});
