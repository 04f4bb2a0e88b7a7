/** A whole run made by arithmetic, with every feature that charts draw: a rally, a crash day, locked days, gaps, twins. */

import type { ReportedFigure } from "../../src/analysis/reported/reported-figure.ts";
import type { ChartScenario } from "../../src/charts/context.ts";
import { LocalTime } from "../../src/charts/local-time.ts";
import { CAUSES, Cause } from "../../src/core/cause.ts";
import { DAY, dayName, HOUR, MINUTE, parseInstant } from "../../src/core/time.ts";
import type { RunEvent, RunResult, VenueSeries } from "../../src/engine/result.ts";

const START = parseInstant("2026-01-19T00:00Z");
const END = parseInstant("2026-02-07T00:00Z");
const CRASH = parseInstant("2026-01-30T15:00Z");
export const POPULATIONS = [
  ["retail", "retail-lof"], ["leveraged-longs", "leveraged-longs"], ["market-makers", "market-makers"], ["trend", "trend-followers"],
  ["stops", "stop-programs"], ["etf-holders", "etf-holders"], ["industry", "industrial"], ["early-institutions", "institutions"],
  ["shorts", "commercial-shorts"], ["value", "value-buyers"], ["hoarders", "hoarders"], ["noise", "noise"],
].map(([name, kind], i) => ({ name, kind, members: 1000 * (i + 1) })); // biome-ignore format: a table

/** A generator of small numbers that depends on nothing else. */
function wobble(seed: number): () => number {
  let s = seed >>> 0;
  return () => {
    s = (Math.imul(s, 1664525) + 1013904223) >>> 0;
    return s / 4294967296 - 0.5;
  };
}

/** The level that all venues follow: up by a half, down by a third within two hours, and a bounce. */
function level(time: number, crash: number): number {
  const rally = 76 + 38 * Math.min(1, Math.max(0, (time - START) / (CRASH - START)));
  const since = (time - CRASH) / HOUR;
  if (since < 0) return rally;
  const fall = since < 0.6 ? since * 8 : since < 3 ? 4.8 + (since - 0.6) * 13 : Math.max(24, 36 - (since - 3) * 0.2);
  return rally - fall * crash;
}

interface VenueOptions {
  name: string;
  currency: string;
  unit: string;
  zone: string;
  sessions: readonly (readonly [number, number])[];
  factor: number;
  settles: number;
  limit: number;
  tick: number;
  seed: number;
}

function venue(o: VenueOptions, time: Float64Array, crash: number): VenueSeries {
  const n = time.length;
  const f = () => new Float64Array(n);
  const v = {
    name: o.name, currency: o.currency, unit: o.unit, phase: new Uint8Array(n), open: f(), high: f(), low: f(), close: f(), mid: f(), bid: f(), ask: f(),
    bidDepth: f(), askDepth: f(), volume: f(), forcedVolume: f(), openInterest: f(), settlement: f(), initialMargin: f(), maintenanceMargin: f(),
    limitLow: f().fill(Number.NaN), limitHigh: f().fill(Number.NaN), called: f(), liquidating: f(), defaulted: f(), limitQueue: f(),
  }; // biome-ignore format: a table
  const next = wobble(o.seed);
  const clock = new LocalTime(time, o.zone);
  let settlement = level(time[0], crash) * o.factor;
  let settledDay = "";
  let price = settlement;
  let noise = 0;
  let defaulted = 0;
  for (let i = 0; i < n; i++) {
    const local = clock.step(i);
    const minute = (local % DAY) / MINUTE;
    const weekday = new Date(local).getUTCDay();
    const open = weekday > 0 && weekday < 6 && o.sessions.some(([a, b]) => minute >= a && minute < b);
    const day = dayName(local);
    if (minute >= o.settles && settledDay !== day && weekday > 0 && weekday < 6) {
      settlement = price;
      settledDay = day;
    }
    v.phase[i] = open ? 2 : 0;
    const since = (time[i] - CRASH) / HOUR;
    const stress = since >= 0 && since < 5 ? crash : 0;
    if (o.limit > 0) {
      v.limitLow[i] = Math.round((settlement * (1 - o.limit)) / o.tick) * o.tick;
      v.limitHigh[i] = Math.round((settlement * (1 + o.limit)) / o.tick) * o.tick;
    }
    if (open) {
      noise = noise * 0.995 + next() * 0.004;
      price = level(time[i], crash) * o.factor * (1 + noise);
      if (o.limit > 0) price = Math.min(v.limitHigh[i], Math.max(v.limitLow[i], price));
      price = Math.round(price / o.tick) * o.tick;
      v.volume[i] = Math.round((20 + 400 * stress) * (1 + next()));
      v.forcedVolume[i] = Math.round(v.volume[i] * 0.4 * stress * (1 + next()));
      if (stress && next() > 0.45) defaulted++;
      v.limitQueue[i] = price === v.limitLow[i] ? 40_000 + 1000 * next() : 0;
    }
    const half = (stress ? 40 : 2) * o.tick;
    v.open[i] = v.high[i] = v.low[i] = open ? price : Number.NaN;
    v.close[i] = price;
    v.mid[i] = price;
    v.bid[i] = price - half;
    v.ask[i] = price + half;
    v.bidDepth[i] = open ? Math.round((stress ? 15 : 600) * (1 + next())) : Number.NaN;
    v.askDepth[i] = open ? Math.round((stress ? 200 : 600) * (1 + next())) : Number.NaN;
    v.openInterest[i] = 150_000 + i - (since > 0 ? Math.min(40_000, since * 9000) : 0);
    v.settlement[i] = settlement;
    v.initialMargin[i] = since > 60 ? 0.15 : since > -40 ? 0.11 : 0.09;
    v.maintenanceMargin[i] = v.initialMargin[i] / 1.1;
    v.called[i] = stress ? Math.round(900 + 300 * next()) : Math.round(10 + 10 * next());
    v.liquidating[i] = stress ? Math.round(300 + 100 * next()) : 0;
    v.defaulted[i] = defaulted;
  }
  return v;
}

