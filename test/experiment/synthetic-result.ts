/** A small result with every kind of value in it: gaps, counts, names, empty and full tables. Seeded by a plain recurrence. */
import type { RunResult, VenueSeries, WorldSeries } from "../../src/engine/result.ts";

export const START = Date.UTC(2026, 0, 29, 14, 0);
const MINUTE = 60_000;

/** Numbers that wander and now and then are missing. */
function series(steps: number, salt: number): Float64Array {
  let x = salt + 1;
  return Float64Array.from({ length: steps }, () => {
    x = (x * 16807) % 2147483647;
    return x % 11 === 0 ? Number.NaN : (x % 100_000) / 1000;
  });
}

const counts = (steps: number, salt: number) => series(steps, salt).map((x) => Math.floor(Number.isNaN(x) ? 0 : x));

function venue(name: string, steps: number, salt: number): VenueSeries {
  const s = (k: number) => series(steps, salt * 100 + k);
  return {
    name,
    currency: salt === 1 ? "USD" : "CNY",
    unit: salt === 1 ? "oz" : "share",
    phase: Uint8Array.from({ length: steps }, (_, i) => (i + salt) % 4),
    open: s(1),
    high: s(2),
    low: s(3),
    close: s(4),
    mid: s(5),
    bid: s(6),
    ask: s(7),
    bidDepth: s(8),
    askDepth: s(9),
    volume: s(10),
    forcedVolume: s(11),
    openInterest: s(12),
    settlement: s(13),
    initialMargin: s(14),
    maintenanceMargin: s(15),
    limitLow: s(16),
    limitHigh: s(17),
    called: counts(steps, salt * 100 + 18),
    liquidating: counts(steps, salt * 100 + 19),
    defaulted: counts(steps, salt * 100 + 20),
    limitQueue: s(21),
  };
}

function world(steps: number): WorldSeries {
  const s = (k: number) => series(steps, 900 + k);
  return {
    fairValue: s(1),
    gold: s(2),
    fx: s(3),
    floatT: s(4),
    etfT: s(5),
    deliverableT: s(6),
    nav: s(7),
    premium: s(8),
    attention: s(9),
    goldSilver: s(10),
    volatility: s(11),
    rsi: s(12),
    deviation: s(13),
    oiOverStock: s(14),
  };
}

