/** Those who are early: institutions that take profit, and those who buy what has fallen. */
import type { Experiment } from "../dose-response.ts";
import { fallTo, flow, valueAt } from "../figures.ts";
import { CLOSE, PIT } from "./pit.ts";

const RALLY = "test/scenarios/markets/rally.yaml";
const DIP =
  "populations.dip={ kind: value-buyers, members: 60, venue: pit, longOnly: true, look: 2h, deepShare: 0%, adaptation: 10%";

export const institutions: readonly Experiment[] = [
  {
    facts: ["M12", "F26"],
    claim:
      "early longs take profit while the price climbs: the quicker they are, the more of it is gone before the peak",
    files: ["src/agents/early-longs.ts"],
    parameter: "early-longs `pace`",
    scenario: RALLY,
    doses: [0, 0.1, 0.3].map((pace) => ({
      name: `${100 * pace}% a day`,
      set: [`populations.early.pace=${pace}`, "populations.early.eagerness=0"],
    })),
    response: {
      name: "lots that they sold before the news",
      unit: "lots",
      of: (r) => flow(r, { population: "early", to: "2026-01-30T10:00-05:00" }).sold,
    },
    direction: "rises",
    least: 50,
  },
  {
    facts: ["M12", "F26"],
    claim: "the dearer the market against value, the faster they go",
    files: ["src/agents/early-longs.ts"],
    parameter: "early-longs `eagerness`",
    scenario: RALLY,
    set: [
      "populations.early.members=100",
      "shocks=[{ kind: program, population: desk, venue: pit, at: 2026-01-27T10:00 America/New_York, lots: 600, duration: 12h, participation: 50% }]",
    ],
    doses: [0, 0.5, 2].map((eagerness) => ({
      name: `${eagerness}`,
      set: [`populations.early.eagerness=${eagerness}`],
    })),
    response: {
      name: "lots that they sold in a climb of 600 lots that no news explains",
      unit: "lots",
      of: (r) => flow(r, { population: "early" }).sold,
    },
    direction: "rises",
    least: 50,
  },
  {
    facts: ["M23"],
    claim: "dip buyers make the bounce: the more they want below value, the higher the price the day after the low",
    files: ["src/agents/value-buyers.ts"],
    parameter: "value-buyers `longOnly`, `depth`",
    scenario: PIT,
    set: ["clock.end=2026-02-02T17:00 America/New_York", "populations.longs.members=600"],
    doses: [0.1, 3, 9].map((depth) => ({ name: `${depth}`, set: [`${DIP}, depth: ${depth} }`] })),
    response: {
      name: "price at the next day's close over the low of the crash",
      unit: "%",
      of: (r) => {
        const before = valueAt(r, "pit", "mid", "2026-01-30T10:00-05:00");
        const low = before * (1 + fallTo(r, "pit", "2026-01-30T10:00-05:00", CLOSE));
        return valueAt(r, "pit", "mid", "2026-02-02T16:58-05:00") / low - 1;
      },
    },
    direction: "rises",
    least: 0.01,
  },
  {
    facts: ["M23"],
    claim:
      "the second leg: the more leverage a first fall has left in place, the deeper the next piece of news strikes",
    files: ["src/agents/leveraged-longs.ts"],
    parameter: "leveraged-longs `leverage`",
    scenario: PIT,
    set: [
      "clock.end=2026-02-02T17:00 America/New_York",
      "shocks=[{ kind: news, at: 2026-01-30T10:00 America/New_York, size: -0.05, absorption: 20m }, { kind: news, at: 2026-02-02T10:00 America/New_York, size: -0.06, absorption: 20m }]",
    ],
    doses: ["[2, 3]", "[3, 5]", "[4, 7]"].map((range) => ({
      name: `${range} times`,
      set: [`populations.longs.leverage={loguniform: ${range}}`],
    })),
    response: {
      name: "largest fall of the second day, from the moment of its news",
      unit: "%",
      of: (r) => fallTo(r, "pit", "2026-02-02T10:00-05:00", "2026-02-02T16:58-05:00"),
    },
    direction: "falls",
    least: 0.01,
  },
];