const VENUES: readonly VenueOptions[] = [
  { name: "comex", currency: "USD", unit: "oz", zone: "America/New_York", sessions: [[0, 1020], [1080, 1440]], factor: 1, settles: 805, limit: 0, tick: 0.005, seed: 1 },
  { name: "shfe", currency: "CNY", unit: "kg", zone: "Asia/Shanghai", sessions: [[0, 150], [540, 615], [630, 690], [810, 900], [1260, 1440]], factor: 252, settles: 900, limit: 0.17, tick: 1, seed: 2 },
  { name: "lof", currency: "CNY", unit: "share", zone: "Asia/Shanghai", sessions: [[570, 690], [780, 900]], factor: 0.045, settles: 900, limit: 0.1, tick: 0.001, seed: 3 },
  { name: "etf", currency: "USD", unit: "share", zone: "America/New_York", sessions: [[570, 960]], factor: 0.9, settles: 960, limit: 0, tick: 0.01, seed: 4 },
]; // biome-ignore format: a table

export const SCENARIO: ChartScenario = {
  title: "The silver crash of 30 January 2026",
  subject: "silver",
  mainVenue: "comex",
  fundVenue: "lof",
  venues: {
    comex: { zone: "America/New_York", multiplier: 5000, futures: true },
    shfe: { zone: "Asia/Shanghai", multiplier: 15, futures: true },
    lof: { zone: "Asia/Shanghai", multiplier: 100, futures: false },
    etf: { zone: "America/New_York", multiplier: 100, futures: false },
  },
  reported: [
    figure("comex_crash_change", "COMEX settlement, 30 January", -0.3137, "%", -0.37, -0.25),
    figure("comex_worst_window_share", "Share of the fall inside three hours", 0.75, "%", 0.55, 1),
    figure("lof_premium_peak", "Highest premium of the LOF", 0.645, "%", 0.45, 0.9),
    figure("lof_down_days", "LOF days at the lower limit", 5, "days", 4, 6),
    figure("shfe_settlement_change", "SHFE settlement, 2 February", -0.1393, "%", -0.17, -0.1),
    figure("comex_volume", "COMEX contracts on 30 January", 368561, "lots", null, null),
  ],
};

function figure(
  key: string,
  label: string,
  value: number,
  unit: string,
  low: number | null,
  high: number | null,
): ReportedFigure {
  return { key, label, value, unit, low, high, source: "synthetic" };
}

const EVENTS: readonly (readonly [string, string, string | null, string])[] = [
  ["2026-01-28T21:00Z", "margin", "comex", "COMEX margin 9% to 11%"],
  ["2026-01-28T01:00Z", "subscription", "lof", "LOF subscriptions closed"],
  ["2026-01-30T02:00Z", "leak", null, "Rumour of the nomination"],
  ["2026-01-30T12:00Z", "news", null, "Nomination announced"],
  ["2026-01-30T13:00Z", "position-limit", "comex", "Spot-month limit cut"],
  ["2026-01-30T16:00Z", "halt", "comex", "Price moved 10% in 60 minutes"],
  ["2026-02-02T14:00Z", "revaluation", "lof", "NAV re-valued to fair value"],
  ["2026-02-02T23:00Z", "margin", "comex", "COMEX margin 11% to 15%"],
];

