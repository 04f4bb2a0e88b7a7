import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMarginPolicy, type MarginPolicyConfig, marginPolicyConfig } from "../../src/clearing/margin/registry.ts";
import { settlementsNeeded } from "../../src/clearing/margin/settlements-needed.ts";
import { worstScenario } from "../../src/clearing/margin/span.ts";
import { normalQuantile } from "../../src/core/normal.ts";
import { restoreSnapshot, takeSnapshot } from "../../src/core/snapshot.ts";
import { garchPrices, ratesOf } from "./price-path.ts";

const PRICES = garchPrices(700, 11);
const RETURNS = Array.from(PRICES.subarray(1), (p, i) => p / PRICES[i] - 1);

/** Settlements 0 to `day`, as a venue has them. */
const until = (day: number) => ({ count: day + 1, at: (i: number) => PRICES[i] });
const policyAt = (config: MarginPolicyConfig, day: number) =>
  createMarginPolicy(config, { multiplier: 1, start: 0, notice: null, opening: PRICES[0], history: until(day) });

/** Type 7 and type 2 of Hyndman & Fan 1996, written out. */
const quantiles = {
  linear(sample: readonly number[], p: number): number {
    const x = [...sample].sort((a, b) => a - b);
    const h = (x.length - 1) * p;
    return x[Math.floor(h)] + (h % 1) * ((x[Math.floor(h) + 1] ?? 0) - x[Math.floor(h)]);
  },
  average(sample: readonly number[], hundredths: number): number {
    const x = [...sample].sort((a, b) => a - b);
    const np = x.length * hundredths;
    return np % 100 === 0 ? (x[np / 100 - 1] + x[np / 100]) / 2 : x[Math.ceil(np / 100) - 1];
  },
};

/** Volatility forecasts for days 0, 1, … of the returns: NaN until `warmUp` of them are known. */
function forecasts(lambda: number, warmUp: number): number[] {
  const out: number[] = [];
  let variance = RETURNS.slice(0, warmUp).reduce((sum, r) => sum + r * r, 0) / warmUp;
  for (let t = 0; t <= RETURNS.length; t++) {
    out.push(t < warmUp ? Number.NaN : Math.sqrt(variance));
    if (t >= warmUp && t < RETURNS.length) variance = lambda * variance + (1 - lambda) * RETURNS[t] * RETURNS[t];
  }
  return out;
}

describe("EWMA", () => {
  it("is the recursion of RiskMetrics times the normal quantile and the root of the holding period", () => {
    const rates = ratesOf({ kind: "ewma", lambda: 0.94, lookback: 60, confidence: "99.5%", holding: "2d" }, PRICES);
    const sigma = forecasts(0.94, 60);
    for (const day of [60, 61, 100, 700])
      expect(rates[day]).toBeCloseTo(2.5758293035489 * Math.sqrt(2) * sigma[day], 12);
    expect(normalQuantile(0.99)).toBeCloseTo(2.3263478740408, 12);
    expect(rates[59]).toBeNaN();
  });
});

describe("historical simulation", () => {
  it("is a quantile of the losses, by either convention, of either side", () => {
    const losses = (day: number) => RETURNS.slice(day - 250, day).map((r) => -r);
    const rates = (more: Record<string, unknown>) => ratesOf({ kind: "historical", lookback: 250, ...more }, PRICES);
    const [linear, average] = [rates({ side: "long" }), rates({ side: "long", quantile: "average" })];
    const [short, worst] = [rates({ side: "short" }), rates({})];
    for (const day of [250, 251, 499, 700]) {
      expect(linear[day]).toBeCloseTo(quantiles.linear(losses(day), 0.99), 12);
      expect(average[day]).toBeCloseTo(quantiles.average(losses(day), 99), 12);
      const gains = losses(day).map((x) => -x);
      expect(short[day]).toBeCloseTo(quantiles.linear(gains, 0.99), 12);
      expect(worst[day]).toBe(Math.max(linear[day], short[day]));
    }
    expect(average.some((rate, day) => rate > linear[day])).toBe(true);
    // 200 x 99% is a whole number: the mean of two order statistics.
    const whole = ratesOf({ kind: "historical", lookback: 200, side: "long", quantile: "average" }, PRICES);
    const last = RETURNS.slice(500, 700).map((r) => -r);
    expect(whole[700]).toBeCloseTo(quantiles.average(last, 99), 12);
  });

  it("takes losses over the whole holding period where it is told to", () => {
    const config = { kind: "historical", lookback: 100, holding: 5, side: "long", scaling: "overlapping" };
    const rates = ratesOf(config, PRICES);
    const losses = Array.from({ length: 100 }, (_, i) => 1 - PRICES[700 - i] / PRICES[695 - i]);
    expect(rates[700]).toBeCloseTo(quantiles.linear(losses, 0.99), 12);
    const daily = ratesOf({ ...config, scaling: "root-time" }, PRICES);
    expect(daily[700]).toBeCloseTo(
      Math.sqrt(5) *
        quantiles.linear(
          RETURNS.slice(600, 700).map((r) => -r),
          0.99,
        ),
      12,
    );
  });
});

