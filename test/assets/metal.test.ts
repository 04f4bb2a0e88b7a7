import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Account, Metal, metalConfig } from "../../src/assets/metal.ts";
import { DAY, HOUR, MINUTE } from "../../src/core/time.ts";

const make = (config: Record<string, unknown> = {}) => new Metal(metalConfig.parse(config), 80, 0);

describe("metal", () => {
  it("is only moved, supplied and consumed: the grams always add up", () => {
    const account = fc.constantFrom(Account.Float, Account.Deliverable, Account.Etf, Account.Hoards, Account.Industry);
    const op = fc.oneof(
      fc.record({
        op: fc.constant("move" as const),
        from: account,
        to: account,
        grams: fc.integer({ min: 0, max: 9_000_000_000 }),
      }),
      fc.record({ op: fc.constant("consume" as const), grams: fc.integer({ min: 0, max: 5_000_000_000 }) }),
      fc.record({
        op: fc.constant("step" as const),
        minutes: fc.integer({ min: 1, max: 5000 }),
        price: fc.double({ min: 0.5, max: 900, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(fc.array(op, { maxLength: 80 }), (ops) => {
        const metal = make();
        const first = metal.totalGrams;
        let time = 0;
        for (const o of ops) {
          if (o.op === "move") metal.move(o.from, o.to, o.grams);
          else if (o.op === "consume") metal.consume(o.grams);
          else {
            time += o.minutes * MINUTE;
            metal.step(time, o.price);
          }
          expect(metal.totalGrams).toBe(first + metal.suppliedGrams - metal.consumedGrams);
          for (let a = 0; a < 5; a++) {
            expect(metal.held(a as Account)).toBeGreaterThanOrEqual(0);
            expect(Number.isSafeInteger(metal.held(a as Account))).toBe(true);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it("flows at the yearly rates, however the steps are cut", () => {
    const flows = (step: number): number[] => {
      const metal = make();
      for (let t = step; t <= 10 * DAY; t += step) metal.step(t, 80);
      return [metal.suppliedGrams / 1e6, metal.consumedGrams / 1e6, metal.floatTonnes, metal.industryTonnes];
    };
    const fine = flows(10 * MINUTE);
    expect(fine[0]).toBeCloseTo((31_500 / 365) * 10, 3);
    expect(fine[1]).toBeCloseTo((29_500 / 365) * 10, 3);
    flows(12 * HOUR).forEach((x, i) => {
      expect(Math.abs(x / fine[i] - 1)).toBeLessThan(1e-3);
    });
  });

  it("is consumed less the dearer it is, much less beyond the threshold", () => {
    const metal = make();
    const at = (price: number) => metal.consumptionAt(price);
    const slope = (low: number, high: number) => Math.log(at(high) / at(low)) / Math.log(high / low);
    expect(at(80)).toBeCloseTo(29_500 / 365, 8);
    expect(slope(60, 90)).toBeCloseTo(-0.12, 8);
    expect(slope(100, 160)).toBeCloseTo(-0.8, 8);
  });

  it("is recycled more when it is dear, but late", () => {
    const metal = make({ recyclingLag: "40d" });
    const before = metal.recyclingPerDay;
    metal.step(DAY, 160);
    expect(metal.recyclingPerDay / before).toBeLessThan(1.02);
    for (let d = 2; d < 300; d++) metal.step(d * DAY, 160);
    expect(metal.recyclingPerDay / before).toBeCloseTo(Math.exp(0.35 * Math.LN2), 2);
  });

  it("is dearer and offered less the less of it floats, steeply in a shortage", () => {
    const metal = make();
    const grid: { premium: number; offers: number }[] = [];
    for (let k = 0; k < 8; k++) {
      grid.push({ premium: metal.premium, offers: metal.offerScale });
      metal.move(Account.Float, Account.Hoards, 600_000_000);
    }
    expect(grid[0].premium).toBeCloseTo(0, 12);
    expect(grid[0].offers).toBe(1);
    for (let k = 1; k < 8; k++) {
      expect(grid[k].premium).toBeGreaterThan(grid[k - 1].premium);
      expect(grid[k].offers).toBeLessThan(grid[k - 1].offers);
    }
    const rise = (k: number) => grid[k].premium - grid[k - 1].premium;
    expect(rise(6)).toBeGreaterThan(3 * rise(2));
    expect(metal.tightness).toBeCloseTo(0.8, 2);
    metal.move(Account.Float, Account.Hoards, 9_000_000_000);
    expect(metal.premium).toBe(0.4);
  });

  it("released from hoards makes it cheap again, but never more than there is", () => {
    const metal = make({ hoards: 100 });
    metal.move(Account.Float, Account.Hoards, 3_000_000_000);
    const tight = metal.premium;
    expect(metal.move(Account.Hoards, Account.Float, 9_000_000_000)).toBe(3_100_000_000);
    expect(metal.premium).toBeLessThan(tight);
    expect(metal.hoardTonnes).toBe(0);
  });

  it("comes in whole grams only", () => {
    const metal = make();
    expect(() => metal.move(Account.Float, Account.Etf, 0.5)).toThrow("whole grams");
    expect(() => metal.move(Account.Float, Account.Etf, -1)).toThrow("whole grams");
  });
});
