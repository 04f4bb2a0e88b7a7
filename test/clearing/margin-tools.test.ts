import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backtest, lossesOver } from "../../src/analysis/margin/backtest.ts";
import { maxIncrease } from "../../src/analysis/margin/increases.ts";
import { peakToTrough, peakToTroughOrdered } from "../../src/analysis/margin/peak-to-trough.ts";
import { marginPolicyConfig } from "../../src/clearing/margin/registry.ts";
import { garchPrices, ratesOf } from "./price-path.ts";

/** Prices of any shape: quiet stretches, jumps, trends. */
const prices = fc
  .array(fc.oneof(fc.double({ min: -0.02, max: 0.02, noNaN: true }), fc.double({ min: -0.3, max: 0.4, noNaN: true })), {
    minLength: 90,
    maxLength: 160,
  })
  .map((returns) => {
    let price = 100;
    return [100, ...returns.map((r) => (price *= 1 + r))];
  });
const model = fc.constantFrom<Record<string, unknown>>(
  { kind: "ewma", lookback: 20, lambda: 0.9 },
  { kind: "historical", lookback: 30 },
  { kind: "filtered", lookback: 25, warmUp: 10 },
  { kind: "span", lookbacks: [20], review: 5 },
  { kind: "per-lot", amount: 9 },
);
const rate = fc.double({ min: 0.002, max: 0.4, noNaN: true });
const longRun = fc.oneof(
  rate.map((r) => ({ rate: r })),
  fc.record({ days: fc.integer({ min: 20, max: 60 }), factor: fc.double({ min: 0.3, max: 3, noNaN: true }) }),
);
const share = fc.double({ min: 0.05, max: 1, noNaN: true });
const tool = (kind: string) => (more: Record<string, unknown>) => ({ kind, ...more });
const floor = longRun.map(tool("floor"));
const cap = longRun.map(tool("cap"));
const buffer = fc.tuple(longRun, share).map(([reference, part]) => ({ kind: "buffer", share: part, ...reference }));
const stressed = fc
  .tuple(longRun, share)
  .map(([reference, weight]) => ({ kind: "stressed", weight, window: 20, ...reference }));
const speed = fc
  .record({ days: fc.integer({ min: 1, max: 20 }), limit: fc.double({ min: 1.01, max: 3, noNaN: true }) })
  .map(tool("speed-limit"));
const steps = fc.record({ notice: fc.integer({ min: 0, max: 5 }) }).map(tool("step-hikes"));

/** The path without and with tools, on the days that the tools have. */
function paths(base: Record<string, unknown>, tools: readonly unknown[], path: readonly number[]) {
  const changed = ratesOf({ ...base, tools }, path);
  const first = changed.findIndex((r) => !Number.isNaN(r));
  return { plain: ratesOf(base, path).slice(first), changed: changed.slice(first), prices: path.slice(first) };
}

/** Rounding of the last bits. */
const UP = 1 + 1e-12;

describe("a tool", () => {
  it("never adds to peak over trough, nor to the largest increase over any number of days", () => {
    fc.assert(
      fc.property(model, fc.oneof(floor, buffer, stressed, cap, speed), prices, (base, one, path) => {
        const { plain, changed } = paths(base, [one], path);
        expect(peakToTrough(changed)).toBeLessThanOrEqual(peakToTrough(plain) * UP);
        expect(peakToTroughOrdered(changed)).toBeLessThanOrEqual(peakToTroughOrdered(plain) * UP);
        for (const n of [1, 2, 5, 20])
          expect(maxIncrease(changed, n)).toBeLessThanOrEqual(Math.max(1, maxIncrease(plain, n)) * UP);
      }),
      { numRuns: 400 },
    );
  });

  it("that adds margin never adds breaches, and one that takes some never takes any away", () => {
    const count = (margin: Float64Array, path: readonly number[], side: 1 | -1) =>
      backtest(margin, lossesOver(path, 1, side), 0.99)?.breaches as number;
    fc.assert(
      fc.property(model, floor, buffer, cap, speed, prices, (base, low, share25, high, slow, path) => {
        for (const more of [low, share25]) {
          const { plain, changed, prices: held } = paths(base, [more], path);
          for (const side of [1, -1] as const)
            expect(count(changed, held, side)).toBeLessThanOrEqual(count(plain, held, side));
        }
        for (const less of [high, slow]) {
          const { plain, changed, prices: held } = paths(base, [less], path);
          for (const side of [1, -1] as const)
            expect(count(changed, held, side)).toBeGreaterThanOrEqual(count(plain, held, side));
        }
      }),
      { numRuns: 150 },
    );
  });

  it("that steps never goes beyond what the model asked for across the cycle", () => {
    fc.assert(
      fc.property(model, steps, prices, (base, one, path) => {
        const { plain, changed } = paths(base, [one], path);
        expect(peakToTrough(changed)).toBeLessThanOrEqual(peakToTrough(plain) * UP);
      }),
      { numRuns: 150 },
    );
  });
});

