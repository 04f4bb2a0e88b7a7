/** The physical ETF: what its holders buy is locked away, what they hand in comes back. */
import type { Experiment } from "../dose-response.ts";
import { move, worldAt } from "../figures.ts";

const ETF = "test/scenarios/markets/etf.yaml";
const START = "2026-01-19T08:00-05:00";
const END = "2026-01-23T16:50-05:00";
const outflow = [0, 0.3, 0.7].map((share) => ({
  name: `${100 * share}% of holdings`,
  set: [
    `shocks=[{ kind: etf-outflow, at: 2026-01-20T10:00 America/New_York, population: holders, share: ${share}, duration: 1d }]`,
  ],
}));

export const etf: readonly Experiment[] = [
  {
    facts: ["F35", "M1"],
    claim: "what ETF holders buy is locked away: the more of them buy, the less metal floats",
    files: ["src/assets/etf-trust.ts", "src/agents/authorized-participants.ts"],
    parameter: "etf-holders `buy`",
    scenario: ETF,
    set: ["populations.holders.money={lognormal: [3e6, 1]}"],
    doses: [0, 0.1, 0.3].map((buy) => ({ name: `${100 * buy}% a day`, set: [`populations.holders.buy=${buy}`] })),
    response: { name: "tonnes that float at the end", unit: "t", of: (r) => worldAt(r, "floatT", END) },
    direction: "falls",
    least: 5,
    seeds: 6,
  },
  {
    facts: ["M1", "F42", "F35"],
    claim: "a wave of redemptions brings metal back to the float",
    files: ["src/assets/etf-trust.ts", "src/agents/authorized-participants.ts", "src/engine/shocks/etf-outflow.ts"],
    parameter: "etf-outflow `share`",
    scenario: ETF,
    doses: outflow,
    response: { name: "tonnes that float at the end", unit: "t", of: (r) => worldAt(r, "floatT", END) },
    direction: "rises",
    least: 3,
    seeds: 6,
  },
  {
    facts: ["M1", "F42"],
    claim: "and presses on the price of the metal, since participants sell futures against the shares",
    files: ["src/agents/authorized-participants.ts"],
    parameter: "etf-outflow `share`",
    scenario: ETF,
    set: ["populations.holders.lots={lognormal: [150, 1]}"],
    doses: outflow,
    response: move("pit", "2026-01-20T09:50-05:00", "2026-01-21T12:00-05:00", "move of the futures in a day"),
    direction: "falls",
    least: 0.005,
    seeds: 6,
  },
  {
    facts: ["F27", "M12"],
    claim: "institutions that leave early take the ETF's holdings down while the price still climbs",
    files: ["src/agents/etf-holders.ts"],
    parameter: "etf-holders `exit`",
    scenario: ETF,
    set: ["shocks=[{ kind: news, at: 2026-01-20T10:00 America/New_York, size: 0.08, absorption: 1d }]"],
    doses: [0, 0.1, 0.4].map((exit) => ({ name: `${100 * exit}% a day`, set: [`populations.holders.exit=${exit}`] })),
    response: {
      name: "change of the ETF's tonnes over a week that ends higher",
      unit: "%",
      of: (r) => worldAt(r, "etfT", END) / worldAt(r, "etfT", START) - 1,
    },
    direction: "falls",
    least: 0.01,
    seeds: 6,
  },
];
