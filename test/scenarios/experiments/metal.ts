/** Metal: what floats, what is locked away, what comes back, and how weakly value holds the price when little floats. */
import type { RunResult } from "../../../src/engine/result.ts";
import type { Experiment, Response } from "../dose-response.ts";
import { flow, summary, valueAt, worldAt } from "../figures.ts";

const METAL = "test/scenarios/markets/metal.yaml";
const END = "2026-01-30T16:50-05:00";
const overValue = (r: RunResult): number => Math.log(valueAt(r, "pit", "mid", END) / worldAt(r, "fairValue", END));
const floatAtEnd: Response = { name: "tonnes that float at the end", unit: "t", of: (r) => worldAt(r, "floatT", END) };
const CLIMB = "{ kind: news, at: 2026-01-20T10:00 America/New_York, size: 0.35, absorption: 2h }";
const SCARCE = "assets.metal.float=60";

export const metal: readonly Experiment[] = [
  {
    facts: ["M1", "F42", "F44"],
    claim: "the smaller the float, the higher the same hoarders' buying lifts the price",
    files: ["src/assets/metal.ts", "src/agents/anchor.ts", "src/agents/market-makers.ts"],
    parameter: "`assets.metal.float`",
    scenario: METAL,
    doses: [600, 150, 60].map((tonnes) => ({ name: `${tonnes} t`, set: [`assets.metal.float=${tonnes}`] })),
    response: summary("pit.runUp", "rise to the peak"),
    direction: "rises",
    least: 0.02,
    seeds: 6,
  },
  {
    facts: ["M1", "F25"],
    claim: "hoarders lock metal away: the more there are, the less floats",
    files: ["src/agents/hoarders.ts", "src/assets/metal.ts"],
    parameter: "hoarders `members`",
    scenario: METAL,
    doses: [20, 150, 600].map((n) => ({ name: `${n}`, set: [`populations.hoarders.members=${n}`] })),
    response: floatAtEnd,
    direction: "falls",
    least: 10,
    seeds: 6,
  },
  {
    facts: ["F25"],
    claim: "they buy because it is talked about: a story makes them lock more away",
    files: ["src/agents/hoarders.ts", "src/assets/attention.ts"],
    parameter: "narrative `size`",
    scenario: METAL,
    set: ["populations.hoarders.interval=15d"],
    doses: [0, 0.2, 0.6].map((size) => ({
      name: `${size}`,
      set: [`shocks=[{ kind: narrative, at: 2026-01-20T10:00 America/New_York, size: ${size}, halfLife: 4d }]`],
    })),
    response: floatAtEnd,
    direction: "falls",
    least: 5,
    seeds: 6,
  },
  {
    facts: ["M1", "F42"],
    claim: "what was locked away comes back at once: the sooner hoarders lose heart in a fall, the deeper it is",
    files: ["src/agents/hoarders.ts"],
    parameter: "hoarders `heart`",
    scenario: METAL,
    set: ["shocks=[{ kind: news, at: 2026-01-28T10:00 America/New_York, size: -0.1, absorption: 2h }]"],
    doses: [0.9, 0.05, 0.03].map((heart) => ({
      name: `${100 * heart}%`,
      set: [`populations.hoarders.heart=${heart}`],
    })),
    response: {
      name: "price over value at the end, log",
      unit: "%",
      of: overValue,
    },
    direction: "falls",
    least: 0.01,
  },
  {
    facts: ["M2", "F41"],
    claim: "the more rigid supply and demand, the higher the same buying lifts the price above value",
    files: ["src/assets/metal.ts"],
    parameter: "`recyclingElasticity`, `consumptionElasticity`",
    scenario: METAL,
    set: [SCARCE, "assets.metal.recyclingLag=2d", `shocks=[${CLIMB}]`, "assets.metal.destruction=0"],
    doses: [4, 2, 0].map((e) => ({
      name: `${e}`,
      set: [
        `assets.metal.recyclingElasticity=${e}`,
        `assets.metal.consumptionElasticity=${e}`,
        "assets.metal.threshold=9",
      ],
    })),
    response: { name: "price over value at the end, log", unit: "%", of: overValue },
    direction: "rises",
    least: 0.005,
    seeds: 6,
  },
  {
    facts: ["M2", "F41"],
    claim: "scrap answers a high price with a lag: the longer it is, the less floats",
    files: ["src/assets/metal.ts"],
    parameter: "`assets.metal.recyclingLag`",
    scenario: METAL,
    set: ["assets.metal.recyclingElasticity=2", `shocks=[${CLIMB}]`],
    doses: ["2d", "15d", "90d"].map((lag) => ({ name: lag, set: [`assets.metal.recyclingLag=${lag}`] })),
    response: floatAtEnd,
    direction: "falls",
    least: 1,
  },
  {
    facts: ["M2", "F36"],
    claim: "a price beyond what products bear destroys demand: the stronger, the more metal is left",
    files: ["src/assets/metal.ts"],
    parameter: "`assets.metal.destruction`",
    scenario: METAL,
    set: [`shocks=[${CLIMB}]`],
    doses: [0, 1, 3].map((e) => ({ name: `${e}`, set: [`assets.metal.destruction=${e}`] })),
    response: floatAtEnd,
    direction: "rises",
    least: 1,
    seeds: 6,
  },
  {
    facts: ["F36", "M2"],
    claim: "industrial firms buy less of a metal that is too dear for them",
    files: ["src/agents/industrial-users.ts"],
    parameter: "industrial-users `threshold`",
    scenario: METAL,
    set: [`shocks=[${CLIMB}]`],
    doses: [2, 1.2, 1].map((threshold) => ({
      name: `${threshold} times the price at the start`,
      set: [
        `populations.firms={ kind: industrial-users, members: 60, venue: pit, consumption: 2, stock: { uniform: [4, 12] }, reorder: { uniform: [4, 10] }, orderUpTo: { uniform: [10, 14] }, hedged: 0, elasticity: 4, memory: 1d, threshold: ${threshold} }`,
      ],
    })),
    response: { name: "lots that they bought", unit: "lots", of: (r) => flow(r, { population: "firms" }).bought },
    direction: "falls",
    least: 50,
    seeds: 6,
  },
  {
    facts: ["M3", "F43"],
    claim: "the thinner the spot market, the weaker value holds the price: news about value is taken up the less",
    files: ["src/agents/value-buyers.ts"],
    parameter: "float `tonnes`",
    scenario: METAL,
    set: [
      "populations.hoarders.members=2",
      "populations.value.adaptation=40%",
      "populations.makers.anchor={to: own-price}",
      "assets.metal.tightness={ yield: 0, squeeze: 0, thinning: 0 }",
    ],
    doses: [0, 30, 75].map((tonnes) => ({
      name: `${tonnes} t locked away`,
      set: [
        `shocks=[{ kind: float, at: 2026-01-19T09:00 America/New_York, tonnes: ${-tonnes} }, { kind: news, at: 2026-01-20T10:00 America/New_York, size: 0.15, absorption: 1h }]`,
      ],
    })),
    response: {
      name: "root mean square distance of price and value from the second day after the news on, log",
      unit: "%",
      of: ({ time, venues: [{ mid, phase }], world: { fairValue } }) => {
        let sum = 0;
        let n = 0;
        for (let i = 0; i < time.length; i++) {
          if (phase[i] !== 2 || time[i] < Date.parse("2026-01-22T08:00-05:00")) continue;
          const gap = Math.log(mid[i] / fairValue[i]);
          sum += gap * gap;
          n++;
        }
        return Math.sqrt(sum / n);
      },
    },
    direction: "rises",
    least: 0.01,
    seeds: 6,
  },
];