/** A result of `steps` one-minute steps on two venues. */
export function syntheticResult(steps: number, trades = true): RunResult {
  const time = Float64Array.from({ length: steps }, (_, i) => START + i * MINUTE);
  return {
    scenario: "synthetic",
    seed: 7,
    without: [],
    time,
    venues: [venue("comex", steps, 1), venue("lof", steps, 2)],
    world: world(steps),
    populations: [
      { name: "it's noise", kind: "noise", members: 10 },
      { name: "longs", kind: "leveraged-longs", members: 5 },
    ],
    flows: {
      time: Float64Array.of(START, START, START + 15 * MINUTE),
      venue: Uint8Array.of(0, 1, 0),
      population: Uint16Array.of(0, 1, 1),
      cause: Uint8Array.of(0, 5, 2),
      buyVolume: Float64Array.of(10, 0, 3),
      sellVolume: Float64Array.of(0, 7, 3),
      aggressiveVolume: Float64Array.of(10, -7, 0),
      impact: Float64Array.of(0.5, -0.25, 0),
    },
    liquidations: {
      episode: Int32Array.of(0, 1),
      member: Float64Array.of(11, 14),
      venue: Uint8Array.of(0, 0),
      population: Uint16Array.of(1, 1),
      triggered: Float64Array.of(START + MINUTE, START + 20 * MINUTE),
      handed: Float64Array.of(START + MINUTE, START + 21 * MINUTE),
      ended: Float64Array.of(START + 3 * MINUTE, Number.NaN),
      trigger: Uint8Array.of(0, 2),
      generation: Uint16Array.of(0, 1),
      position: Float64Array.of(3, 5),
      closed: Float64Array.of(3, 1),
      markPrice: Float64Array.of(99.5, 90.25),
      fillPrice: Float64Array.of(98.75, 89),
      loss: Float64Array.of(1000, 2000),
      lossByForced: Float64Array.of(0, 1500),
      shortfall: Float64Array.of(0, 12.5),
      style: Uint8Array.of(2, 3),
      slippage: Float64Array.of(225, 125),
      fees: Float64Array.of(0, 1.5),
      auctionLots: Float64Array.of(0, 1),
      auctionConcession: Float64Array.of(0, 4.25),
      deleveragedLots: Float64Array.of(0, 0),
      deleveragedTaken: Float64Array.of(0, 0),
      deleveragedShortfall: Float64Array.of(0, 0),
      unfilledAtLimit: Float64Array.of(0, 2),
    },
    calls: {
      member: Float64Array.of(11, 14),
      venue: Uint8Array.of(0, 0),
      population: Uint16Array.of(1, 1),
      made: Float64Array.of(START, START + 10 * MINUTE),
      ended: Float64Array.of(START + MINUTE, Number.NaN),
      outcome: Uint8Array.of(4, 0),
      asked: Float64Array.of(500, 250.5),
      paid: Float64Array.of(0, 100.25),
    },
    positions: {
      time: Float64Array.of(START, START),
      venue: Uint8Array.of(0, 0),
      population: Uint16Array.of(0, 1),
      long: Float64Array.of(2, 8),
      short: Float64Array.of(10, 0),
      wealth: Float64Array.of(1e6, 2500.75),
    },
    waterfallPayments: {
      time: Float64Array.of(START + MINUTE),
      venue: Uint8Array.of(0),
      number: Float64Array.of(1),
      member: Float64Array.of(14),
      population: Uint16Array.of(1),
      layer: Uint8Array.of(6),
      payer: ["it's noise"],
      asked: Float64Array.of(20),
      paid: Float64Array.of(12.5),
    },
    killMatrix: {
      victims: ["longs"],
      killers: [
        { population: "it's noise", cause: "voluntary" },
        { population: "longs", cause: "margin-call" },
      ],
      loss: Float64Array.of(0, 250_000),
    },
    cascade: null,
    events: [
      { time: START, kind: "news", subject: null, text: 'He said "sell", and 100% did; it\'s done' },
      { time: START + 5 * MINUTE, kind: "halt", subject: "comex", text: "10% in 60 minutes: 2 minutes" },
    ],
    warnings: {
      time: Float64Array.of(START + MINUTE, START + 31 * MINUTE),
      venue: Uint8Array.of(0, 0),
      mark: Float64Array.of(100, 99),
      longAccounts: Float64Array.of(30, 20),
      shortAccounts: Float64Array.of(10, 20),
      leverage: Float64Array.of(8, 7.5),
      stretched: Float64Array.of(0.25, 0.125),
      breached2: Float64Array.of(0, 10),
      breached5: Float64Array.of(5, 20),
      breached10: Float64Array.of(50, 40),
      forced2: Float64Array.of(0, 2),
      forced5: Float64Array.of(3, 4),
      forced10: Float64Array.of(30, 20),
    },
    falls: {
      time: Float64Array.of(START + MINUTE, START + MINUTE),
      population: Uint16Array.of(0, 1),
      cause: Uint8Array.of(0, 5),
      bought: Float64Array.of(12, 0),
      sold: Float64Array.of(0, 12),
    },
    ladder: {
      time: Float64Array.of(START + MINUTE, START + MINUTE),
      venue: Uint8Array.of(0, 0),
      rung: Int32Array.of(-6, 3),
      longs: Float64Array.of(50, 0),
      shorts: Float64Array.of(0, 12),
    },
    trades: trades
      ? {
          time: Float64Array.of(START, START + MINUTE),
          venue: Uint8Array.of(0, 1),
          price: Float64Array.of(100.005, 4.722),
          qty: Float64Array.of(2, 100),
          buyer: Float64Array.of(1, 2),
          seller: Float64Array.of(11, 14),
          takerSide: Uint8Array.of(0, 1),
          makerTag: Int32Array.of(0, (1 << 8) | 5),
          takerTag: Int32Array.of((1 << 8) | 2, 0),
          bid: Float64Array.of(100, Number.NaN),
          ask: Float64Array.of(100.005, Number.NaN),
        }
      : null,
    waterfalls: [{ venue: "comex", currency: "USD", layers: [{ layer: "margin", used: 12.5, available: 100 }] }],
    summary: { "comex.fall": -0.3, "lof.limitDays": 5, worstDay: "2026-01-30", nothing: Number.NaN },
    operations: 1234,
    members: 15,
  };
}
