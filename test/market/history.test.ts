/** Settlements before the run: stretches, smooth or with moves of their own. */
import { describe, expect, it } from "vitest";
import { historyPrices } from "../../src/market/index.ts";

const returns = (prices: readonly number[]): number[] => prices.slice(1).map((price, i) => Math.log(price / prices[i]));
const deviation = (values: readonly number[]): number => {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / (values.length - 1));
};

describe("a stretch of history", () => {
  it("is a geometric path unless told otherwise", () => {
    const smooth = returns(historyPrices({ days: 50, from: 20, to: 40 }));
    for (const step of smooth) expect(step).toBeCloseTo(Math.log(2) / 49, 12);
  });

  it("with volatility moves about that path by as much a day, and keeps its ends", () => {
    const prices = historyPrices({ days: 2000, from: 20, to: 40, volatility: 0.017 });
    expect([prices[0], prices[1999]]).toEqual([20, 40]);
    expect(deviation(returns(prices)) / 0.017).toBeGreaterThan(0.95);
    expect(deviation(returns(prices)) / 0.017).toBeLessThan(1.05);
  });

  it("is the same whenever it is asked for, and another where it stands elsewhere", () => {
    const stretch = { days: 20, from: 20, to: 21, volatility: 0.02 };
    const twice = historyPrices([stretch, 22, stretch]);
    expect(twice).toEqual(historyPrices([stretch, 22, stretch]));
    expect(twice.slice(21)).not.toEqual(twice.slice(0, 20));
    expect(historyPrices([19, { days: 2, from: 20, to: 21, volatility: 0.1 }])).toEqual([19, 20, 21]);
  });
});