describe("filtered historical simulation", () => {
  it("filters each return by the volatility forecast before it, and takes today's", () => {
    const rates = ratesOf({ kind: "filtered", lambda: 0.97, lookback: 300, warmUp: 60, side: "long" }, PRICES);
    const sigma = forecasts(0.97, 60);
    for (const day of [360, 361, 500, 700]) {
      const losses = Array.from({ length: 300 }, (_, i) => -RETURNS[day - 1 - i] / sigma[day - 1 - i]);
      expect(rates[day]).toBeCloseTo(sigma[day] * quantiles.linear(losses, 0.99), 11);
    }
    expect(rates[359]).toBeNaN();
  });

  it("over several days measures each stretch by the forecast before its first day", () => {
    const config = { kind: "filtered", lookback: 200, holding: 3, side: "long", scaling: "overlapping" };
    const sigma = forecasts(0.97, 60);
    const losses = Array.from({ length: 200 }, (_, i) => {
      const day = 700 - i;
      return (1 - PRICES[day] / PRICES[day - 3]) / sigma[day - 3];
    });
    expect(ratesOf(config, PRICES)[700]).toBeCloseTo(sigma[700] * quantiles.linear(losses, 0.99), 11);
  });
});

describe("a SPAN-like scan", () => {
  it("is the scan range of a future, or the extreme move where that is margined for more", () => {
    expect(worstScenario({ moves: 3, cover: 0.33 })).toBe(1);
    expect(worstScenario({ moves: 3, cover: 0.35 })).toBeCloseTo(1.05, 12);
  });

  it("covers the moves of the longest of its look-backs that asks for most, and stands in money until the review", () => {
    const rates = ratesOf({ kind: "span", lookbacks: [60, 250], review: 20 }, PRICES);
    const moves = (day: number, days: number) => RETURNS.slice(day - days, day).map(Math.abs);
    const range = (day: number) =>
      Math.max(quantiles.linear(moves(day, 60), 0.99), quantiles.linear(moves(day, 250), 0.99));
    expect(rates[249]).toBeNaN();
    expect(rates[250]).toBeCloseTo(range(250), 12);
    for (let day = 251; day < 270; day++) expect(rates[day] * PRICES[day]).toBeCloseTo(range(250) * PRICES[250], 10);
    expect(rates[270]).toBeCloseTo(range(270), 12);
    const fractions = ratesOf({ kind: "span", lookbacks: [60, 250], review: 20, basis: "fraction" }, PRICES);
    expect(fractions[250]).toBe(rates[250]);
    expect(fractions[269]).toBe(fractions[250]);
  });
});

const MODELS: readonly Record<string, unknown>[] = [
  { kind: "ewma", lookback: 30 },
  { kind: "historical", lookback: 40 },
  { kind: "historical", lookback: 40, holding: 4, scaling: "overlapping" },
  { kind: "filtered", lookback: 40, warmUp: 20 },
  { kind: "filtered", lookback: 40, warmUp: 20, holding: 3, scaling: "overlapping" },
  { kind: "span", lookbacks: [20, 50], review: 7 },
];
const TOOLS: readonly Record<string, unknown>[] = [
  { kind: "floor", days: 60 },
  { kind: "buffer", days: 70 },
  { kind: "stressed", days: 60, window: 20 },
  { kind: "cap", days: 60 },
  { kind: "speed-limit", days: 5, limit: 1.2 },
  { kind: "step-hikes", notice: 2 },
];
const policy = fc
  .tuple(fc.constantFrom(...MODELS), fc.subarray([...TOOLS], { minLength: 0 }))
  .map(([model, tools]) => marginPolicyConfig.parse({ ...model, tools }));

describe("every policy", () => {
  it("begins at the settlement that is said to be enough, and not before", () => {
    fc.assert(
      fc.property(policy, (config) => {
        const rates = ratesOf(config, PRICES.subarray(0, 120));
        expect(rates.findIndex((rate) => !Number.isNaN(rate)) + 1).toBe(settlementsNeeded(config));
        expect(() => policyAt(config, settlementsNeeded(config) - 2)).toThrow(/settlements before it begins/);
      }),
      { numRuns: 60 },
    );
  });

  it("is the same bit for bit whether it saw its history at once or day by day", () => {
    fc.assert(
      fc.property(policy, fc.integer({ min: 80, max: 200 }), (config, split) => {
        const rates = ratesOf(config, PRICES.subarray(0, 220));
        const made = policyAt(config, split);
        expect(made.maintenance).toBe(rates[split]);
        for (let day = split + 1; day < 220; day++) {
          made.settle(until(day), 0);
          expect(made.maintenance).toBe(rates[day]);
          expect(made.initial).toBeGreaterThanOrEqual(made.maintenance);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("has tools that remember the history even where the model looks at none of it", () => {
    const tools = [TOOLS[4], { kind: "step-hikes", factor: 1.02, low: 0.97, notice: 2 }];
    const config = marginPolicyConfig.parse({ kind: "per-lot", amount: 5, tools });
    const rates = ratesOf(config, PRICES.subarray(0, 30));
    for (let day = 1; day < 30; day++) expect(policyAt(config, day).maintenance).toBe(rates[day]);
    expect(new Set(rates).size).toBeGreaterThan(1);
  });

  it("asks for initial margin in its ratio to maintenance, under tools too", () => {
    fc.assert(
      fc.property(policy, (config) => {
        const made = policyAt({ ...config, ratio: 1.35 }, 150);
        expect(made.initial / made.maintenance).toBeCloseTo(1.35, 12);
        expect(made.initial).toBeLessThan(0.95);
      }),
    );
  });

  it("goes on from a snapshot as if nothing had happened", () => {
    fc.assert(
      fc.property(policy, (config) => {
        const one = policyAt(config, 150);
        const snapshot = takeSnapshot(one);
        const other = policyAt(config, 90);
        restoreSnapshot(other, snapshot);
        for (let day = 151; day < 200; day++) {
          one.settle(until(day), 0);
          other.settle(until(day), 0);
          expect([other.maintenance, other.initial]).toEqual([one.maintenance, one.initial]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
