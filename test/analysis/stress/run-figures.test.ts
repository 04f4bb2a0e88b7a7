/** Figures of a run, worked out by hand. */
import { describe, expect, it } from "vitest";
import { responsiveness, volatilities } from "../../../src/analysis/margin/responsiveness.ts";
import { accountCoverage } from "../../../src/analysis/stress/account-coverage.ts";
import { callFigures } from "../../../src/analysis/stress/calls.ts";
import { creditFigures } from "../../../src/analysis/stress/credit.ts";
import { busiest, forcedFigures, waves } from "../../../src/analysis/stress/forced-flow.ts";
import { gainFigures } from "../../../src/analysis/stress/gains.ts";
import { haltFigures } from "../../../src/analysis/stress/halts.ts";
import { headlineFigures } from "../../../src/analysis/stress/headline.ts";
import { daysFrom, marginDays } from "../../../src/analysis/stress/margin-days.ts";
import { largestSum, marginFigures } from "../../../src/analysis/stress/margin-figures.ts";
import { systemLiquidity } from "../../../src/analysis/stress/system-liquidity.ts";
import { CAUSES } from "../../../src/core/cause.ts";
import type { RunResult } from "../../../src/engine/result.ts";
import { HOUR, MINUTE, oneVenue, START, terms } from "./one-venue.ts";

const f64 = (...values: number[]): Float64Array => Float64Array.from(values);
const u8 = (...values: number[]): Uint8Array => Uint8Array.from(values);
const u16 = (...values: number[]): Uint16Array => Uint16Array.from(values);
const days = (settlement: readonly number[], maintenance: readonly number[], openInterest: readonly number[] = []) => ({
  time: Float64Array.from(settlement, (_, i) => START + i * 24 * HOUR),
  after: Float64Array.from(settlement, (_, i) => START + i * 24 * HOUR + HOUR),
  settlement: f64(...settlement),
  maintenance: f64(...maintenance),
  initial: f64(...maintenance).map((rate) => rate * 1.1),
  openInterest: Float64Array.from(settlement, (_, i) => openInterest[i] ?? 0),
});

describe("the headline", () => {
  const result = oneVenue({
    minutes: [0, 60, 120, 180, 240],
    venue: { close: [98, 100, 104, 82, 95], low: [98, 100, 99, 80, 94] },
  });

  it("measures the fall from the last price before the stress to the lowest trade after it", () => {
    expect(headlineFigures(result, result.venues[0], terms(120))).toEqual({
      "price.peak": 104,
      "price.start": 100,
      "price.trough": 80,
      "price.end": 95,
      fall: 80 / 100 - 1,
      fallFromPeak: 80 / 104 - 1,
      hoursToTrough: 1,
    });
  });

  it("has no fall where the price only rose, and nothing to say of a stress after the run", () => {
    const rising = oneVenue({ minutes: [0, 60, 120], venue: { close: [100, 101, 102] } });
    expect(headlineFigures(rising, rising.venues[0], terms(60))).toMatchObject({ fall: 0, hoursToTrough: 0 });
    expect(headlineFigures(rising, rising.venues[0], terms(180))).toEqual({});
  });
});

describe("days of margin", () => {
  it("take the rate that stands once the session has ended: a step at the close counts for the next day's loss", () => {
    // Each session settles at its second step and ends with a step that finds the venue closed.
    const result = oneVenue({
      minutes: [0, 60, 120, 180, 1440, 1500, 1560, 1620],
      venue: {
        phase: [2, 2, 2, 0, 2, 2, 2, 0],
        close: [100, 100, 101, 101, 90, 91, 92, 92],
        volume: [1, 1, 1, 0, 1, 1, 1, 0],
        settlement: [99, 100, 100, 100, 100, 91, 91, 91],
        maintenanceMargin: [0.09, 0.09, 0.09, 0.11, 0.11, 0.11, 0.11, 0.12],
        initialMargin: [0.1, 0.1, 0.1, 0.12, 0.12, 0.12, 0.12, 0.13],
        openInterest: [5, 6, 7, 7, 8, 9, 10, 10],
      },
    });
    const own = marginDays(result, result.venues[0], "America/New_York");
    expect(own.settlement).toEqual(f64(100, 91));
    expect(own.time).toEqual(f64(START + HOUR, START + 25 * HOUR));
    expect(daysFrom(own, own.after[1]).settlement).toEqual(f64(91));
    expect(daysFrom(own, own.after[1] + 1).settlement).toEqual(f64());
    expect([own.maintenance, own.openInterest]).toEqual([f64(0.11, 0.12), f64(7, 10)]);
  });
});

