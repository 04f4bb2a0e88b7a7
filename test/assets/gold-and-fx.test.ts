import { describe, expect, it } from "vitest";
import { Fx, fxConfig } from "../../src/assets/fx.ts";
import { Gold, goldConfig } from "../../src/assets/gold.ts";
import { RandomStream } from "../../src/core/random.ts";
import { DAY, HOUR, MINUTE } from "../../src/core/time.ts";

const gold = (config: Record<string, unknown>) =>
  new Gold(goldConfig.parse({ start: 5000, volatility: 0, ...config }), new RandomStream(1, "gold"), 0);

function runGold(g: Gold, from: number, to: number): number {
  for (let t = from; t < to; t += 10 * MINUTE) g.step(t + 10 * MINUTE, 10);
  return g.price;
}

describe("gold", () => {
  it("takes in its share of the news gradually", () => {
    const g = gold({ spread: "2h", dip: { strength: 0 } });
    g.news(-0.1);
    expect(Math.log(runGold(g, 0, 2 * HOUR) / 5000)).toBeCloseTo(-0.05, 6);
    expect(Math.log(runGold(g, 2 * HOUR, 40 * HOUR) / 5000)).toBeCloseTo(-0.1, 5);
  });

  it("is bought by central banks on a dip, so that it falls less than without them", () => {
    const fall = (strength: number): number => {
      const g = gold({ dip: { strength } });
      g.news(-0.12);
      return Math.log(runGold(g, 0, 2 * DAY) / 5000);
    };
    expect(fall(0)).toBeCloseTo(-0.12, 4);
    expect(fall(0.35)).toBeGreaterThan(fall(0) + 0.01);
    expect(fall(2)).toBeGreaterThan(fall(0.35));
  });

  it("is left alone while it has not dipped", () => {
    const g = gold({});
    g.news(-0.03);
    expect(Math.log(runGold(g, 0, 3 * DAY) / 5000)).toBeCloseTo(-0.03, 6);
  });
});

describe("exchange rate", () => {
  const fx = (config: Record<string, unknown>, seed = 1) =>
    new Fx(fxConfig.parse({ start: 7, ...config }), new RandomStream(seed, "fx"), 0);

  it("has the variance of an Ornstein-Uhlenbeck process, whatever the step", () => {
    const variance = (step: number): number => {
      let sum = 0;
      for (let seed = 0; seed < 500; seed++) {
        const rate = fx({ volatility: 0.01, memory: "2d" }, seed);
        for (let t = step; t <= 4 * DAY; t += step) rate.step(t);
        sum += Math.log(rate.rate / 7) ** 2;
      }
      return sum / 500;
    };
    const exact = 0.0001 * (2 / 2) * (1 - Math.exp(-2 * 2));
    for (const step of [4 * DAY, 6 * HOUR]) {
      expect(variance(step) / exact).toBeGreaterThan(0.8);
      expect(variance(step) / exact).toBeLessThan(1.2);
    }
  });

  it("stays where news puts it", () => {
    const rate = fx({ volatility: 0 });
    rate.news(0.02);
    rate.step(100 * DAY);
    expect(rate.rate).toBeCloseTo(7 * Math.exp(0.02), 10);
  });
});
