import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dailyLevels, isWeekend } from "../../../src/analysis/margin/business-days.ts";
import { maxCall, maxIncrease } from "../../../src/analysis/margin/increases.ts";
import { peakToTrough, peakToTroughOrdered } from "../../../src/analysis/margin/peak-to-trough.ts";
import { procyclicality } from "../../../src/analysis/margin/procyclicality.ts";
import { DAY } from "../../../src/core/time.ts";
import { SILVER_HIKES } from "./silver-hikes.ts";

const day = (text: string): number => Date.parse(`${text}T00:00Z`);

describe("peak to trough", () => {
  it("asks for no order, or for the trough first", () => {
    expect(peakToTrough([8, 2, 4, 1, 3])).toBe(8);
    expect(peakToTroughOrdered([8, 2, 4, 1, 3])).toBe(3);
    expect(peakToTroughOrdered([5, 4, 3])).toBe(1);
    expect(peakToTrough([7])).toBe(1);
    expect(peakToTrough([])).toBeNaN();
    expect(peakToTroughOrdered([])).toBeNaN();
  });

  it("is never smaller without the order, and the same for an ever rising path", () => {
    const path = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(path, (rates) => {
        expect(peakToTrough(rates)).toBeGreaterThanOrEqual(peakToTroughOrdered(rates));
        const rising = [...rates].sort((a, b) => a - b);
        expect(peakToTroughOrdered(rising)).toBe(peakToTrough(rising));
      }),
    );
  });
});

describe("the largest increase", () => {
  it("is over so many days, and unknown where there are no more", () => {
    const path = [1, 2, 3, 3, 6];
    expect([1, 2, 3, 4, 5].map((n) => maxIncrease(path, n))).toEqual([2, 3, 3, 6, Number.NaN]);
    expect([1, 2, 4].map((n) => maxCall(path, n))).toEqual([3, 3, 5]);
    expect(maxIncrease([4, 2], 1)).toBe(0.5);
    expect(maxCall([4, 2], 1)).toBe(-2);
  });
});

describe("levels that stand", () => {
  it("stand on each business day until the next one, a weekend's from the Monday", () => {
    // A Thursday, a Sunday, a Wednesday.
    const dates = ["2026-01-29", "2026-02-01", "2026-02-04"].map(day);
    expect(dailyLevels(dates, [1, 2, 3])).toEqual([1, 1, 2, 2, 3]);
    expect(dailyLevels([day("2026-01-31")], [5])).toEqual([5]);
    expect(dailyLevels([], [])).toEqual([]);
  });

  it("knows the days of the week", () => {
    const week = Array.from({ length: 7 }, (_, i) => isWeekend(day("2026-02-02") + i * DAY));
    expect(week).toEqual([false, false, false, false, false, true, true]);
    expect(isWeekend(day("1969-12-28"))).toBe(true);
  });
});

describe("COMEX silver's hikes of 2009 to 2011", () => {
  const path = dailyLevels(
    SILVER_HIKES.map(([date]) => day(date)),
    SILVER_HIKES.map(([, level]) => level),
  );

  it("came to 84% in nine business days", () => {
    const [from, to] = [day("2011-04-26"), day("2011-05-09")];
    expect(
      Array.from({ length: (to - from) / DAY }, (_, i) => from + i * DAY).filter((d) => !isWeekend(d)),
    ).toHaveLength(9);
    expect((maxIncrease(path, 10) - 1).toFixed(2)).toBe("0.84");
    expect(maxIncrease(path, 9)).toBeLessThan(maxIncrease(path, 10));
  });

  it("measure as by hand", () => {
    const measured = procyclicality(path);
    expect(measured.peakToTrough).toBe(18_500 / 4000);
    expect(measured.peakToTroughOrdered).toBe(18_500 / 4000);
    // 5,000 to 6,500 at once; 10,750 to 16,000 in a week; 8,700 to 16,000 in two.
    expect(measured.maxIncrease).toEqual([1.3, 16_000 / 10_750, 16_000 / 8700, 16_000 / 8700, 16_000 / 8700]);
    expect(path).toHaveLength(587);
  });
});
