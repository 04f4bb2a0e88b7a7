/** The chart of answers to a step of volatility: those that answer have a panel, the others are named. */
import { describe, expect, it } from "vitest";
import { impulseResponse } from "../../src/analysis/margin/index.ts";
import type { StressReport } from "../../src/analysis/stress/index.ts";
import { impulseChart } from "../../src/charts/stress/impulse-chart.ts";

const policy = (name: string, ...paths: readonly (readonly number[])[]) => ({
  name,
  title: name.toUpperCase(),
  response: impulseResponse(paths),
});
const report = (...policies: readonly ReturnType<typeof policy>[]): StressReport =>
  ({ base: "pit", impulse: { volatility: 0.015, factor: 2, paths: 2, policies } }) as unknown as StressReport;
const still = policy("fixed", [0.1, 0.1, 0.1]);

describe("the chart of impulse responses", () => {
  it("is none where no policy answers", () => {
    expect(impulseChart.specs(report(still))).toEqual([]);
  });

  it("has a panel for each that answers, on one scale, and names the others", () => {
    const models = [policy("ewma", [0.1, 0.12, 0.18], [0.1, 0.14, 0.3]), policy("historical", [0.1, 0.1, 0.12])];
    const [{ name, spec }] = impulseChart.specs(report(still, ...models));
    const text = JSON.stringify(spec);
    expect(name).toBe("impulse");
    expect(text).toContain("No answer: \u201cFIXED\u201d.");
    expect(text).toContain("1.50% a day before the step, 2 made-up paths");
    const { concat } = spec as unknown as { concat: { title: { text: string }; layer: unknown[] }[] };
    expect(concat.map(({ title }) => title.text)).toEqual(["EWMA", "HISTORICAL"]);
    const domains = [...text.matchAll(/"domain":\[([\d.,-]+)\],"nice":false,"zero":false/g)].map(([, ends]) => ends);
    expect(new Set(domains).size).toBe(1);
    // The highest of nine paths of ten lies inside it.
    expect(Number(domains[0].split(",")[1])).toBeGreaterThan(2.9);
  });
});
