import { describe, expect, it } from "vitest";
import { laggedCorrelation, logLags } from "../../../src/analysis/stylised-facts/lagged-correlation.ts";
import { marketOrders } from "../../../src/analysis/stylised-facts/market-orders.ts";
import { metaOrderImpact, metaOrders } from "../../../src/analysis/stylised-facts/meta-orders.ts";
import { perTradeFigures, singleOrderImpact } from "../../../src/analysis/stylised-facts/order-impact.ts";
import { fitPowerLaw } from "../../../src/analysis/stylised-facts/power-fit.ts";
import { spreadRecovery } from "../../../src/analysis/stylised-facts/spread-recovery.ts";
import { MINUTE } from "../../../src/core/time.ts";
import { market, type PlantedOrder, rememberedSigns, stream, trades } from "./planted.ts";

const side = (up: boolean): 1 | -1 => (up ? 1 : -1);

describe("orders from fills", () => {
  const fills = {
    time: Float64Array.of(0, 0, 0, 0, 0, 0),
    qty: Float64Array.of(1, 2, 3, 4, 5, 6),
    taker: Float64Array.of(7, 7, 8, 7, 7, 7),
    sign: Int8Array.of(1, 1, 1, 1, -1, -1),
    bid: Float64Array.of(99, 99, 99, 100, 100, Number.NaN),
    ask: Float64Array.of(101, 101, 101, 102, 102, Number.NaN),
  };

  it("puts fills of one taker, side and quote together and leaves out those without a quote", () => {
    const orders = marketOrders(fills);
    expect([...orders.size]).toEqual([3, 3, 4, 5]);
    expect([...orders.sign]).toEqual([1, 1, 1, -1]);
    expect(Math.exp(orders.logMid[0])).toBeCloseTo(100, 9);
    expect(orders.spread[0]).toBeCloseTo(0.02, 12);
  });

  it("breaks the sequence where the market was closed", () => {
    const late = { ...fills, time: Float64Array.of(0, 0, 0, 0, 16 * MINUTE, 16 * MINUTE) };
    expect([...marketOrders(late).session]).toEqual([0, 0, 0, 1]);
  });
});

describe("memory of signs", () => {
  it.each([0.4, 0.6])("finds the exponent of planted long memory, %f", (gamma) => {
    const signs = rememberedSigns(100_000, gamma, `signs ${gamma}`);
    const { lags, values, bands } = laggedCorrelation(signs, signs, logLags(10, 200, 10), 4000, "signs");
    expect(Math.abs(fitPowerLaw(lags, values).exponent + gamma)).toBeLessThan(0.15);
    expect(bands[0]!.low).toBeGreaterThan(0);
  });
});

describe("impact of single orders", () => {
  /** Buys and sells at random whose impact is scale x size^exponent among noise. */
  const planted = (exponent: number, noise: number): PlantedOrder[] => {
    const random = stream(`impact ${exponent}`);
    return Array.from({ length: 120_000 }, () => {
      const sign = side(random.chance(0.5));
      const size = Math.ceil(random.pareto(1, 1.5));
      return { sign, size, taker: random.int(1000), moves: sign * 1e-5 * size ** exponent + noise * random.normal() };
    });
  };

  it.each([0.3, 0.5])("finds the planted exponent %f through noise of ten times the impact", (exponent) => {
    const orders = marketOrders(trades(planted(exponent, 1e-4), 6000, 2e-4));
    const { law, interval } = singleOrderImpact(orders);
    expect(Math.abs(law.exponent - exponent)).toBeLessThan(0.1);
    expect(interval!.low).toBeLessThan(exponent);
    expect(interval!.high).toBeGreaterThan(exponent);
  });

  it("finds spread, volatility and response per trade", () => {
    const random = stream("per trade");
    const orders = Array.from({ length: 60_000 }, () => {
      const sign = side(random.chance(0.5));
      return { sign, size: 1, taker: random.int(1000), moves: sign * 1e-4 + 2e-4 * random.normal() };
    });
    const figures = perTradeFigures(marketOrders(trades(orders, 3000, 3e-4)));
    const volatility = Math.sqrt(1e-8 + 4e-8);
    expect(figures.spreadOverVolatility.value).toBeCloseTo(3e-4 / volatility, 1);
    expect(figures.volatilityOverImpact.value).toBeCloseTo(volatility / 1e-4, 1);
    expect(figures.spreadOverImpact.value).toBeCloseTo(3, 1);
    // Signs at random, impact for good: the response stays what it was.
    expect(figures.amplification.interval!.low).toBeLessThan(1);
    expect(figures.amplification.interval!.high).toBeGreaterThan(1);
  });
});

