import { describe, expect, it } from "vitest";
import { marginFigures, procyclicality } from "../../src/analysis/margin/index.ts";
import {
  figureRows,
  levelsChart,
  MARGIN_CHARTS,
  type MarginView,
  policyName,
  variantNames,
} from "../../src/charts/margin/index.ts";
import { compileChart } from "../../src/charts/render/compile.ts";
import { DAY } from "../../src/core/time.ts";
import { garchPrices, ratesOf } from "../clearing/price-path.ts";

function view(days: number): MarginView {
  const prices = [...garchPrices(days + 60, 12)];
  const terms = { confidence: 0.99, holding: 1, multiplier: 5000 };
  const variant = (tools: string[]) => {
    const maintenance = ratesOf({ kind: "ewma", tools: tools.map((kind) => ({ kind, rate: 0.03 })) }, prices).slice(60);
    return marginFigures(tools, { maintenance, initial: maintenance }, prices.slice(60), terms);
  };
  return {
    file: "data/prices.csv",
    kind: "ewma",
    dates: Array.from({ length: days + 1 }, (_, i) => Date.UTC(2000, 0, 3) + i * DAY),
    prices: prices.slice(60),
    before: 60,
    ...terms,
    variants: [variant([]), variant(["floor"]), variant(["floor", "buffer"])],
  };
}

describe.each(MARGIN_CHARTS.map((chart) => [chart.name, chart] as const))("%s", (_, chart) => {
  it.each([0, 1, 20, 6000])("compiles without a warning for %d days and one", async (days) => {
    const spec = chart.spec(view(days));
    if (days === 0 && chart.name === "losses") {
      expect(spec).toBeNull();
      return;
    }
    const warnings: string[] = [];
    await compileChart(spec!, (message) => warnings.push(message));
    expect(warnings).toEqual([]);
    const { text, subtitle } = (spec as unknown as { title: { text: string | string[]; subtitle: string[] } }).title;
    for (const line of [text].flat()) expect(line.length).toBeLessThan(90);
    expect(subtitle[0]).toMatch(/^prices\.csv, 2000-01-03 to .* days?; held against losses over a day at 99%\.$/);
  });
});

describe("levels", () => {
  it.each([1, 2, 30, 6000])("compiles without a warning for %d business days", async (count) => {
    const path = Array.from({ length: count }, (_, i) => 5000 + ((i * 7919) % 4001));
    const days = path.map((_, i) => Date.UTC(2000, 0, 3) + i * DAY);
    const figures = procyclicality(path);
    const spec = levelsChart({ file: "data/levels.csv", levels: 9, days, path, figures });
    const warnings: string[] = [];
    await compileChart(spec, (message) => warnings.push(message));
    expect(warnings).toEqual([]);
    const [levels, ratios] = (spec as unknown as { vconcat: { layer: { data: { values: string } }[] }[] }).vconcat;
    // Peak and trough where they are, and the ratios of which the figures are the largest.
    expect(levels.layer).toHaveLength(count === 1 ? 1 : 3);
    if (count < 30) return;
    expect(levels.layer[1].data.values).toContain(`${days[path.indexOf(Math.max(...path))]},${Math.max(...path)},`);
    const longest = ratios.layer[0].data.values
      .split("\n")
      .slice(1)
      .map((row) => Number(row.split(",")[1]));
    expect(Math.max(...longest)).toBeCloseTo(figures.maxIncrease[3], 4);
  });
});

describe("words and rows", () => {
  it("name each variant and have a cell for it", () => {
    const shown = view(300);
    expect(variantNames(shown)).toEqual(["ewma", "+ floor", "+ buffer"]);
    expect([0, 1, 2].map((i) => policyName(shown, i))).toEqual([
      "EWMA",
      "EWMA with floor",
      "EWMA with floor and buffer",
    ]);
    const rows = figureRows(shown);
    expect(rows.every(({ cells }) => cells.length === 3)).toBe(true);
    expect(rows.find(({ label }) => label === "margin, lowest")?.cells[1]).toBe("3.00%");
    expect(figureRows(view(0)).find(({ label }) => label === "Kupiec")?.cells).toEqual(["-", "-", "-"]);
  });
});