describe("margin", () => {
  it("has the page's figures of its path: peak to trough, calls, mean, and what it left uncovered", () => {
    const figures = marginFigures(days([100, 110, 88, 90], [0.1, 0.12, 0.15, 0.15]), terms(0));
    expect(figures).toMatchObject({
      "margin.peakToTroughMoney": 13.5 / 10,
      "margin.mean": 0.13,
      "margin.highest": 0.15,
      "margin.call1d": 0.15 - 0.12,
      "coverage.days": 3,
      "coverage.breaches": 1,
    });
    expect(figures["margin.peakToTrough"]).toBeCloseTo(1.5, 12);
    expect(figures["coverage.maxShortfall"]).toBeCloseTo(0.2 - 0.12, 12);
    expect(figures["coverage.maxLossToMargin"]).toBeCloseTo(0.2 / 0.12, 12);
    expect(figures["margin.callMoney1d"]).toBeCloseTo(3200, 9);
  });

  it("asks both sides for initial margin, and the losing side for the day's move on what stood open", () => {
    const figures = marginFigures(days([100, 90], [0.1, 0.1], [5, 4]), terms(0));
    const [before, after] = [2 * 0.11 * 100 * 1000 * 5, 2 * 0.11 * 90 * 1000 * 4];
    expect(figures["liquidity.variationPeak"]).toBe(5 * 10 * 1000);
    expect(figures["liquidity.initialPeak"]).toBeCloseTo(before, 6);
    expect(figures["liquidity.peak1d"]).toBeCloseTo(50_000 + after - before, 6);
    expect(figures["liquidity.peak30d"]).toBe(figures["liquidity.peak1d"]);
  });

  it("asks most within an hour of the clock, and of the money that there is", () => {
    const own = { ...days([100, 90], [0.1, 0.1], [5, 4]), initial: f64(0, 0) };
    const wealth = {
      time: f64(START, START, START + 24 * HOUR),
      venue: u8(0, 0, 0),
      population: u16(0, 1, 0),
      wealth: f64(150_000, 50_000, 1),
    };
    const result = oneVenue({
      minutes: [0, 30, 60, 119, 120, 179],
      venue: {
        close: [100, 99, 98, 95, 97, 97],
        openInterest: [5, 5, 5, 4, 4, 4],
        initialMargin: [0.1, 0.1, 0.1, 0.1, 0.1, 0.2],
      },
      more: { positions: wealth as unknown as RunResult["positions"] },
    });
    const [first, second, third] = [2 * 0.1 * 99 * 5, 2 * 0.1 * 95 * 4, 2 * 0.2 * 97 * 4];
    const figures = systemLiquidity(result, result.venues[0], own, terms(0));
    expect(figures["liquidity.peakHour"]).toBeCloseTo(
      1000 * Math.max(5 * 4 + second - first, 4 * 2 + third - second),
      6,
    );
    // A move of 10 on 5 lots of 1000 ounces, over what both populations had.
    expect(figures["liquidity.wealthShare"]).toBeCloseTo(50_000 / 200_000, 12);
  });

  it("covers accounts, or fails those that lose more than their collateral after the shock", () => {
    const rows = {
      member: f64(1, 1, 2, 3, 4),
      venue: u8(0, 0, 0, 0, 1),
      triggered: f64(START + HOUR, START + 2 * HOUR, START + HOUR, START, START + HOUR),
      shortfall: f64(10, 20, 6, 99, 99),
    };
    const warnings = {
      time: f64(START, START + 30 * MINUTE, START + 60 * MINUTE),
      venue: u8(0, 0, 0),
      longAccounts: f64(5, 6, 1),
      shortAccounts: f64(2, 2, 1),
    };
    const more = { liquidations: rows, warnings } as unknown as Partial<RunResult>;
    const result = oneVenue({ minutes: [0, 60], venue: { close: [100, 90] }, more });
    expect(accountCoverage(result, result.venues[0], terms(45))).toEqual({
      "coverage.accounts": 8,
      "coverage.accountExceptions": 2,
      "coverage.accountRate": 0.25,
      "coverage.meanException": 18,
      "coverage.maxException": 30,
    });
  });

  it("sums what must be found over days in a row", () => {
    expect(largestSum([1, 2, 3, -9, 4], 2)).toBe(5);
    expect(largestSum([5, 2], 5)).toBe(7);
    expect(largestSum([], 1)).toBeNaN();
  });

  it("answers volatility by the ratio of relative changes, where that rose most", () => {
    // Squares of 1%, then half of it and half of 9: five times, of which the root is 2.236.
    const prices = [100, 101, 101 * 1.03];
    expect([...volatilities(prices, 0.5)].map((s) => Number(s.toFixed(6)))).toEqual([0, 0.01, 0.022361]);
    expect(responsiveness(prices, [0.05, 0.05, 0.1], 0, 0.5, 1)).toBeCloseTo(1 / (Math.sqrt(5) - 1), 9);
    // Days before the first of its own, and days without margin, are passed over.
    expect(responsiveness(prices, [0.05, 0.05, 0.1], 3, 0.5, 1)).toBeNaN();
    expect(responsiveness(prices, [Number.NaN, Number.NaN, 0.1], 0, 0.5, 1)).toBeNaN();
    expect(responsiveness([100, 101, 102.01], [1, 1, 1], 0, 0.5, 1)).toBeNaN();
  });
});

