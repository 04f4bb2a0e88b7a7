import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backtest, lossesOver } from "../../../src/analysis/margin/backtest.ts";
import { chiSquareTail1, chiSquareTail2 } from "../../../src/analysis/margin/chi-square.ts";
import { conditionalCoverage, independence } from "../../../src/analysis/margin/christoffersen.ts";
import { kupiec } from "../../../src/analysis/margin/kupiec.ts";

describe("Kupiec's test", () => {
  it.each([
    [4, 250, 0.76914],
    [10, 250, 12.95549],
    [0, 250, 5.02517],
  ])("of %d breaches in %d days at 99% is %d", (breaches, days, statistic) => {
    expect(kupiec(breaches, days, 0.99).statistic.toFixed(5)).toBe(String(statistic));
  });

  it.each([
    [250, 1, 6],
    [500, 2, 9],
    [750, 3, 13],
    [1000, 5, 16],
  ])("does not reject %d days with %d to %d breaches at 99%, and all others", (days, low, high) => {
    const kept = Array.from({ length: 60 }, (_, x) => x).filter((x) => kupiec(x, days, 0.99).pValue > 0.05);
    expect([kept[0], kept[kept.length - 1], kept.length]).toEqual([low, high, high - low + 1]);
  });

  it("is 0 where breaches are as promised, and one-sided where they are too few", () => {
    const exact = kupiec(5, 500, 0.99);
    expect(exact.statistic).toBeCloseTo(0, 12);
    expect(exact.pValue).toBeCloseTo(1, 5);
    expect(kupiec(0, 250, 0.99).pValue).toBeLessThan(0.05);
    expect(kupiec(0, 250, 0.99).oneSided).toBeGreaterThan(0.95);
    expect(kupiec(10, 250, 0.99).oneSided).toBeCloseTo(kupiec(10, 250, 0.99).pValue / 2, 12);
  });

  it("takes a day of nothing but breaches, and refuses what cannot be", () => {
    expect(kupiec(250, 250, 0.99).statistic).toBeCloseTo(-500 * Math.log(0.01), 9);
    expect(() => kupiec(5, 4, 0.99)).toThrow(/breaches from 0 to 4, got 5/);
    expect(() => kupiec(1, 0, 0.99)).toThrow(/observations/);
    expect(() => kupiec(1, 10, 1)).toThrow(/confidence above 0 and below 1, got 1/);
    expect(() => kupiec(1, 10, Number.NaN)).toThrow(/confidence/);
  });
});

describe("tails of chi-square", () => {
  // Upper points of tables: 5%, 1% and 0.1%.
  it.each([
    [chiSquareTail1, 3.841458820694124, 0.05],
    [chiSquareTail1, 6.6348966010212145, 0.01],
    [chiSquareTail1, 10.827566170662733, 0.001],
    [chiSquareTail2, 5.991464547107979, 0.05],
    [chiSquareTail2, 9.21034037197618, 0.01],
    [chiSquareTail2, 13.815510557964274, 0.001],
  ])("are those of the tables to ten digits", (tail, statistic, p) => {
    expect(tail(statistic) / p).toBeCloseTo(1, 10);
  });

  it("keep their digits far out: erfc(10 / sqrt 2) at a statistic of 100", () => {
    expect(chiSquareTail1(100) / 1.523970604832105e-23).toBeCloseTo(1, 8);
    expect([chiSquareTail1(0), chiSquareTail2(0)]).toEqual([1, 1]);
  });
});

describe("Christoffersen's test", () => {
  /** The likelihood ratio written out from the four counts. */
  const ratio = (n00: number, n01: number, n10: number, n11: number): number => {
    const term = (n: number, p: number) => (n === 0 ? 0 : n * Math.log(p));
    const pi = (n01 + n11) / (n00 + n01 + n10 + n11);
    const pi0 = n01 / (n00 + n01);
    const pi1 = n11 / (n10 + n11);
    const one = term(n00 + n10, 1 - pi) + term(n01 + n11, pi);
    return -2 * (one - term(n00, 1 - pi0) - term(n01, pi0) - term(n10, 1 - pi1) - term(n11, pi1));
  };

  it("is the ratio of its definition", () => {
    // 0 0 1 1 0 0 0 1 0 0: from calm 4 stay and 2 start, from a breach 2 end and 1 goes on.
    const days = [0, 0, 1, 1, 0, 0, 0, 1, 0, 0].map(Boolean);
    expect(independence(days).statistic).toBeCloseTo(ratio(4, 2, 2, 1), 12);
    const together = Array.from({ length: 500 }, (_, i) => i >= 100 && i < 110);
    expect(independence(together).statistic).toBeCloseTo(ratio(488, 1, 1, 9), 9);
    expect(independence(together).pValue).toBeLessThan(1e-12);
  });

  it("is 0 without breaches, with nothing else, and for a day", () => {
    expect(independence(Array(50).fill(false))).toEqual({ statistic: 0, pValue: 1 });
    expect(independence(Array(50).fill(true)).statistic).toBe(0);
    expect(independence([true]).statistic).toBe(0);
    expect(independence([]).statistic).toBe(0);
  });

  it("adds up to conditional coverage, with two degrees of freedom", () => {
    const both = conditionalCoverage(kupiec(4, 250, 0.99), { statistic: 2, pValue: chiSquareTail1(2) });
    expect(both.statistic.toFixed(5)).toBe("2.76914");
    expect(both.pValue).toBeCloseTo(Math.exp(-2.769138 / 2), 6);
  });

  it("is never negative, whatever the days", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 80 }), (days) => {
        const { statistic, pValue } = independence(days);
        expect(statistic).toBeGreaterThanOrEqual(0);
        expect(pValue).toBeGreaterThanOrEqual(0);
        expect(pValue).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("margin held against losses", () => {
  it("counts what exceeds it, over the holding period, for longs and for shorts", () => {
    const prices = [100, 90, 99, 99, 120];
    expect([...lossesOver(prices, 1, 1)].map((x) => Number(x.toFixed(4)))).toEqual([0.1, -0.1, 0, -0.2121]);
    expect([...lossesOver(prices, 2, -1)].map((x) => Number(x.toFixed(4)))).toEqual([-0.01, 0.1, 0.2121]);
    const margin = [0.08, 0.05, 0.05, 0.05];
    const long = backtest(margin, lossesOver(prices, 1, 1), 0.99);
    expect(long).toMatchObject({
      observations: 4,
      breaches: 1,
      breachRate: 0.25,
      breached: [true, false, false, false],
    });
    expect(long?.maxShortfall).toBeCloseTo(0.02, 12);
    expect(long?.maxLossToMargin).toBeCloseTo(1.25, 12);
    const short = backtest(margin, lossesOver(prices, 1, -1), 0.99);
    expect(short?.breached).toEqual([false, true, false, true]);
    expect(short?.meanShortfall).toBeCloseTo((0.05 + 0.1621) / 2, 4);
  });

  it("calls a loss of just the margin covered, and says nothing without a loss", () => {
    expect(backtest([0.5], [0.5], 0.99)?.breaches).toBe(0);
    expect(backtest([0.5], [0.5], 0.99)?.maxShortfall).toBeNaN();
    expect(backtest([0.5], [], 0.99)).toBeNull();
  });
});
