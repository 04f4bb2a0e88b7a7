import { describe, expect, it } from "vitest";
import { causeReport, combinationsOf, type Game, ordersOf, shapley } from "../../../src/analysis/cause/index.ts";
import { searchSmallest } from "../../../src/analysis/cause/rescue-report.ts";

/** The figure of each combination by this rule. */
const gameOf = (n: number, rule: (on: number) => number): Game =>
  new Map(Array.from({ length: 1 << n }, (_, on) => [on, rule(on)]));
const has = (on: number, i: number): boolean => (on & (1 << i)) !== 0;
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
/** Numbers without a pattern. */
const noise = (on: number): number => ((on * 2654435761 + 12345) % 1000003) / 1000003 - 0.5;

describe("Shapley values", () => {
  it("sum to the whole effect exactly, whatever orders are drawn", () => {
    for (const n of [1, 2, 3, 4, 5, 7, 10]) {
      const orders = ordersOf(n, 6, "a", 1);
      const { values, whole } = shapley(gameOf(n, noise), orders, n);
      expect(values.every(Number.isSafeInteger)).toBe(true);
      expect(sum(values)).toBe(whole);
    }
  });

  it("give nothing, exactly, to what has no effect, and equal parts to two that only work together", () => {
    const both = gameOf(3, (on) => (has(on, 0) && has(on, 1) ? -0.2 : 0));
    const { values, whole } = shapley(both, ordersOf(3, 2, "b", 1), 3);
    expect(values[2]).toBe(0);
    expect(values[0]).toBe(values[1]);
    expect(2 * values[0]).toBe(whole);
  });

  it("are those of the textbook: a seller and two buyers (Shapley 1953, by hand 2/3, 1/6, 1/6)", () => {
    const game = gameOf(3, (on) => (has(on, 0) && (has(on, 1) || has(on, 2)) ? 0.6 : 0));
    const orders = ordersOf(3, 2, "c", 1);
    expect(orders.list).toHaveLength(6);
    const { values } = shapley(game, orders, 3);
    expect(values.map((value) => value / 6e9)).toEqual([0.4, 0.1, 0.1].map((v) => expect.closeTo(v, 12)));
  });

  it("are drawn in pairs of an order and its reverse, which come through few combinations", () => {
    const orders = ordersOf(8, 4, "d", 1);
    expect(orders.exact).toBe(false);
    expect(orders.list).toHaveLength(4);
    for (const p of [0, 2]) expect([...orders.list[p]].reverse()).toEqual(orders.list[p + 1]);
    expect(ordersOf(8, 4, "d", 1)).toEqual(orders);
    const combinations = combinationsOf(orders, 8);
    expect(combinations[0]).toBe(0);
    expect(combinations.at(-1)).toBe(255);
    expect(combinations.length).toBeLessThanOrEqual(2 + 4 * 7 + 8);
    expect(() => ordersOf(8, 3, "d", 1)).toThrow(/even number/);
  });

  it("are unbiased over seeds that each draw one order and its reverse, and their interval covers the truth", () => {
    // Each of six has its own part, and every three neighbours work together: by hand a third of that belongs to each.
    const n = 6;
    const game = gameOf(n, (on) => {
      let figure = 0;
      for (let i = 0; i < n; i++) {
        if (has(on, i)) figure += 0.01 * (i + 1);
        if (i + 2 < n && [0, 1, 2].every((k) => has(on, i + k))) figure += 0.1;
      }
      return figure;
    });
    const seeds = Array.from({ length: 200 }, (_, seed) => ({ game, orders: ordersOf(n, 2, "f", seed) }));
    const drawn = new Set(seeds.map(({ orders }) => orders.list[0].join()));
    expect(drawn.size).toBeGreaterThan(150);
    const terms = {
      ...{ name: "x", hash: "h", version: "1", base: "b", without: [], figure: "fall", fraction: true },
      ...{ from: 0, until: 1, combinations: 64, seeds: seeds.map((_, s) => s), failed: 0, failures: [] },
    };
    const named = Array.from({ length: n }, (_, i) => ({ name: `m${i}`, title: `m${i}`, about: "" }));
    const { rows } = causeReport(terms, named, seeds);
    rows.forEach(({ value }, i) => {
      const truth = 0.01 * (i + 1) + (0.1 / 3) * [1, 2, 3, 3, 2, 1][i];
      expect(value.low).toBeLessThan(truth);
      expect(value.high).toBeGreaterThan(truth);
      expect(value.high - value.low).toBeLessThan(0.03);
    });
  });

  it("of fewer than five seeds come without intervals, and of an effect that may be nothing without shares", () => {
    const terms = {
      ...{ name: "x", hash: "h", version: "1", base: "b", without: [], figure: "fall", fraction: true },
      ...{ from: 0, until: 1, combinations: 4, failed: 0, failures: [] },
    };
    const named = ["a", "b"].map((name) => ({ name, title: name, about: "" }));
    const report = (effects: readonly number[]) =>
      causeReport(
        { ...terms, seeds: effects.map((_, s) => s) },
        named,
        effects.map((effect, s) => ({
          game: gameOf(2, (on) => effect * Number(has(on, 0)) + 0.01 * effect * Number(has(on, 1))),
          orders: ordersOf(2, 2, "g", s),
        })),
      ).rows[0];
    const few = report([-0.1, -0.2, -0.15]);
    expect([few.value.low, few.value.high, few.share.low, few.share.high]).toEqual(new Array(4).fill(Number.NaN));
    expect(few.share.value).toBeCloseTo(1 / 1.01, 9);
    expect(report([-0.1, 0.2, -0.15]).share.value).toBeNaN();
    expect(report([-0.1, 0.2, -0.15, 0.1, -0.05, 0.02]).share.value).toBeNaN();
    expect(report([-0.1, -0.2, -0.15, -0.1, -0.05, -0.02]).share.low).toBeGreaterThan(0.9);
  });

  it("of several seeds come with intervals, and their shares sum to one", () => {
    const games = [1, 2, 3, 4, 5, 6].map((seed) =>
      gameOf(2, (on) => -(0.1 + 0.01 * seed) * Number(has(on, 0)) - 0.1 * Number(has(on, 1))),
    );
    const terms = {
      ...{ name: "x", hash: "h", version: "1", base: "b", without: [], figure: "fall", fraction: true },
      ...{ from: 0, until: 1, combinations: 4, seeds: [1, 2, 3, 4, 5, 6], failed: 0, failures: [] },
    };
    const named = ["a", "b"].map((name) => ({ name, title: name, about: "" }));
    const report = causeReport(
      terms,
      named,
      games.map((game, s) => ({ game, orders: ordersOf(2, 2, "e", s) })),
    );
    expect(report.whole.value).toBeCloseTo(-0.235, 12);
    expect(report.rows[0].value.value).toBeCloseTo(-0.135, 12);
    expect(report.rows[0].share.value + report.rows[1].share.value).toBeCloseTo(1, 12);
    expect(report.rows[0].share.low).toBeLessThan(report.rows[0].share.value);
    expect(report.rows[0].share.high).toBeGreaterThan(report.rows[0].share.value);
    expect(report.rows[1].value).toMatchObject({ low: expect.closeTo(-0.1, 12), high: expect.closeTo(-0.1, 12) });
    for (const { values, whole } of report.counted) expect(sum(values)).toBe(whole);
  });
});

describe("the search for the smallest action", () => {
  const run = (most: number, limit: number, fall: (size: number) => number) => {
    const search = searchSmallest({ most, round: Math.round }, limit, fall(0));
    let next = search.next();
    while (!next.done) next = search.next(next.value.map(fall));
    return next.value;
  };

  it("finds it where a larger action is always better", () => {
    const found = run(1000, -0.2, (size) => -0.5 + size / 1000);
    expect(found.found?.size).toBeGreaterThan(300);
    expect(found.found?.size).toBeLessThanOrEqual(307);
    expect(found.found?.fall).toBeGreaterThan(-0.2);
    expect(found.smaller?.fall).toBeLessThanOrEqual(-0.2);
  });

  it("is not led astray where a larger action is worse again", () => {
    const found = run(1024, -0.2, (size) => (size >= 40 && size <= 300 ? -0.1 : -0.4));
    expect(found.found?.size).toBeGreaterThanOrEqual(40);
    expect(found.found?.size).toBeLessThanOrEqual(41);
    expect(found.smaller?.size).toBeLessThan(40);
  });

  it("says when nothing up to the largest does", () => {
    expect(run(100, -0.2, () => -0.4)).toMatchObject({ found: null, smaller: null });
  });
});