describe("meta-orders", () => {
  /** One meta-order after the other, each of children of one lot, the price on a square-root path, noise between. */
  function planted(): PlantedOrder[] {
    const random = stream("meta");
    const out: PlantedOrder[] = [];
    for (let m = 0; m < 3000; m++) {
      const sign = side(random.chance(0.5));
      const children = Math.min(400, Math.floor(random.pareto(5, 1)));
      for (let c = 0; c < children; c++) {
        const moves = sign * 0.001 * (Math.sqrt(c + 1) - Math.sqrt(c)) + 1e-4 * random.normal();
        out.push({ sign, size: 1, taker: m, moves });
      }
    }
    return out;
  }

  it("finds the square root and its prefactor", () => {
    const orders = marketOrders(trades(planted(), 3000, 1e-4));
    const meta = metaOrders(orders);
    expect(meta.size.length).toBeGreaterThan(2900);
    // I = 0.001 sqrt(Q) = Y sigma sqrt(Q / V) with sigma = 0.02 and V = 400: Y = 1.
    const law = metaOrderImpact(meta, 0.02, 400);
    expect(Math.abs(law.law.exponent - 0.5)).toBeLessThan(0.05);
    expect(Math.abs(law.prefactor - 1)).toBeLessThan(0.05);
    expect(law.interval!.low).toBeLessThan(0.5);
    expect(law.interval!.high).toBeGreaterThan(0.5);
  });

  it("ends a meta-order at the other side and at a long pause, and takes no short one", () => {
    const one = (sign: 1 | -1): PlantedOrder => ({ sign, size: 2, taker: 1, moves: 0 });
    const up = Array.from({ length: 6 }, () => one(1));
    const down = Array.from({ length: 4 }, () => one(-1));
    const found = metaOrders(marketOrders(trades([...up, ...down, one(1)], 1440, 1e-4)));
    expect([...found.children]).toEqual([6]);
    expect([...found.size]).toEqual([12]);
    const paused = trades([...up, one(1)], 1440, 1e-4);
    paused.time.set([0, 1, 2, 33, 34, 35, 36].map((m) => m * MINUTE));
    const orders = marketOrders(paused);
    // The pause is the members' own: the market trades on.
    expect(metaOrders({ ...orders, session: new Int32Array(7) }).size.length).toBe(0);
  });
});

describe("recovery of the spread", () => {
  const random = stream("spread");
  const n = 20 * 1440;
  const quiet = market(new Float64Array(n - 1));
  const events = Array.from({ length: 200 }, (_, i) => 100 + i * 140);

  const orders = marketOrders(
    trades(
      Array.from({ length: n }, (_, i) => ({
        sign: side(random.chance(0.5)),
        size: events.includes(i) ? 500 : 1 + random.int(5),
        taker: i,
        moves: 0,
      })),
      1440,
      1e-4,
    ),
  );

  it("finds the planted power law", () => {
    const ask = quiet.series.bid.map((bid) => bid + 0.02);
    for (const event of events) for (let k = 1; k <= 60; k++) ask[event + k] += 0.04 * Math.exp(-0.45 * Math.log(k));
    const recovery = spreadRecovery({ ...quiet, series: { ...quiet.series, ask } }, orders)!;
    expect(recovery.events).toBeGreaterThan(20);
    expect(-recovery.law.exponent).toBeCloseTo(0.45, 1);
    expect(recovery.excess[1]).toBeCloseTo(2, 1);
  });

  it("sees none where the spread does not move, and says nothing of a handful of orders", () => {
    const recovery = spreadRecovery(quiet, orders)!;
    expect(Math.abs(recovery.excess[1])).toBeLessThan(1e-6);
    const few = { ...orders, size: orders.size.subarray(0, 500), sign: orders.sign.subarray(0, 500) };
    expect(spreadRecovery(quiet, few)).toBeNull();
  });
});
