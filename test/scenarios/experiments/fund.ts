/** The listed fund while it climbs: novices, their story, and the arbitrage that bounds its premium while it may. */
import type { Experiment } from "../dose-response.ts";
import { meanOf, summary } from "../figures.ts";

const FUND = "test/scenarios/markets/fund.yaml";
const premium = summary("fund.premiumPeak", "highest premium over the published value");
export const fund: readonly Experiment[] = [
  {
    facts: ["M16", "F15"],
    claim: "open subscription bounds the premium; a cap loosens the bound, and once closed there is none",
    files: ["src/agents/lof-arbitrage.ts", "src/assets/lof-fund.ts"],
    parameter: "`assets.fund.cap`, `open`",
    scenario: FUND,
    // That novices see scarcity in a closed fund is another mechanism.
    set: ["populations.retail.greed.scarcity=0", "populations.arbitrageurs.members=120"],
    doses: [
      { name: "open", set: ["assets.fund.cap=null"] },
      { name: "500 yuan a day", set: ["assets.fund.cap=500"] },
      { name: "closed", set: ["assets.fund.open=false"] },
    ],
    response: summary("fund.premiumEnd", "premium over the published value after a week"),
    direction: "rises",
    least: 0.2,
    seeds: 6,
  },
  {
    facts: ["M5", "F22"],
    claim: "people who follow a story and each other carry the price far above the value",
    files: ["src/agents/retail-lof.ts", "src/agents/retail-mood.ts"],
    parameter: "`--without herding`",
    scenario: FUND,
    doses: [{ name: "without", without: ["herding"] }, { name: "with" }],
    response: premium,
    direction: "rises",
    least: 0.1,
    seeds: 6,
  },
  {
    facts: ["M5", "F22"],
    claim: "the more people talk about it at the start, the higher novices bid the shares",
    files: ["src/assets/attention.ts", "src/agents/retail-lof.ts"],
    parameter: "`assets.attention.start`",
    scenario: FUND,
    doses: [0, 0.1, 0.25].map((start) => ({ name: `${100 * start}%`, set: [`assets.attention.start=${start}`] })),
    response: premium,
    direction: "rises",
    least: 0.1,
    seeds: 6,
  },
  {
    facts: ["F22", "M5"],
    claim:
      "newcomers and holders who save a fixed sum every day buy whatever the price: the larger the sum, the higher it is",
    files: ["src/agents/retail-lof.ts"],
    parameter: "retail-lof `sum`",
    scenario: FUND,
    doses: [0.001, 0.02, 0.1].map((sum) => ({
      name: `${100 * sum}% of their money a day`,
      set: [`populations.retail.sum=${sum}`, "populations.retail.savers=100%"],
    })),
    response: premium,
    direction: "rises",
    least: 0.03,
    seeds: 6,
  },
  {
    facts: ["F23"],
    claim: "who does not look at the value behind the price buys at any premium",
    files: ["src/agents/retail-lof.ts"],
    parameter: "retail-lof `tolerance`",
    scenario: FUND,
    doses: [0.1, 0.3, 1].map((tolerance) => ({
      name: `${100 * tolerance}%`,
      set: [`populations.retail.tolerance={lognormal: [${tolerance}, 0.65]}`],
    })),
    response: premium,
    direction: "rises",
    least: 0.1,
    seeds: 6,
  },
  {
    facts: ["F23", "M17"],
    claim: "they take a limit-up for a promise: the more it draws them, the longer the queue of buyers at the limit",
    files: ["src/agents/retail-mood.ts"],
    parameter: "retail-lof `greed.limitUp`",
    scenario: FUND,
    set: [
      "assets.fund.open=false",
      "populations.retail.entry=0.3",
      "populations.retail.greed.story=0.5",
      "venues.lof.rules.0.up=4%",
    ],
    doses: [0, 3, 12].map((limitUp) => ({ name: `${limitUp}`, set: [`populations.retail.greed.limitUp=${limitUp}`] })),
    response: {
      name: "mean queue at the upper limit",
      unit: "lots",
      of: (r) => meanOf(r, "lof", "limitQueue", "2026-01-26T09:30+08:00", "2026-01-30T15:00+08:00"),
    },
    direction: "rises",
    least: 20,
    seeds: 6,
  },
];
