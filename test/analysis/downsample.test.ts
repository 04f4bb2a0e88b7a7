import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { downsample, medians } from "../../src/analysis/index.ts";

const series = fc
  .array(
    fc.tuple(
      fc.integer({ min: 1, max: 5 }),
      fc.oneof(fc.double({ noNaN: true, min: -9, max: 9 }), fc.constant(Number.NaN)),
      fc.nat(3),
    ),
    {
      minLength: 1,
      maxLength: 300,
    },
  )
  .map((rows) => {
    let at = 0;
    return {
      time: rows.map(([gap]) => {
        at += gap;
        return at;
      }),
      values: rows.map(([, v]) => v),
      phase: Uint8Array.from(rows, ([, , p]) => p),
    };
  });

describe("downsample", () => {
  it("keeps the ends, the extremes and the order, and nothing closed or missing", () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 20 }), ({ time, values, phase }, buckets) => {
        const kept = [...downsample(time, values, buckets, 0, values.length - 1, phase)];
        const open = [...values.keys()].filter((i) => !Number.isNaN(values[i]) && phase[i] !== 0);
        expect(kept.length).toBeLessThanOrEqual(4 * buckets);
        for (let k = 1; k < kept.length; k++) expect(kept[k]).toBeGreaterThan(kept[k - 1]);
        for (const i of kept) expect(open).toContain(i);
        if (open.length === 0) return;
        expect(kept[0]).toBe(open[0]);
        expect(kept[kept.length - 1]).toBe(open[open.length - 1]);
        const extreme = (pick: (...v: number[]) => number, of: number[]) => pick(...of.map((i) => values[i]));
        expect(extreme(Math.max, kept)).toBe(extreme(Math.max, open));
        expect(extreme(Math.min, kept)).toBe(extreme(Math.min, open));
      }),
    );
  });

  it("keeps a spike of one step among ten thousand", () => {
    const values = new Float64Array(10_000);
    values[5431] = -1;
    expect([...downsample([...values.keys()], values, 100)]).toContain(5431);
  });
});

describe("medians", () => {
  it("replaces each stretch by its median and leaves gaps", () => {
    const time = [0, 1, 2, 10, 11, 12, 20];
    const out = medians(time, [3, 1, 2, Number.NaN, 8, 4, Number.NaN], 10);
    expect([...out]).toEqual([2, 2, 2, Number.NaN, 6, 6, Number.NaN]);
  });
});