/** The run; `crash` scales its fall (0.5 makes a fit twin). */
export function syntheticResult(crash = 1, without: readonly string[] = []): RunResult {
  const time: number[] = [];
  for (let t = START; t < END; t += MINUTE) {
    const local = t - 5 * HOUR;
    const weekday = new Date(local).getUTCDay();
    if (weekday === 6 || (weekday === 0 && local % DAY < 18 * HOUR) || (weekday === 5 && local % DAY >= 17 * HOUR))
      continue;
    time.push(t);
  }
  const at = Float64Array.from(time);
  const venues = VENUES.map((o) => venue(o, at, crash));
  const n = at.length;
  const column = (make: (i: number) => number) => Float64Array.from({ length: n }, (_, i) => make(i));
  const fair = column((i) => level(at[i], crash * 0.7));
  const nav = column((i) => {
    const day = Math.floor((at[i] - 14 * HOUR) / DAY) * DAY + 7 * HOUR;
    return level(Math.max(START, day), day > CRASH ? 1 : 0) * 0.03;
  });
  return {
    scenario: "silver-2026", seed: 7, without, time: at, venues,
    world: {
      fairValue: fair, gold: column((i) => fair[i] * 47), fx: column(() => 6.97), floatT: column((i) => 9000 - 3000 * (i / n)),
      etfT: column((i) => 15_000 + 600 * Math.sin(i / 4000)), deliverableT: column((i) => 433 + 100 * Math.cos(i / 3000)), nav,
      premium: column((i) => venues[2].close[i] / nav[i] - 1), attention: column((i) => 0.5 + 0.4 * Math.sin(i / 5000)),
      goldSilver: column(() => 47), volatility: column((i) => (at[i] > CRASH ? 0.12 : 0.03)), rsi: column((i) => (at[i] > CRASH ? 30 : 82)),
      deviation: column((i) => venues[0].close[i] / 50 - 1), oiOverStock: column((i) => (at[i] > CRASH ? 6 : 8.75)),
    },
    populations: POPULATIONS,
    flows: flows(at, crash),
    liquidations: liquidations(crash),
    cascade: cascade(liquidations(crash)),
    killMatrix: {
      victims: ["leveraged-longs", "retail", "trend", "shorts"],
      killers: [
        ...POPULATIONS.slice(0, 11).map((p, i) => ({ population: p.name, cause: CAUSES[i] })),
        { population: "leveraged-longs", cause: "margin-call" },
        { population: "market", cause: "re-pricing" },
      ],
      loss: Float64Array.from({ length: 4 * 13 }, (_, i) => (i % 13 === 11 ? 4e8 : (i % 7) * 1e7) / (1 + Math.floor(i / 13)) - (i === 5 ? 9e7 : 0)),
    },
    events: EVENTS.map(([when, kind, subject, text]) => ({ time: parseInstant(when), kind, subject, text }) satisfies RunEvent),
    calls: {
      member: new Float64Array(), venue: new Uint8Array(), population: new Uint16Array(), made: new Float64Array(),
      ended: new Float64Array(), outcome: new Uint8Array(), asked: new Float64Array(), paid: new Float64Array(),
    },
    positions: {
      time: new Float64Array(), venue: new Uint8Array(), population: new Uint16Array(), long: new Float64Array(),
      short: new Float64Array(), wealth: new Float64Array(),
    },
    warnings: warnings(venues[0]),
    falls: falls(at, crash),
    ladder: ladder(crash),
    trades: null,
    waterfallPayments: {
      time: new Float64Array(0), venue: new Uint8Array(0), number: new Float64Array(0), member: new Float64Array(0),
      population: new Uint16Array(0), layer: new Uint8Array(0), payer: [], asked: new Float64Array(0), paid: new Float64Array(0),
    },
    waterfalls: [
      { venue: "comex", currency: "USD", layers: [
        { layer: "margin", used: 8.1e8, available: 9e9 }, { layer: "broker", used: 2.2e8, available: 1e9 }, { layer: "uncovered", used: 0, available: 0 } ] },
    ],
    summary: { comex_crash_change: -0.31 * crash, comex_worst_window_share: 0.73, lof_premium_peak: 0.58, lof_down_days: 4, shfe_settlement_change: -0.2, main_venue: "comex" },
    operations: 1_234_567,
    members: POPULATIONS.reduce((sum, p) => sum + p.members, 0),
  }; // biome-ignore format: a table
}