describe("the buffer", () => {
  const path = garchPrices(1500, 3);
  const plain = ratesOf({ kind: "ewma" }, path).slice(60);
  const [low, high] = [Math.min(...plain), Math.max(...plain)];

  it.each([0.25, 0.1, 1])("of %d, wholly used up, divides peak by trough by one and itself", (part) => {
    const release = (1 + part) * low * 1.2;
    expect(release).toBeLessThan(high);
    const buffered = ratesOf({ kind: "ewma", tools: [{ kind: "buffer", share: part, rate: release }] }, path).slice(60);
    expect(peakToTrough(buffered) * (1 + part)).toBeCloseTo(peakToTrough(plain), 10);
    expect(Math.max(...buffered)).toBe(high);
  });

  it("is whole in quiet times, gone in stress, and the level between", () => {
    const buffered = ratesOf({ kind: "ewma", tools: [{ kind: "buffer", rate: 0.04 }] }, path).slice(60);
    buffered.forEach((r, i) => {
      const model = plain[i];
      expect(r).toBe(model >= 0.04 ? model : model * 1.25 <= 0.04 ? 1.25 * model : 0.04);
    });
    expect(buffered.includes(0.04)).toBe(true);
  });
});

describe("the floor", () => {
  it("is the margin of the long run: the root of the mean square of its days, set once", () => {
    const path = garchPrices(1500, 8);
    const rates = ratesOf({ kind: "ewma", confidence: 0.995, tools: [{ kind: "floor", days: 500 }] }, path);
    const plain = ratesOf({ kind: "ewma", confidence: 0.995 }, path);
    let sum = 0;
    for (let day = 1; day <= 500; day++) sum += (path[day] / path[day - 1] - 1) * (path[day] / path[day - 1] - 1);
    const level = 2.5758293035489 * Math.sqrt(sum / 500);
    expect(rates[499]).toBeNaN();
    for (let day = 500; day <= 1500; day++) expect(rates[day]).toBeCloseTo(Math.max(plain[day], level), 10);
    const reviewed = ratesOf(
      { kind: "ewma", tools: [{ kind: "floor", days: 500, review: 50, confidence: 0.99 }] },
      path,
    );
    expect(
      new Set(reviewed.slice(500).filter((r, i) => r > ratesOf({ kind: "ewma" }, path)[500 + i])).size,
    ).toBeGreaterThan(1);
  });
});

describe("the stressed weight", () => {
  it("takes its part from the most volatile stretch", () => {
    const path = garchPrices(400, 5);
    const base = { kind: "ewma", lookback: 20 };
    const rates = ratesOf({ ...base, tools: [{ kind: "stressed", days: 300, window: 60, weight: 0.25 }] }, path);
    const squares = Array.from({ length: 300 }, (_, i) => (path[i + 1] / path[i] - 1) ** 2);
    const means = Array.from({ length: 241 }, (_, i) => squares.slice(i, i + 60).reduce((a, b) => a + b, 0) / 60);
    const stress = 2.3263478740408 * Math.sqrt(Math.max(...means));
    expect(rates[300]).toBeCloseTo(0.75 * ratesOf(base, path)[300] + 0.25 * stress, 10);
  });
});

describe("the speed limit", () => {
  it("is so many times what margin was so many days ago, and only then", () => {
    const path = garchPrices(900, 14);
    const plain = ratesOf({ kind: "ewma", lambda: 0.9 }, path).slice(60);
    const limited = ratesOf({ kind: "ewma", lambda: 0.9, tools: [{ kind: "speed-limit", days: 7, limit: 1.2 }] }, path);
    const expected: number[] = [];
    for (const rate of plain) {
      const then = expected[expected.length - 7];
      expected.push(then === undefined ? rate : Math.min(rate, 1.2 * then));
    }
    expect([...limited.slice(60)]).toEqual(expected);
    expect(expected.filter((rate, i) => rate < plain[i]).length).toBeGreaterThan(20);
  });
});

describe("step hikes", () => {
  it("stand until the model leaves the band, and hold only after their notice", () => {
    // A rate of 9 over the price: it doubles when the price halves.
    const falling = [100, 100, 100, 80, 80, 80, 80, 40, 40, 40, 40];
    const base = { kind: "per-lot", amount: 9 };
    const rates = ratesOf(
      { ...base, tools: [{ kind: "step-hikes", factor: 1.2, notice: 2, low: 0.7, high: 0.95 }] },
      falling,
    );
    // 1.2 x 9% at first; 11.25% is above 95% of it on the fourth day, and 13.5% holds from the sixth.
    const expected = [0.108, 0.108, 0.108, 0.108, 0.108, 0.135, 0.135, 0.135, 0.135, 0.27, 0.27];
    expect([...rates].map((r) => Number(r.toFixed(6)))).toEqual(expected);
  });

  it("are refused where no level would stand", () => {
    const parse = (more: Record<string, unknown>) =>
      marginPolicyConfig.safeParse({ kind: "ewma", tools: [{ kind: "step-hikes", ...more }] }).success;
    expect([parse({}), parse({ factor: 2 }), parse({ factor: 1, high: 1 })]).toEqual([true, false, false]);
  });
});

describe("tools in a row", () => {
  it("apply in the order in which they stand", () => {
    const path = garchPrices(300, 2);
    const rates = (tools: unknown[]) => ratesOf({ kind: "ewma", tools }, path)[300];
    const [low, high] = [
      { kind: "floor", rate: 0.2 },
      { kind: "cap", rate: 0.1 },
    ];
    expect(rates([low, high])).toBe(0.1);
    expect(rates([high, low])).toBe(0.2);
  });
});
