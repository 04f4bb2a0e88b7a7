import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RandomStream } from "../../src/core/random.ts";
import { DAY, HOUR } from "../../src/core/time.ts";
import { MidHistory, Settlements } from "../../src/market/index.ts";
import { Volatility } from "../../src/market/volatility.ts";

describe("mid history", () => {
  test("agrees with a plain list of the last 24 hours at any time", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 10 * HOUR }), fc.double({ min: 1, max: 9, noNaN: true })), {
          minLength: 1,
          maxLength: 300,
        }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }),
        (steps, looks) => {
          const history = new MidHistory();
          const list: { time: number; mid: number }[] = [];
          let time = 1e12;
          for (const [gap, mid] of steps) {
            time += gap;
            history.push(time, mid);
            list.push({ time, mid });
          }
          for (const look of looks) {
            const when = time - look * DAY;
            const before = list.filter((e) => e.time <= when);
            expect(history.midAt(when)).toBe((before.at(-1) ?? list[0]).mid);
          }
        },
      ),
    );
  });

  test("grows for fine steps and keeps the newest value from before a long night", () => {
    const history = new MidHistory();
    expect(history.midAt(0)).toBeNaN();
    for (let i = 0; i < 20_000; i++) history.push(i * 1000, i);
    expect(history.midAt(12_345_678)).toBe(12_345);
    expect(history.midAt(0)).toBe(0);
    history.push(5 * DAY, 7);
    expect(history.midAt(4 * DAY)).toBe(19_999);
    expect(history.midAt(5 * DAY)).toBe(7);
  });
});

describe("settlement indicators", () => {
  test("Wilder's 14-day RSI on a series worked out by hand elsewhere (StockCharts)", () => {
    const closes = [
      44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826, 45.8931,
    ].concat([46.0328, 45.614, 46.282, 46.282, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439]);
    const record = new Settlements(closes.slice(0, 14));
    expect(record.rsi(14)).toBeNaN();
    const values = closes.slice(14).map((close) => {
      record.push(close);
      return Number(record.rsi(14).toFixed(1));
    });
    expect(values).toEqual([70.5, 66.3, 66.5, 69.4, 66.4, 58]);
  });

  test("mean of the last n, of fewer when fewer are known", () => {
    const record = new Settlements([]);
    expect(record.mean(200)).toBeNaN();
    expect(record.last()).toBeNaN();
    for (const price of [1, 2, 3, 4]) record.push(price);
    expect([record.mean(2), record.mean(3), record.mean(200)]).toEqual([3.5, 3, 2.5]);
    record.push(10);
    expect(record.mean(200)).toBe(4);
    expect(new Settlements([5, 5, 5]).rsi(2)).toBe(50);
  });
});

describe("volatility", () => {
  /** Feeds Gaussian returns of a known size for so many minutes in steps of `step` minutes. */
  function feed(v: Volatility, sigma: number, minutes: number, step: number, rng: RandomStream, from = 100): number {
    let mid = from;
    for (let t = 0; t < minutes; t += step) {
      mid *= Math.exp(sigma * Math.sqrt(step) * rng.normal());
      v.observe(mid, step);
    }
    return mid;
  }

  test("finds the size of the returns whatever the step", () => {
    for (const step of [0.1, 1, 5]) {
      const v = new Volatility(0.03, 1380, 1e-6);
      let sum = 0;
      const rng = new RandomStream(1, `step ${step}`);
      let mid = feed(v, 0.002, 1000, step, rng);
      for (let i = 0; i < 100; i++) {
        mid = feed(v, 0.002, 60, step, rng, mid);
        sum += v.sigma * v.sigma;
      }
      expect(Math.sqrt(sum / 100)).toBeGreaterThan(0.0018);
      expect(Math.sqrt(sum / 100)).toBeLessThan(0.0022);
    }
  });

  test("starts where it is told, forgets half in 30 minutes, and the baseline is slower", () => {
    const v = new Volatility(0.03, 900, 1e-9);
    expect(v.sigma).toBeCloseTo(0.001, 12);
    for (let i = 0; i <= 30; i++) v.observe(100, 1);
    expect(v.sigma * v.sigma).toBeCloseTo(0.5e-6, 10);
    expect(v.sigma0 * v.sigma0).toBeGreaterThan(0.99e-6);
  });

  test("one print counts for at most 25 times the variance, and a dead calm does not blind it", () => {
    const v = new Volatility(0.03, 900, 1e-5);
    v.observe(100, 1);
    const before = v.sigma * v.sigma;
    v.observe(40, 1);
    expect((v.sigma * v.sigma) / before).toBeLessThan(1 + 25 * (Math.LN2 / 30));
    expect((v.sigma * v.sigma) / before).toBeGreaterThan(1.5);
    for (let i = 0; i < 1e5; i++) v.observe(40, 1);
    expect(v.sigma).toBeCloseTo(1e-5, 9);
    const rng = new RandomStream(2, "after the calm");
    feed(v, 0.002, 400, 1, rng, 40);
    expect(v.sigma).toBeGreaterThan(0.001);
  });
});
