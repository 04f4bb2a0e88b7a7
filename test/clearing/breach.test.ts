import { describe, expect, it } from "vitest";
import { breachPrice, equityAt, lotsToRestore, marginAt } from "../../src/clearing/breach.ts";

describe("the price at which an account breaches", () => {
  it("is -base / (position (1 - m)) for a long", () => {
    // 10 lots bought at 1000 ticks with 1250 ticks x lots of collateral: base 1250 - 10000.
    const price = breachPrice(1250 - 10_000, 10, 0.1);
    expect(price).toBeCloseTo(8750 / 9, 10);
    expect(equityAt(-8750, 10, price)).toBeCloseTo(marginAt(10, price, 0.1), 9);
  });

  it("is base / (|position| (1 + m)) for a short", () => {
    const price = breachPrice(1250 + 10_000, -10, 0.1);
    expect(price).toBeCloseTo(11_250 / 11, 10);
    expect(equityAt(11_250, -10, price)).toBeCloseTo(marginAt(-10, price, 0.1), 9);
  });

  it("does not exist without a position, and is 0 or less for a long that has paid in full", () => {
    expect(breachPrice(5000, 0, 0.1)).toBeNaN();
    expect(breachPrice(0, 10, 0.1)).toBeLessThanOrEqual(0);
  });
});

describe("COMEX silver on 30 January 2026", () => {
  it("lost 2.85 times its margin: 11% of $114.4 is a leverage of 9.1, and the fall was 31.4%", () => {
    // $0.005 a tick, 5,000 oz a lot: $25 a tick.
    const settled = Math.round(114.4 / 0.005);
    const margin = 0.11 * settled;
    expect(settled / margin).toBeCloseTo(9.09, 2);
    const after = settled * (1 - 0.3137);
    const loss = settled - after;
    expect(loss / margin).toBeCloseTo(2.85, 2);
    expect(equityAt(margin - settled, 1, after)).toBeCloseTo(margin - loss, 6);
    // The account was in breach of a maintenance margin of 10% when silver had lost 1.1%.
    expect(1 - breachPrice(margin - settled, 1, 0.1) / settled).toBeCloseTo(1 - 0.89 / 0.9, 10);
  });
});

describe("lots to close", () => {
  it("bring equity back to the rate, and are at least one", () => {
    // Equity 1000 carries 1000 / (0.125 x 950) = 8.42 lots.
    expect(lotsToRestore(1000 - 10 * 950, 10, 950, 0.125)).toBe(2);
    expect(lotsToRestore(-(10 * 950) + 1187, 10, 950, 0.125)).toBe(1);
    expect(lotsToRestore(-(10 * 950) + 1188, 10, 950, 0.125)).toBe(0);
  });

  it("are all of them when equity is gone, for shorts too", () => {
    expect(lotsToRestore(-9500, 10, 950, 0.125)).toBe(10);
    expect(lotsToRestore(-9600, 10, 950, 0.125)).toBe(10);
    expect(lotsToRestore(9500, -10, 950, 0.125)).toBe(10);
    expect(lotsToRestore(9500 + 1000, -10, 950, 0.125)).toBe(2);
  });
});