/** Two looks at the accounts of the main venue: an hour before the crash and six hours after. */
const LOOKS = [CRASH - HOUR, CRASH + 6 * HOUR];

function warnings(main: VenueSeries): RunResult["warnings"] {
  const n = LOOKS.length;
  const f = (value: number) => new Float64Array(n).fill(value);
  return {
    time: Float64Array.from(LOOKS), venue: new Uint8Array(n), mark: Float64Array.of(main.close[0] * 1.5, main.close[0]),
    longAccounts: f(900), shortAccounts: f(200), leverage: f(8), stretched: f(0.5), breached2: f(1000), breached5: f(4000),
    breached10: f(9000), forced2: f(100), forced5: f(800), forced10: f(5000),
  }; // biome-ignore format: a table
}

/** Ten accounts at a time fall, pushed by news, by noise, and by a tick for each account that fell before. */
function cascade({ member, population, triggered }: RunResult["liquidations"]): RunResult["cascade"] {
  const n = member.length;
  const count = Math.ceil(n / 10);
  const causes: number[][] = [];
  const rows = Array.from({ length: count }, (_, w) => {
    const fallen = [...population.subarray(0, 10 * w)];
    const own: number[][] = [[w, POPULATIONS.length, 0, -60 - w], [w, 11, Cause.Voluntary, -25], [w, 9, Cause.Value, 5]]; // biome-ignore format: a table
    for (const p of new Set(fallen)) own.push([w, p, Cause.MarginCall, -fallen.filter((q) => q === p).length]);
    causes.push(...own);
    return {
      to: triggered[Math.min(n - 1, 10 * w)],
      move: own.reduce((sum, [, , , ticks]) => sum + ticks, 0),
      forced: -fallen.length,
    };
  });
  const windows = {
    venue: new Uint8Array(count), fromRound: new Int32Array(count), toRound: Int32Array.from(rows, (_, w) => w + 1),
    from: new Float64Array(count).fill(CRASH - HOUR), to: Float64Array.from(rows, ({ to }) => to), move: Float64Array.from(rows, ({ move }) => move),
    forced: Float64Array.from(rows, ({ forced }) => forced), usdPerTick: new Float64Array(count).fill(25),
  }; // biome-ignore format: a table
  const window = Int32Array.from({ length: n }, (_, i) => Math.floor(i / 10));
  return {
    tick: new Float64Array(4).fill(0.005), centsPerTick: new Float64Array(4).fill(2500), windows,
    causes: {
      window: Int32Array.from(causes, (c) => c[0]), population: Uint16Array.from(causes, (c) => c[1]),
      cause: Uint8Array.from(causes, (c) => c[2]), ticks: Float64Array.from(causes, (c) => c[3]),
    },
    episodes: { window, own: new Float64Array(n), gap: new Float64Array(n), raise: new Float64Array(n) },
    pushes: {
      episode: Int32Array.from({ length: n }, (_, i) => i), venue: new Uint8Array(n), round: window.map((w) => w + 2),
      time: triggered.map((t) => t + MINUTE), lots: new Float64Array(n).fill(-50), ticks: new Float64Array(n).fill(-1),
    },
  }; // biome-ignore format: a table
}

/** Lots on rungs below and above the mark, far fewer of them after the crash. */
function ladder(crash: number): RunResult["ladder"] {
  const rows = LOOKS.flatMap((time, look) =>
    Array.from({ length: 30 }, (_, k) => ({ time, rung: k - 15, lots: Math.round((900 - 40 * Math.abs(k - 15)) * (look === 0 ? 1 : 1 - 0.8 * crash)) })),
  ); // biome-ignore format: a table
  return {
    time: Float64Array.from(rows, (r) => r.time), venue: new Uint8Array(rows.length), rung: Int32Array.from(rows, (r) => r.rung),
    longs: Float64Array.from(rows, (r) => (r.rung < 0 ? r.lots : 0)), shorts: Float64Array.from(rows, (r) => (r.rung < 0 ? 0 : r.lots / 4)),
  }; // biome-ignore format: a table
}

