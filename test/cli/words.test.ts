import { describe, expect, it } from "vitest";
import { formatFigure, formatNumber, reportedLines } from "../../src/cli/figures.ts";
import { progressLine } from "../../src/cli/progress.ts";

describe("figures", () => {
  it.each([
    [-0.31371, "%", "-31.4%"],
    [78.531, "USD/oz", "78.53 USD/oz"],
    [5, "days", "5 days"],
    [0.012345, "", "0.01235"],
    [1234567.8, "", "1,234,568"],
    [Number.NaN, "%", "-"],
    [null, "days", "-"],
  ])("%d in %j is %j", (value, unit, text) => {
    expect(formatFigure(value, unit)).toBe(text);
  });

  it("keep whole numbers whole", () => {
    expect(formatNumber(100_000)).toBe("100,000");
    expect(formatNumber(0)).toBe("0");
  });

  const figure = { key: "k", source: "s", unit: "%" };

  it("stand in columns, each with its mark", () => {
    const lines = reportedLines([
      { ...figure, label: "fall", value: -0.3137, simulated: -0.28, low: -0.4, high: -0.2, within: true },
      { ...figure, label: "limit-downs", unit: "days", value: 5, simulated: 2, low: 3, high: null, within: false },
      { ...figure, label: "bounce", value: 0.285, simulated: Number.NaN, low: null, high: null, within: null },
    ]);
    expect(lines).toEqual([
      "                reported  simulated  accepted",
      "✓  fall           -31.4%     -28.0%  -40.0% to -20.0%",
      "✗  limit-downs    5 days     2 days  at least 3 days",
      "·  bounce          28.5%          -",
      "1 of 2 figures lie in their accepted range",
    ]);
  });

  it("are not spoken of when none was reported", () => {
    expect(reportedLines([])).toEqual([]);
  });
});

describe("a line of progress", () => {
  const at = { time: Date.UTC(2026, 0, 30, 14, 5), start: 0, end: 1, price: 98.412 };

  it("says where the run is, the price, how much is done and how long it will take", () => {
    expect(progressLine({ ...at, share: 0.8 }, 8)).toBe("2026-01-30 14:05 UTC    98.412   80%  2 s left");
  });

  it("promises nothing before anything is done", () => {
    expect(progressLine({ ...at, share: 0, price: Number.NaN }, 0)).toBe("2026-01-30 14:05 UTC         -    0%");
  });
});