describe("forced flow", () => {
  const time = [0, 1, 2, 30, 31, 100].map((minute) => minute * MINUTE);
  const lots = [4, 0, 6, 10, 0, 1];

  it("comes in waves that a pause keeps apart", () => {
    expect(waves(time, lots, 0, 15 * MINUTE)).toBe(3);
    expect(waves(time, lots, 0, 28 * MINUTE)).toBe(2);
    expect(waves(time, lots, 3, 15 * MINUTE)).toBe(2);
  });

  it("is crowded into an hour", () => {
    expect(busiest(time, lots, 0, HOUR)).toBe(20);
    expect(busiest(time, lots, 0, 2 * MINUTE)).toBe(10);
  });

  it("has its share of the volume after the stress, and of the fall by what is attributed to it", () => {
    const forced = CAUSES.indexOf("margin-call");
    const result = oneVenue({
      minutes: [0, 15, 30, 45],
      venue: { close: [100, 100, 90, 80], volume: [10, 10, 20, 20], forcedVolume: [1, 0, 5, 5] },
      more: {
        flows: {
          time: f64(START, START + 30 * MINUTE, START + 45 * MINUTE, START + 45 * MINUTE),
          venue: u8(0, 0, 0, 0),
          population: u16(0, 0, 0, 1),
          cause: u8(forced, forced, forced, CAUSES.indexOf("voluntary")),
          impact: f64(-50, -4, -8, -8),
        } as unknown as RunResult["flows"],
      },
    });
    const figures = forcedFigures(result, result.venues[0], terms(30));
    expect(figures).toMatchObject({ "forced.volume": 11, "forced.volumeAfterShock": 10, "forced.share": 0.25 });
    expect(figures["forced.fallShare"]).toBeCloseTo(12 / 20, 12);
  });
});

describe("credit", () => {
  it("counts accounts once, losses beyond collateral, and the layers that are gone", () => {
    const column = (...values: number[]) => f64(...values);
    const result = oneVenue({
      minutes: [0],
      venue: { close: [100] },
      more: {
        liquidations: {
          member: column(1, 1, 2, 3),
          venue: u8(0, 0, 0, 0),
          population: u16(0, 0, 0, 1),
          triggered: column(START, START + 1, START + 2, START - 1),
          loss: column(100, 50, 50, 999),
          lossByForced: column(0, 50, 0, 999),
          shortfall: column(0, 30, 12, 999),
          slippage: column(1, 2, 3, 999),
          auctionLots: column(0, 0, 4, 999),
          deleveragedLots: column(0, 5, 0, 999),
          deleveragedTaken: column(0, 70, 0, 999),
          deleveragedShortfall: column(0, 30, 0, 0),
          unfilledAtLimit: column(2, 0, 0, 999),
        } as unknown as RunResult["liquidations"],
        waterfalls: [
          {
            venue: "pit",
            currency: "USD",
            layers: [
              { layer: "account-margin", used: 5, available: 5 },
              { layer: "broker-capital", used: 20, available: 20 },
              { layer: "mutual-fund", used: 19, available: 20 },
              { layer: "uncovered", used: 0, available: 0 },
            ],
          },
        ],
      },
    });
    expect(creditFigures(result, result.venues[0], terms(0))).toEqual({
      "credit.liquidated": 2,
      "credit.defaults": 2,
      "credit.loss": 42,
      "credit.lossByForced": 0.25,
      "credit.slippage": 6,
      "credit.auctionLots": 4,
      "credit.deleveragedLots": 5,
      "credit.deleveragedOvershoot": 40,
      "halts.unfilledLots": 2,
      "credit.defaults.longs": 2,
      "waterfall.account-margin": 5,
      "waterfall.broker-capital": 20,
      "exhausted.broker-capital": 1,
      "waterfall.mutual-fund": 19,
      "exhausted.mutual-fund": 0,
      "waterfall.uncovered": 0,
      "exhausted.uncovered": 0,
      "credit.largestLoss": 30,
      "credit.twoLargestLoss": 42,
      "credit.prefunded": 20,
      "credit.coverOne": 0,
      "credit.coverTwo": 0,
    });
  });

  it("is covered where the fund and the house's own stakes hold the largest losses, one or two of them", () => {
    const flags = (fund: number) => {
      const result = oneVenue({
        minutes: [0],
        venue: { close: [100] },
        more: {
          liquidations: {
            ...{
              member: f64(1, 2, 2),
              venue: u8(0, 0, 0),
              population: u16(0, 0, 0),
              triggered: f64(START, START, START),
            },
            ...{ loss: f64(1, 1, 1), lossByForced: f64(0, 0, 0), shortfall: f64(30, 8, 4), slippage: f64(0, 0, 0) },
            ...{ auctionLots: f64(0, 0, 0), deleveragedLots: f64(0, 0, 0), deleveragedTaken: f64(0, 0, 0) },
            ...{ deleveragedShortfall: f64(0, 0, 0), unfilledAtLimit: f64(0, 0, 0) },
          } as unknown as RunResult["liquidations"],
          waterfalls: [
            {
              venue: "pit",
              currency: "USD",
              layers: [
                { layer: "broker-capital", used: 0, available: 1000 },
                { layer: "house-stake", used: 10, available: 10 },
                { layer: "mutual-fund", used: 0, available: fund },
                { layer: "assessment", used: 0, available: 1000 },
              ],
            },
          ],
        },
      });
      const figures = creditFigures(result, result.venues[0], terms(0));
      return [figures["credit.coverOne"], figures["credit.coverTwo"]];
    };
    expect(flags(19)).toEqual([0, 0]);
    expect(flags(20)).toEqual([1, 0]);
    expect(flags(31)).toEqual([1, 0]);
    expect(flags(32)).toEqual([1, 1]);
  });
});

