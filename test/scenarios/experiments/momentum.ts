/** Programs and people who follow the price. */
import type { Experiment } from "../dose-response.ts";
import { flow, summary, volatility } from "../figures.ts";
import { fallToLow, PIT, QUIET } from "./pit.ts";

const RALLY = "test/scenarios/markets/rally.yaml";
const TREND = [1, 12, 40].map((lots) => ({
  name: `${lots}`,
  set: [`populations.trend.lots={lognormal: [${lots}, 0.5]}`],
}));
const STOPS =
  "populations.stops={ kind: stop-programs, members: 600, venue: pit, distance: { uniform: [0.04, 0.07] }, leverage: { uniform: [1.5, 3] } }";

export const momentum: readonly Experiment[] = [
  {
    facts: ["M4", "F29"],
    claim: "the larger the trend followers, the deeper the day of the news",
    files: ["src/agents/trend-followers.ts"],
    parameter: "trend-followers `lots`",
    scenario: RALLY,
    doses: TREND,
    response: summary("pit.fallToLow", "lowest price of the day over the settlement before"),
    direction: "falls",
    least: 0.015,
  },
  {
    facts: ["M4"],
    claim: "they buy the climb and turn over within the hours of the fall",
    files: ["src/agents/trend-followers.ts"],
    parameter: "trend-followers `lots`",
    scenario: RALLY,
    doses: TREND,
    response: {
      name: "lots bought before the news and sold after it, the smaller of the two",
      unit: "lots",
      of: (r) => {
        const before = flow(r, { population: "trend", to: "2026-01-30T10:00-05:00" });
        const after = flow(r, { population: "trend", from: "2026-01-30T10:00-05:00" });
        return Math.min(before.bought - before.sold, after.sold - after.bought);
      },
    },
    direction: "rises",
    least: 20,
  },
  {
    facts: ["M4"],
    claim: "chasing and trend following carry a climb farther",
    files: ["src/agents/trend-followers.ts", "src/agents/leveraged-longs.ts"],
    parameter: "`--without momentum`",
    scenario: RALLY,
    set: ["populations.trend.lots={lognormal: [40, 0.5]}", "populations.longs.pyramid=40%"],
    doses: [{ name: "without", without: ["momentum"] }, { name: "with" }],
    response: summary("pit.runUp", "rise to the peak"),
    direction: "rises",
    least: 0.01,
  },
  {
    facts: ["F29"],
    claim: "stop programs make a chain of sales out of a small shock",
    files: ["src/agents/stop-programs.ts"],
    parameter: "`--without stops`",
    scenario: PIT,
    set: [
      "populations.longs.members=300",
      "populations.longs.leverage={loguniform: [2, 4]}",
      "shocks.0.size=-0.06",
      STOPS,
    ],
    doses: [{ name: "without", without: ["stops"] }, { name: "with" }],
    response: fallToLow,
    direction: "falls",
    least: 0.01,
  },
  {
    facts: ["M21", "F34"],
    claim: "the more money trades silver as it trades bitcoin, the larger the volatility of a quiet day",
    files: ["src/agents/crypto-traders.ts"],
    parameter: "crypto-traders `members`",
    scenario: PIT,
    set: ["populations.longs.members=300"],
    doses: [1, 60, 150].map((n) => ({
      name: `${n}`,
      set: [`populations.crypto={ kind: crypto-traders, members: ${n}, venue: pit }`],
    })),
    response: {
      name: "standard deviation of ten-minute returns on the day before the news",
      unit: "%",
      of: (r) => volatility(r, "pit", 10, QUIET, "2026-01-29T16:58-05:00"),
    },
    direction: "rises",
    least: 0.0003,
  },
  {
    facts: ["M21", "F34"],
    claim: "the more of them there are, the farther the price strays from its value",
    files: ["src/agents/crypto-traders.ts"],
    parameter: "crypto-traders `members`",
    scenario: PIT,
    set: ["populations.longs.members=300"],
    doses: [1, 60, 150].map((n) => ({
      name: `${n}`,
      set: [`populations.crypto={ kind: crypto-traders, members: ${n}, venue: pit }`],
    })),
    response: {
      name: "root mean square distance of price and value over the run, log",
      unit: "%",
      of: ({ venues: [{ mid, phase }], world: { fairValue } }) => {
        let sum = 0;
        let n = 0;
        for (let i = 0; i < mid.length; i++) {
          if (phase[i] !== 2) continue;
          const gap = Math.log(mid[i] / fairValue[i]);
          sum += gap * gap;
          n++;
        }
        return Math.sqrt(sum / n);
      },
    },
    direction: "rises",
    least: 0.003,
  },
];
