/** How policies answer to a step of volatility: held against what a model's formula says. */
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { impulseResponse } from "../../../src/analysis/margin/index.ts";
import { type MarginPolicyConfig, marginPolicyConfig } from "../../../src/clearing/margin/registry.ts";
import { analysePrices } from "../../../src/experiment/margin/analyse-prices.ts";
import { impulseOf, volatilityOf } from "../../../src/experiment/margin/impulse-paths.ts";
import { marginJson } from "../../../src/experiment/margin/margin-json.ts";

const policy = (config: Record<string, unknown>): MarginPolicyConfig => marginPolicyConfig.parse(config);
const STEP = { volatility: 0.015, factor: 2, days: 40, paths: 150 };
const LOT = { price: 80, multiplier: 5000, moment: 0 };
const answer = (config: Record<string, unknown>) => impulseOf(policy(config), STEP, LOT);
const EWMA = { kind: "ewma", lambda: 0.97, lookback: 60, confidence: 0.99 };

describe("the answer to a step of volatility", () => {
  it("of a fixed rate is none at all", () => {
    const { mean, low, high } = answer({ kind: "fixed", maintenance: 0.1 });
    expect([mean.length, Math.min(...low), Math.max(...high)]).toEqual([41, 1, 1]);
  });

  it("of a dated schedule is none: its days do not come", () => {
    const steps = [{ effective: "2026-01-28T00:00Z", maintenance: 0.2 }];
    expect(Math.max(...answer({ kind: "schedule", maintenance: 0.1, steps }).high)).toBe(1);
  });

  it("of EWMA is the root of λ^n + (1 - λ^n) k², near enough for a mean of roots", () => {
    const { mean, low, high } = answer(EWMA);
    expect(mean[0]).toBe(1);
    for (const n of [1, 5, 10, 20, 40]) {
      const expected = Math.sqrt(0.97 ** n + (1 - 0.97 ** n) * 4);
      expect(Math.abs(mean[n] / expected - 1)).toBeLessThan(0.03);
      expect([low[n] < mean[n], mean[n] < high[n]]).toEqual([true, true]);
    }
  });

  it("is slower the longer the memory, slowest of a long look-back, and overshoots under filtered simulation", () => {
    const on = (config: Record<string, unknown>, day: number): number => answer(config).mean[day];
    const [fast, slow] = [on({ ...EWMA, lambda: 0.94 }, 20), on({ ...EWMA, lambda: 0.99 }, 20)];
    const historical = on({ kind: "historical", lookback: 250, confidence: 0.99 }, 20);
    expect(fast).toBeGreaterThan(on(EWMA, 20));
    expect(on(EWMA, 20)).toBeGreaterThan(slow);
    expect(on(EWMA, 20)).toBeGreaterThan(historical);
    const filtered = { kind: "filtered", lambda: 0.97, lookback: 250, warmUp: 60, confidence: 0.99 };
    expect(on(filtered, 40)).toBeGreaterThan(on(EWMA, 40));
  });

  it("is weaker under a buffer that is used up, and with weight on a stressed period", () => {
    const bare = answer(EWMA).mean[40];
    const [whole] = [2.3263 * 0.015];
    const buffer = { kind: "buffer", share: 0.25, rate: whole * 1.4 };
    expect(answer({ ...EWMA, tools: [buffer] }).mean[40]).toBeLessThan(bare);
    expect(answer({ ...EWMA, tools: [{ kind: "stressed", weight: 0.25, rate: 0.08 }] }).mean[40]).toBeLessThan(bare);
  });

  it("is the same every time, and for every policy on the same paths", () => {
    expect(answer(EWMA)).toEqual(answer(EWMA));
    const longer = { ...EWMA, tools: [{ kind: "floor", days: 300, factor: 0.01 }] };
    expect(answer(longer).mean[40]).toBeCloseTo(answer(EWMA).mean[40], 3);
  });
});

describe("responsiveness on a file of prices", () => {
  const PRICES = fileURLToPath(new URL("../../data/garch-prices.csv", import.meta.url));
  const told = async (model: string) => marginJson(await analysePrices(PRICES, { model }));

  it("is one of EWMA with the memory that volatility is measured with, and none of a fixed rate", async () => {
    const [ewma, fixed] = [await told("ewma:lambda=0.97"), await told("fixed:maintenance=10%")];
    for (const n of [1, 5, 10, 20, 30]) {
      expect(ewma[`responsiveness${n}d`]).toBeCloseTo(1, 1);
      expect(fixed[`responsiveness${n}d`]).toBe(0);
    }
    const slow = (await told("ewma:lambda=0.99")).responsiveness20d as number;
    expect(slow).toBeLessThan(0.7);
  });
});

describe("its summary", () => {
  it("is the mean and nine paths of ten, of margin over that of day 0", () => {
    const paths = Array.from({ length: 21 }, (_, i) => [2, 2 + i / 10]);
    const { mean, low, high } = impulseResponse(paths);
    expect([mean[0], low[0], high[0]]).toEqual([1, 1, 1]);
    expect([mean[1], low[1], high[1]].map((x) => Number(x.toFixed(9)))).toEqual([1.5, 1.05, 1.95]);
    expect(() => impulseResponse([])).toThrow(RangeError);
  });

  it("takes no volatility from a history that says none", () => {
    const line = Array.from({ length: 50 }, (_, i) => 100 + i / 1000);
    expect([volatilityOf(line), volatilityOf([100, 110, 100])]).toEqual([null, null]);
    const moves = Array.from({ length: 41 }, (_, i) => (i % 2 === 0 ? 100 : 102));
    expect(volatilityOf(moves)).toBeCloseTo(Math.sqrt((0.02 ** 2 + (2 / 102) ** 2) / 2), 9);
  });
});
