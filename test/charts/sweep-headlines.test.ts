import { describe, expect, it } from "vitest";
import { analyseSweep, type SweepTable } from "../../src/analysis/sweep/index.ts";
import { distributionChart } from "../../src/charts/sweep/distribution.ts";
import { type SweepChart, shareText } from "../../src/charts/sweep/index.ts";
import { sobolChart } from "../../src/charts/sweep/sobol.ts";
import { surfaceChart } from "../../src/charts/sweep/surface.ts";
import { sweepOf } from "../analysis/formula-sweep.ts";

const specOf = (chart: SweepChart, table: SweepTable): string => {
  const analysis = analyseSweep(table, { replicates: 200 });
  // Titles are broken into lines.
  return JSON.stringify(chart.spec(analysis.metrics[0], analysis)).replaceAll('","', " ");
};

describe("what Sobol indices are said to tell", () => {
  const f = (u: Float64Array) => 3 * u[0] + u[1];

  it("is whose the variance is when intervals are narrow, and that blocks are too few otherwise", () => {
    expect(specOf(sobolChart, sweepOf("saltelli", 256, ["a", "b", "c"], f))).toContain("a alone makes 9");
    const cliff = (u: Float64Array) => (u[0] > 0.9 ? 20 * u[1] * u[2] : 0);
    for (const [samples, g] of [
      [3, f],
      [8, cliff],
    ] as const)
      expect(specOf(sobolChart, sweepOf("saltelli", samples, ["a", "b", "c"], g))).toMatch(
        /Too few blocks to tell whose the variance of figure is; [abc] comes out first, with /,
      );
  });

  it("is written with intervals", () => {
    expect(shareText({ value: 0.453, low: 0.3, high: 0.61 })).toBe("45% (30% to 61%)");
    expect(shareText({ value: 0.453, low: Number.NaN, high: Number.NaN })).toBe("45%");
    expect(shareText({ value: Number.NaN, low: Number.NaN, high: Number.NaN })).toBe("–");
  });
});

describe("a response surface", () => {
  it("is blank where no point is near, and says nothing of what a fit makes of it there", () => {
    // Steep, and known on one side of the diagonal alone: the other corner is a fit's fancy.
    const table = sweepOf("random", 300, ["a", "b"], (u) => (u[0] + u[1] > 1 ? Number.NaN : (u[0] + u[1]) ** 2));
    const { surface } = analyseSweep(table, { replicates: 20 }).metrics[0];
    if (surface?.kind !== "surface") throw new Error("two ranges make a surface");
    const width = surface.xs.length;
    let blank = 0;
    surface.z.forEach((z, i) => {
      const sum = surface.xs[i % width] + surface.ys[Math.floor(i / width)];
      if (sum > 1.4) expect(z).toBeNaN();
      if (sum < 0.9) expect(z).not.toBeNaN();
      if (Number.isNaN(z)) blank++;
      else expect(z).toBeLessThan(1.8);
    });
    expect(blank).toBeGreaterThan(width);
    const spec = specOf(surfaceChart, table);
    expect(spec).toContain("Blank: too few points near.");
    // No point has more than 1.
    expect(Number(/figure goes from .* to ([\d.]+) at [ab] /.exec(spec)?.[1])).toBeLessThan(1.1);
  });
});

describe("a distribution", () => {
  it("keeps the labels of its outer quantiles inside the plot", () => {
    const spec = specOf(
      distributionChart,
      sweepOf("random", 200, ["a"], (u) => Math.max(0, 10 * u[0] - 8)),
    );
    expect(spec).toMatch(/"5%: 0 align":"left/);
    expect(spec).toMatch(/"95%: 1\.\d+ align":"center/);
  });
});
