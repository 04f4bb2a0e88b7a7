import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FairValue, type FairValueConfig, fairValueConfig } from "../../src/assets/fair-value.ts";
import { RandomStream } from "../../src/core/random.ts";
import { DAY, HOUR, MINUTE } from "../../src/core/time.ts";

const still: FairValueConfig = fairValueConfig.parse({ start: 100, volatility: 0 });
const make = (config = still, seed = 1) => new FairValue(config, new RandomStream(seed, "value"), 0);

describe("fair value", () => {
  it("takes in news at once when nothing spreads it", () => {
    const value = make();
    value.news({ size: -0.1 }, 0);
    value.step(MINUTE, 1);
    expect(value.value).toBeCloseTo(100 * Math.exp(-0.1), 10);
    expect(value.pending).toBe(0);
  });

  it("absorbs news with its half-life, and the best informed have it at once", () => {
    const value = make();
    value.news({ size: -0.2, absorption: HOUR }, 0);
    expect(value.early()).toBeCloseTo(100 * Math.exp(-0.2), 10);
    value.step(HOUR, 60);
    expect(Math.log(value.value / 100)).toBeCloseTo(-0.1, 10);
    value.step(2 * HOUR, 60);
    expect(Math.log(value.value / 100)).toBeCloseTo(-0.15, 10);
    expect(value.early()).toBeCloseTo(100 * Math.exp(-0.2), 10);
  });

  it("lets only the leaked part out before publication", () => {
    const value = make();
    value.news({ size: -0.2, absorption: 10 * MINUTE, leak: { share: 0.25, lead: 12 * HOUR } }, 0);
    expect(Math.log(value.early() / 100)).toBeCloseTo(-0.05, 10);
    value.step(11 * HOUR, 1);
    expect(Math.log(value.value / 100)).toBeCloseTo(-0.05, 4);
    value.step(12 * HOUR, 1);
    expect(Math.log(value.early() / 100)).toBeCloseTo(-0.2, 4);
    value.step(20 * HOUR, 1);
    expect(Math.log(value.value / 100)).toBeCloseTo(-0.2, 5);
  });

  it("ends at the same value however the steps are cut and whatever overlaps", () => {
    const news = fc.record({
      size: fc.double({ min: -0.3, max: 0.3, noNaN: true }),
      absorption: fc.integer({ min: 0, max: 300 }).map((m) => m * MINUTE),
      at: fc.integer({ min: 0, max: 100 }),
      leak: fc.record({
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        lead: fc.integer({ min: 0, max: 600 }).map((m) => m * MINUTE),
      }),
    });
    fc.assert(
      fc.property(fc.array(news, { maxLength: 6 }), fc.integer({ min: 1, max: 9 }), (all, stride) => {
        const run = (cut: number): number[] => {
          const value = make();
          const seen: number[] = [];
          for (let m = 0; m <= 900; m++) {
            const due = all.filter((n) => n.at === m);
            if (m % cut === 0 || due.length > 0 || m === 900) value.step(m * MINUTE, 0);
            for (const n of due) value.news(n, m * MINUTE);
            if (m === 900) seen.push(value.value, value.early());
          }
          return seen;
        };
        const fine = run(1);
        run(stride).forEach((x, i) => {
          expect(Math.abs(Math.log(x / fine[i]))).toBeLessThan(1e-5);
        });
        const known = all.reduce((sum, n) => sum + n.size, 0);
        expect(Math.log(fine[1] / 100)).toBeCloseTo(known, 4);
      }),
      { numRuns: 60 },
    );
  });

  it("diffuses with its volatility per square root of a day, whatever the step", () => {
    const config = fairValueConfig.parse({ start: 100, volatility: 0.02, closed: 0 });
    const deviation = (minutes: number): number => {
      let sum = 0;
      const runs = 300;
      for (let seed = 0; seed < runs; seed++) {
        const value = make(config, seed);
        for (let t = 0; t < 1440; t += minutes) value.step((t + minutes) * MINUTE, minutes);
        sum += Math.log(value.value / 100) ** 2;
      }
      return Math.sqrt(sum / runs);
    };
    expect(deviation(30) / 0.02).toBeGreaterThan(0.88);
    expect(deviation(30) / 0.02).toBeLessThan(1.12);
    expect(deviation(120) / 0.02).toBeGreaterThan(0.88);
    expect(deviation(120) / 0.02).toBeLessThan(1.12);
  });

  describe("whose information comes in pieces and unevenly", () => {
    /** Log changes over so many minutes each, 20 days of them. */
    const changes = (arrival: object, minutes: number, seed = 1): number[] => {
      const config = fairValueConfig.parse({ start: 100, volatility: 0.02, closed: 0, arrival });
      const value = make(config, seed);
      const found: number[] = [];
      let last = 0;
      for (let t = minutes; t <= 20 * 1440; t += minutes) {
        value.step(t * MINUTE, minutes);
        found.push(Math.log(value.value / 100) - last);
        last = Math.log(value.value / 100);
      }
      return found;
    };
    const mean = (xs: number[]): number => xs.reduce((a, b) => a + b, 0) / xs.length;
    const kurtosis = (xs: number[]): number => mean(xs.map((x) => x ** 4)) / mean(xs.map((x) => x * x)) ** 2;
    const memory = (xs: number[], lag: number): number => {
      const size = xs.map(Math.abs);
      const middle = mean(size);
      const both = mean(size.slice(lag).map((x, i) => (x - middle) * (size[i] - middle)));
      return both / mean(size.map((x) => (x - middle) ** 2));
    };
    const PIECES = { pieces: 0.6, perDay: 200 };
    const UNEVEN = { unevenness: 0.5, memories: ["1h", "1d"] };

    it("keeps the diffusion's variance", () => {
      for (const arrival of [PIECES, UNEVEN, { ...PIECES, ...UNEVEN }]) {
        const variance = mean([1, 2, 3, 4, 5, 6].map((seed) => mean(changes(arrival, 1, seed).map((x) => x * x))));
        expect(Math.sqrt(variance * 1440) / 0.02).toBeGreaterThan(0.85);
        expect(Math.sqrt(variance * 1440) / 0.02).toBeLessThan(1.15);
      }
    });

    it("has heavy tails that pieces make and that thin out over hours, whatever the step", () => {
      // A piece's size is exponential, kurtosis 6: 3 + 6 share^2 / pieces a minute.
      const expected = 3 + (6 * 0.6 ** 2) / (200 / 1440);
      expect(kurtosis(changes(PIECES, 1))).toBeGreaterThan(0.75 * expected);
      expect(kurtosis(changes(PIECES, 1))).toBeLessThan(1.25 * expected);
      expect(kurtosis(changes({}, 1))).toBeLessThan(3.2);
      expect(kurtosis(changes(PIECES, 60))).toBeLessThan(4.2);
    });

    it("is lively for as long as its memories are, and no longer", () => {
      expect(memory(changes(UNEVEN, 1), 30)).toBeGreaterThan(0.08);
      expect(memory(changes({ ...UNEVEN, memories: ["5m"] }, 1), 60)).toBeLessThan(0.03);
      expect(Math.abs(memory(changes({}, 1), 30))).toBeLessThan(0.03);
    });
  });

  it("moves less while everything is closed", () => {
    const config = fairValueConfig.parse({ start: 100, volatility: 0.02, closed: 0.2 });
    const spread = (minutes: number): number => {
      let sum = 0;
      for (let seed = 0; seed < 400; seed++) {
        const value = make(config, seed);
        value.step(DAY, minutes);
        sum += Math.log(value.value / 100) ** 2;
      }
      return sum;
    };
    expect(spread(0) / spread(1440)).toBeCloseTo(0.2, 10);
  });

  it("widens what people see in uncertainty, which fades", () => {
    const value = make();
    value.news({ size: 0, uncertainty: 0.1 }, 0);
    expect(value.uncertainty).toBe(0.1);
    value.step(DAY, 1);
    expect(value.uncertainty).toBeCloseTo(0.05, 10);
    const spread = (v: FairValue): number => {
      const rng = new RandomStream(3, "look");
      let sum = 0;
      for (let i = 0; i < 4000; i++) sum += Math.log(v.signal(0.02, rng) / v.value) ** 2;
      return Math.sqrt(sum / 4000);
    };
    expect(spread(value)).toBeGreaterThan(0.065);
    expect(spread(value)).toBeLessThan(0.075);
    expect(spread(make())).toBeLessThan(0.022);
  });

  it("refuses what is not news", () => {
    const value = make();
    expect(() => value.news({ size: Number.NaN }, 0)).toThrow("size");
    expect(() => value.news({ size: 0.1, leak: { share: 1.4, lead: 0 } }, 0)).toThrow("from 0 to 1, got 1.4");
    expect(() => value.news({ size: 0.1, leak: { share: 0.4, lead: -1 } }, 0)).toThrow("lead");
    expect(() => value.news({ size: 0.1, absorption: -5 }, 0)).toThrow("absorption");
  });
});
