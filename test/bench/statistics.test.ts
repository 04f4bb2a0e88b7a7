import { describe, expect, it } from "vitest";
import { quantile, ratioInterval } from "../../bench/statistics.ts";
import { RandomStream } from "../../src/core/random.ts";

describe("the benchmark's statistics", () => {
  it("quantiles lie between order statistics", () => {
    expect(quantile([3, 1, 2], 0.5)).toBe(2);
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([4, 1, 3, 2], 0.25)).toBe(1.75);
    expect(quantile([7], 0.9)).toBe(7);
  });

  it("the interval of a ratio holds the truth, and leaves 1 out when the two differ", () => {
    const noise = new RandomStream(1, "noise");
    const dice = new RandomStream(1, "dice");
    let held = 0;
    let apart = 0;
    for (let trial = 0; trial < 60; trial++) {
      // A machine that slows down by half in the middle of the rounds: both of a pair feel it.
      const pace = (i: number): number => (i < 5 ? 1 : 1.5);
      const other = Array.from({ length: 10 }, (_, i) => pace(i) * (1 + 0.02 * noise.normal()));
      const mine = other.map((_, i) => 1.1 * pace(i) * (1 + 0.02 * noise.normal()));
      const { ratio, low, high } = ratioInterval(mine, other, () => dice.next());
      expect(ratio).toBeCloseTo(1.1, 1);
      if (low <= 1.1 && high >= 1.1) held++;
      if (low > 1) apart++;
    }
    expect(held).toBeGreaterThan(48);
    expect(apart).toBe(60);
  });
});
