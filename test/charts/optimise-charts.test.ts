import { describe, expect, it } from "vitest";
import type { OptimiseReport, TriedPoint } from "../../src/analysis/optimise/index.ts";
import { frontHeadings, frontRows, goalRows, OPTIMISE_CHARTS } from "../../src/charts/optimise/index.ts";
import { compileChart } from "../../src/charts/render/compile.ts";

/** A search of `count` points with so many objectives, of which those below `feasible` keep the constraint. */
function report(count: number, objectives: number, feasible = count): OptimiseReport {
  const points = Array.from({ length: count }, (_, p): TriedPoint => {
    const values = [0.05 + (p % 7) / 100, 20 + p];
    const figures = Array.from({ length: objectives }, (_, i) =>
      i % 2 === 0 ? -0.3 + p / 100 : 1e6 * (1 + ((p * 7) % 5)),
    );
    const violation = p < feasible ? 0 : 0.2;
    return {
      batch: p >> 2,
      values,
      objectives: figures,
      constraints: [violation],
      violation,
      cost: 2 - p / count,
      failed: 0,
    };
  });
  const best = feasible === 0 ? 0 : feasible - 1;
  const front = feasible === 0 ? [] : [...new Set([0, best])];
  const written = { low: "0.04", high: "0.2", start: "0.05", best: "0.1" };
  const over = "mean" as const;
  const estimate = { value: 0.01, low: -0.02, high: Number.NaN };
  const confirmed = (point: number) => ({
    ...{ point, objectives: points[point].objectives, constraints: [0.1], violation: 0 },
    differences: Array.from({ length: objectives }, () => estimate),
  });
  return {
    ...{ name: "study", title: "Which?", hash: "12345678", version: "1", base: "silver", without: [], venue: "comex" },
    seeds: [1, 2],
    objectives: Array.from({ length: objectives }, (_, i) => ({
      ...{ name: `o${i}`, title: `objective ${i}`, unit: i % 2 === 0 ? "%" : "USD", weight: 1, over },
      goal: i % 2 === 0 ? ("maximise" as const) : ("minimise" as const),
    })),
    scales: Array.from({ length: objectives }, () => 0.1),
    constraints: [{ name: "c", title: "bound", unit: "%", least: null, most: 0.1, over }],
    parameters: [
      { path: "clearing.comex.margin.maintenance", scale: "log", low: 0.04, high: 0.2, written },
      { path: "clearing.comex.notice", scale: "linear", low: 0, high: 100, written },
    ],
    ...{ points, best, front, failures: [], confirmSeeds: [3, 4] },
    confirmed: { start: confirmed(0), best: confirmed(best) },
  };
}

describe.each(OPTIMISE_CHARTS.map((chart) => [chart.name, chart] as const))("%s", (name, chart) => {
  it.each([
    [1, 1, 1],
    [40, 1, 40],
    [40, 2, 25],
    [40, 4, 40],
    [1, 2, 1],
    [40, 2, 0],
  ])("compiles without a warning for %d points of %d objectives, %d feasible", async (count, objectives, feasible) => {
    const spec = chart.spec(report(count, objectives, feasible));
    if (feasible === 0 || (name === "front" && objectives < 2) || (name === "parameters" && count < 2)) {
      expect(spec).toBeNull();
      return;
    }
    const warnings: string[] = [];
    await compileChart(spec!, (message) => warnings.push(message));
    expect(warnings).toEqual([]);
    const { text } = (spec as unknown as { title: { text: string | string[] } }).title;
    for (const line of [text].flat()) expect(line.length).toBeLessThan(93);
  });
});

describe("rows of a search", () => {
  it("tell every goal, what is missed, and what other seeds say", () => {
    const rows = goalRows(report(40, 2, 20));
    expect(rows.map(({ label, wanted }) => [label, wanted])).toEqual([
      ["objective 0, mean", "large, weight 1"],
      ["objective 1, mean", "small, weight 1"],
      ["bound, mean", "at most 10.0%"],
    ]);
    expect(rows[0].confirmed).toMatch(/^−11\.00% \(\+1\.00 points from the start/);
    const missed = goalRows(report(4, 1, 0))[1];
    expect([missed.start, missed.confirmed]).toEqual(["20.00% !", "10.00%"]);
  });

  it("thin out a long front, ends and all", () => {
    const whole = { ...report(40, 2), front: [...Array(40).keys()] };
    const rows = frontRows(whole, 5);
    expect(rows.map(([point]) => point)).toEqual(["0", "10", "20", "29", "39 *"]);
    for (const row of rows) expect(row).toHaveLength(frontHeadings(whole).length);
  });
});
