import { describe, expect, it } from "vitest";
import { type CascadeFigures, cascadeSpread } from "../../../src/analysis/cascade/index.ts";

const run = (forcedShareOfFall: number | null, loss: number): CascadeFigures => ({
  forcedShareOfFall,
  branchingRatioPeak: null,
  meanGeneration: 1,
  forcedShareOfLosses: 0.5,
  byGeneration: loss > 1 ? [0.2, 0.1] : [0.2],
  cells: [
    { victim: "longs", killer: "longs", cause: "margin-call", loss: 3 },
    ...(loss > 0 ? [{ victim: "longs", killer: "funds", cause: "hedging", loss }] : []),
  ],
});

describe("cascades over seeds", () => {
  const { runs, forcedShareOfFall, branchingRatioPeak, byGeneration, cells } = cascadeSpread(
    [run(0.1, 0), run(0.2, 1), run(0.3, 7), run(0.4, 9), run(null, 12)],
    2,
  );

  it("have the median of the runs that have a figure, its interval, and the middle four fifths", () => {
    expect(runs).toBe(5);
    expect(forcedShareOfFall).toMatchObject({ runs: 4, median: 0.25, low: 0.13, high: expect.closeTo(0.37, 12) });
    expect(forcedShareOfFall?.medianLow).toBeGreaterThanOrEqual(0.1);
    expect(forcedShareOfFall?.medianLow).toBeLessThan(0.25);
    expect(forcedShareOfFall?.medianHigh).toBeLessThanOrEqual(0.4);
    expect(branchingRatioPeak).toBeNull();
  });

  it("count a generation or a cell that a run lacks as none of its fall and none of its losses", () => {
    expect(byGeneration.map(({ runs: n, median }) => [n, median])).toEqual([
      [5, 0.2],
      [5, 0.1],
    ]);
    expect(cells.map(({ killer, cause }) => [killer, cause])).toEqual([
      ["funds", "hedging"],
      ["longs", "margin-call"],
    ]);
    // By hand: 0, 1/4, 7/10, 9/12, 12/15.
    expect(cells[0].share.median).toBeCloseTo(0.7, 12);
    expect(cells[0].loss).toMatchObject({ median: 7, low: 0.4 });
    expect(cells[1].share.median).toBeCloseTo(0.3, 12);
    expect(cascadeSpread([run(0.1, 5)], 1).cells).toHaveLength(1);
  });
});
