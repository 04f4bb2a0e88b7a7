/** One metal in two regions: what crosses, and what a price limit keeps apart. */
import type { RunResult } from "../../../src/engine/result.ts";
import type { Dose, Experiment } from "../dose-response.ts";
import { meanOf, move, valueAt } from "../figures.ts";

const REGIONS = "test/scenarios/markets/regions.yaml";
/** Overseas holders sell for a day and a half. */
const SALE =
  "shocks=[{ kind: program, population: desk, venue: pit, at: 2026-01-28T20:00 Asia/Shanghai, lots: -800, duration: 30h, participation: 30% }]";
const overseas = move("pit", "2026-01-28T19:55+08:00", "2026-01-30T01:00+08:00", "move of the price overseas");
const DEMAND = ["populations.hoarders.interval=1d"];

/** Bad news in the evening: the world falls overnight, and Shanghai by its limit in the morning. */
const OVERNIGHT = [
  "shocks=[{ kind: news, at: 2026-01-29T20:00 Asia/Shanghai, size: -0.2, absorption: 1h }]",
  "populations.hoarders.members=2",
  "populations.value.look=3m",
  "populations.value.depth=4",
];
const limits: readonly Dose[] = [5, 10, 15].map((per) => ({
  name: `${per}%`,
  set: [`venues.home.rules.0.down=${per}%`],
}));
const CLOSE = "2026-01-30T14:55+08:00";
const gap = (r: RunResult): number =>
  Math.log(valueAt(r, "home", "mid", CLOSE) / 22_400) - Math.log(valueAt(r, "pit", "mid", CLOSE) / 100);

export const regions: readonly Experiment[] = [
  {
    facts: ["M13", "F28"],
    claim: "Chinese demand takes what overseas holders sell: the more of it, the less the price falls overseas",
    files: ["src/agents/hoarders.ts", "src/agents/cross-venue-arbitrage.ts"],
    parameter: "hoarders `members`",
    scenario: REGIONS,
    set: [SALE, ...DEMAND],
    doses: [2, 200, 600].map((n) => ({ name: `${n}`, set: [`populations.hoarders.members=${n}`] })),
    response: overseas,
    direction: "rises",
    least: 0.01,
    seeds: 8,
  },
  {
    facts: ["M13", "F28"],
    claim: "until it is cut off: without arbitrage between the regions the same demand holds no price up overseas",
    files: ["src/agents/cross-venue-arbitrage.ts"],
    parameter: "cross-venue-arbitrage `lots`",
    scenario: REGIONS,
    set: [SALE, ...DEMAND, "populations.hoarders.members=600"],
    doses: [1, 20, 80].map((lots) => ({
      name: `${lots}`,
      set: [`populations.arbitrage.lots={ lognormal: [${lots}, 0.5] }`],
    })),
    response: overseas,
    direction: "rises",
    least: 0.01,
    seeds: 8,
  },
  {
    facts: ["M15", "F45"],
    claim: "the wider the daily limit in Shanghai, the smaller the gap to the world price",
    files: ["src/market/rules/daily-limit.ts"],
    parameter: "daily-limit `down`",
    scenario: REGIONS,
    set: OVERNIGHT,
    doses: limits,
    response: { name: "Shanghai's price over the world's at its close, log", unit: "%", of: gap },
    direction: "falls",
    least: 0.02,
    seeds: 8,
  },
  {
    facts: ["M15", "F45"],
    claim: "and the less of the fall is left for the next trading day",
    files: ["src/market/rules/daily-limit.ts"],
    parameter: "daily-limit `down`",
    scenario: REGIONS,
    set: OVERNIGHT,
    doses: limits,
    response: move("home", CLOSE, "2026-01-31T02:25+08:00", "move in the night session after"),
    direction: "rises",
    least: 0.01,
    seeds: 8,
  },
  {
    facts: ["M15", "F45"],
    claim: "at a tight limit trading dries up",
    files: ["src/market/rules/daily-limit.ts"],
    parameter: "daily-limit `down`",
    scenario: REGIONS,
    set: OVERNIGHT,
    doses: limits,
    response: {
      name: "lots a step traded in Shanghai from 09:30 on",
      unit: "lots",
      of: (r) => meanOf(r, "home", "volume", "2026-01-30T09:30+08:00", "2026-01-30T11:25+08:00"),
    },
    direction: "rises",
    least: 1,
    seeds: 8,
  },
];