describe("calls", () => {
  it("are met by payment, by the price, too late, or not at all; standing orders stand apart", () => {
    const result = oneVenue({
      minutes: [0],
      venue: { close: [100] },
      more: {
        calls: {
          member: f64(1, 2, 3, 4, 5, 6, 7),
          venue: u8(0, 0, 0, 0, 0, 0, 0),
          population: u16(0, 0, 0, 0, 0, 0, 0),
          made: f64(START, START, START, START, START, START, START - 1),
          ended: f64(START + 30 * MINUTE, START + 10 * MINUTE, START, START + HOUR, START + HOUR, Number.NaN, START),
          outcome: u8(1, 1, 1, 3, 4, 0, 4),
          asked: f64(100, 200, 50, 300, 400, 1000, 9999),
          paid: f64(100, 200, 50, 0, 20, 5, 9999),
        },
      },
    });
    expect(callFigures(result, result.venues[0], terms(0))).toEqual({
      "calls.made": 5,
      "calls.paid": 2,
      "calls.recovered": 0,
      "calls.late": 1,
      "calls.unmet": 1,
      "calls.askedMoney": 2000,
      "calls.paidMoney": 325,
      "calls.standing": 1,
      "calls.standingMoney": 50,
      "calls.minutesToPay": 20,
      "calls.topFive": 1,
    });
  });
});

describe("gains", () => {
  const positions = {
    time: f64(START, START, START + HOUR, START + HOUR, START + 3 * HOUR, START + 3 * HOUR),
    venue: u8(0, 0, 0, 0, 0, 0),
    population: u16(0, 1, 0, 1, 0, 1),
    long: f64(10, 0, 10, 2, 0, 0),
    short: f64(0, 10, 0, 12, 0, 0),
    wealth: f64(500, 900, 550, 850, 250, 1150),
  };
  const result = oneVenue({ minutes: [0, 240], venue: { close: [100, 80] }, more: { positions } });

  it("are those of populations that were short at the last settlement before the stress", () => {
    expect(gainFigures(result, result.venues[0], terms(120))).toEqual({ gains: 300, "gains.miners": 300 });
  });

  it("or of those that are named", () => {
    expect(gainFigures(result, result.venues[0], terms(120, { gainers: ["longs", "miners"] }))).toEqual({
      gains: 0,
      "gains.longs": -300,
      "gains.miners": 300,
    });
  });
});

describe("halts", () => {
  it("last until trading goes on; a lock's queue and the jump after it are told", () => {
    const result = oneVenue({
      minutes: [0, 1, 2, 3, 4, 5, 6],
      venue: {
        phase: [2, 2, 3, 3, 2, 2, 2],
        close: [100, 90, 90, 90, 81, 81, 81],
        open: [100, 95, Number.NaN, Number.NaN, 81, 81, 81],
        limitQueue: [0, 0, 0, 0, 0, 40, 30],
      },
      more: { events: [{ time: START + 2 * MINUTE, kind: "halt", subject: "pit", text: "" }] },
    });
    const figures = haltFigures(result, result.venues[0], terms(0));
    expect(figures).toMatchObject({ "halts.number": 1, "halts.minutes": 2, "halts.waitingLots": 40 });
    expect(figures["halts.lockedMinutes"]).toBe(1);
    expect(figures["halts.gap"]).toBeCloseTo(-0.1, 12);
  });
});