/** Who traded each minute of the crash. */
function falls(time: Float64Array, crash: number): RunResult["falls"] {
  const rows: number[][] = [];
  const next = wobble(10);
  for (const t of time) {
    const since = (t - CRASH) / HOUR;
    if (since < -0.3 || since > 6) continue;
    const stress = since >= 0 && since < 5 ? crash : 0;
    for (const [population, cause, most] of [[1, Cause.MarginCall, 300], [4, Cause.Stop, 200], [3, Cause.Momentum, 90]])
      rows.push([t, population, cause, 0, Math.round(most * stress * (1 + next()))]);
    rows.push([t, 2, Cause.Value, Math.round(20 + 500 * stress), 5]);
  } // biome-ignore format: a table
  const column = (i: number) => Float64Array.from(rows, (row) => row[i]);
  return {
    time: column(0),
    population: Uint16Array.from(column(1)),
    cause: Uint8Array.from(column(2)),
    bought: column(3),
    sold: column(4),
  };
}

function flows(time: Float64Array, crash: number): RunResult["flows"] {
  const rows: number[][] = [];
  const next = wobble(9);
  const sellers = [
    [1, Cause.MarginCall, 0.4], [4, Cause.Stop, 0.2], [3, Cause.Momentum, 0.15], [11, Cause.Voluntary, 0.1], [0, Cause.Panic, 0.05],
    [5, Cause.Redemption, 0.05], [7, Cause.ProfitTaking, 0.05],
  ]; // biome-ignore format: a table
  for (let q = Math.floor(time[0] / 900_000) * 900_000; q < time[time.length - 1]; q += 900_000) {
    const weekday = new Date(q - 5 * HOUR).getUTCDay();
    if (weekday === 6 || weekday === 0) continue;
    const since = (q - CRASH) / HOUR;
    const stress = since >= 0 && since < 5 ? crash : 0;
    for (let v = 0; v < 4; v++) {
      let sum = 0;
      for (const [population, cause, share] of sellers) {
        const forced = cause === Cause.MarginCall && !stress;
        const lots = forced ? 0 : Math.round(share * (500 + 6000 * stress) * (1 + next()));
        if (lots === 0) continue;
        sum += lots;
        rows.push([q, v, population, cause, Math.round(lots * 0.1), lots, -lots, stress ? -1.7 * share : 0.01 * share]);
      }
      rows.push([q, v, 2, Cause.MarketMaking, Math.round(sum * 0.7), Math.round(sum * 0.1), 0, 0]);
      rows.push([q, v, 9, Cause.Value, Math.round(sum * 0.2), 0, 0, stress ? 0.1 : 0]);
      rows.push([q, v, POPULATIONS.length, 0, 0, 0, 0, stress ? -0.3 : 0.02]);
    }
  }
  const c = (k: number) => rows.map((row) => row[k]);
  return {
    time: Float64Array.from(c(0)), venue: Uint8Array.from(c(1)), population: Uint16Array.from(c(2)), cause: Uint8Array.from(c(3)),
    buyVolume: Float64Array.from(c(4)), sellVolume: Float64Array.from(c(5)), aggressiveVolume: Float64Array.from(c(6)), impact: Float64Array.from(c(7)),
  }; // biome-ignore format: a table
}

function liquidations(crash: number): RunResult["liquidations"] {
  const n = Math.round(400 * crash);
  const next = wobble(5);
  const f = (make: (i: number) => number) => Float64Array.from({ length: n }, (_, i) => make(i));
  const triggered = f((i) => CRASH + (i / n) * 4 * HOUR);
  return {
    episode: Int32Array.from({ length: n }, (_, i) => i), member: f((i) => i * 13), venue: new Uint8Array(n), population: Uint16Array.from({ length: n }, (_, i) => (i % 5 === 0 ? 3 : 1)),
    triggered, handed: triggered, ended: f((i) => (i % 9 === 0 ? Number.NaN : triggered[i] + 5 * MINUTE)), trigger: Uint8Array.from({ length: n }, (_, i) => i % 3),
    generation: Uint16Array.from({ length: n }, (_, i) => Math.floor(i / 60)), position: f(() => Math.round(50 + 90 * next())), closed: f(() => Math.round(40 + 30 * next())),
    markPrice: f((i) => 110 - i / 12), fillPrice: f((i) => 109 - i / 12), loss: f(() => 4e6 * (1 + next())), lossByForced: f(() => 1.5e6 * (1 + next())),
    shortfall: f((i) => (i % 7 === 0 ? 2e5 * (1 + next()) : 0)),
    style: new Uint8Array(n).fill(2), slippage: f(() => 2e4), fees: f(() => 0), auctionLots: f(() => 0), auctionConcession: f(() => 0),
    deleveragedLots: f(() => 0), deleveragedTaken: f(() => 0), deleveragedShortfall: f(() => 0), unfilledAtLimit: f(() => 0),
  }; // biome-ignore format: a table
}
