/** The listed fund in a crash: who can leave, at what value, and whom they believe. */
import type { RunResult } from "../../../src/engine/result.ts";
import type { Experiment, Response } from "../dose-response.ts";
import { flow, meanOf, mostOf, summary, valueAt, worldAt } from "../figures.ts";

const CRASH = "test/scenarios/markets/fund-crash.yaml";
const END = "2026-02-05T15:50+08:00";
/** Holders whom the fall alone frightens little and no rise comforts, so that what they believe of the value decides. */
const CALM =
  "populations.retail.fear={ falls: 0.1, limitDown: 0.01, gloom: 0.01, loss: 0.01, distrust: 1, comfort: 9 }";
const without = { name: "without", without: ["revaluation"] };

const queueAfter: Response = {
  name: "mean queue at the lower limit in the three days after the re-valuation",
  unit: "lots",
  of: (r) => meanOf(r, "lof", "limitQueue", "2026-02-03T09:30+08:00", "2026-02-05T14:50+08:00"),
};

/** What the fund's value lost against the futures that it holds, log: what those who stayed paid for those who left. */
function stayersLoss(r: RunResult): number {
  const first = Math.log(r.world.nav[0] / valueAt(r, "home", "settlement", "2026-01-28T09:00+08:00"));
  return (
    Math.log(worldAt(r, "nav", "2026-02-05T09:00+08:00") / valueAt(r, "home", "settlement", "2026-02-04T16:00+08:00")) -
    first
  );
}

/** The market's own shocks, and no trading in the fund's shares from the morning of 2 February to the end of a day. */
const halted = (day: string): string =>
  `shocks=[{ kind: news, at: 2026-01-30T20:00 Asia/Shanghai, size: -0.3, absorption: 20m }, { kind: revaluation, at: 2026-02-02T15:00 Asia/Shanghai, rule: fair-value, mechanism: revaluation }, { kind: halt, at: 2026-02-02T09:15 Asia/Shanghai, venue: lof, until: ${day}T15:30 Asia/Shanghai }]`;

export const fundCrash: readonly Experiment[] = [
  {
    facts: ["M18", "F39"],
    claim: "a fund valued by the world price falls in one step by more than its exchange's limit allows",
    files: ["src/assets/fund-valuation.ts", "src/engine/shocks/revaluation.ts"],
    parameter: "`--without revaluation`",
    scenario: CRASH,
    doses: [without, { name: "with" }],
    response: summary("fund.worstRevaluation", "largest one-day change of the value"),
    direction: "falls",
    least: 0.03,
    seeds: 6,
  },
  {
    facts: ["M18"],
    claim: "so that the stated premium jumps though the price falls",
    files: ["src/assets/fund-valuation.ts", "src/engine/shocks/revaluation.ts"],
    parameter: "`--without revaluation`",
    scenario: CRASH,
    doses: [without, { name: "with" }],
    response: {
      name: "premium on the morning after the re-valuation",
      unit: "%",
      of: (r) => worldAt(r, "premium", "2026-02-03T09:20+08:00"),
    },
    direction: "rises",
    least: 0.03,
    seeds: 6,
  },
  {
    facts: ["M17"],
    claim: "the tighter the daily limit of the shares, the more days in a row they spend locked at it",
    files: ["src/market/rules/daily-limit.ts"],
    parameter: "daily-limit `down`",
    scenario: CRASH,
    doses: [30, 10].map((per) => ({ name: `${per}%`, set: [`venues.lof.rules.0.down=${per}%`] })),
    response: summary("fund.limitDowns", "limit-downs in a row", "days"),
    direction: "rises",
    least: 2,
    seeds: 6,
  },
  {
    facts: ["M17", "F39"],
    claim:
      "while the manager halts trading nobody gets out: the longer, the higher the price still hangs over the value",
    files: ["src/engine/shocks/halt.ts", "src/market/rules/scheduled-halt.ts"],
    parameter: "halt `until`",
    scenario: CRASH,
    doses: [
      { name: "no halt" },
      { name: "on 2 February", set: [halted("2026-02-02")] },
      { name: "to 3 February", set: [halted("2026-02-03")] },
    ],
    response: summary("fund.premiumEnd", "premium over the published value at the end"),
    direction: "rises",
    least: 0.1,
    seeds: 6,
  },
  {
    facts: ["F24", "M17"],
    claim: "greed turns to fear at limit-down: the more it frightens them, the longer the queue of those who want out",
    files: ["src/agents/retail-mood.ts", "src/agents/retail-lof.ts"],
    parameter: "retail-lof `fear.limitDown`, `fear.gloom`",
    scenario: CRASH,
    doses: [0, 0.3].map((fear) => ({
      name: `${fear}`,
      set: [`populations.retail.fear={ falls: 1, limitDown: ${fear}, gloom: ${fear} }`],
    })),
    response: {
      name: "longest queue at the lower limit",
      unit: "lots",
      of: (r) => mostOf(r, "lof", "limitQueue", "2026-02-02T09:00+08:00", END),
    },
    direction: "rises",
    least: 10_000,
    seeds: 6,
  },
  {
    facts: ["M20", "F39"],
    claim:
      "a value that nobody was told to expect costs trust: the more it does, the more holders hand in their shares",
    files: ["src/assets/lof-fund.ts", "src/agents/lof-manager.ts"],
    parameter: "`assets.fund.distrust`",
    scenario: CRASH,
    set: ["populations.manager.members=400", "populations.manager.redemption.distrust=0.5"],
    doses: [0, 20].map((distrust) => ({ name: `${distrust}`, set: [`assets.fund.distrust=${distrust}`] })),
    response: {
      name: "lots of futures that the fund sold from the re-valuation on",
      unit: "lots",
      of: (r) => flow(r, { population: "manager", venue: "home", from: "2026-02-02T21:00+08:00" }).sold,
    },
    direction: "rises",
    least: 5,
    seeds: 6,
  },
  {
    facts: ["M20", "F39"],
    claim: "and the longer the queue at limit-down in the days after",
    files: ["src/assets/lof-fund.ts", "src/agents/retail-mood.ts"],
    parameter: "`assets.fund.distrust`",
    scenario: CRASH,
    set: [CALM],
    doses: [0, 20].map((distrust) => ({ name: `${distrust}`, set: [`assets.fund.distrust=${distrust}`] })),
    response: queueAfter,
    direction: "rises",
    least: 5000,
    seeds: 6,
  },
  {
    facts: ["F39", "M20"],
    claim: "a manager who explains the valuation beforehand keeps the queue short",
    files: ["src/engine/shocks/revaluation.ts", "src/assets/lof-fund.ts"],
    parameter: "revaluation `explained`",
    scenario: CRASH,
    set: [CALM, "assets.fund.distrust=20"],
    doses: [false, true].map((explained) => ({ name: `${explained}`, set: [`shocks.1.explained=${explained}`] })),
    response: queueAfter,
    direction: "falls",
    least: 5000,
    seeds: 6,
  },
  {
    facts: ["M19"],
    claim: "while a limit holds the value up, those who leave first are paid by those who stay",
    files: ["src/agents/lof-manager.ts", "src/assets/fund-valuation.ts"],
    parameter: "lof-manager `redemption.stale`",
    scenario: CRASH,
    set: [
      "populations.manager.members=400",
      "populations.manager.redemption={ base: 0, fear: 0, distrust: 0 }",
      "assets.fund.redemptionFee=0",
    ],
    doses: [0, 3].map((stale) => ({
      name: `${stale}`,
      without: ["revaluation"],
      set: [`populations.manager.redemption.stale=${stale}`],
    })),
    response: { name: "change of the value against the futures behind it, log", unit: "%", of: stayersLoss },
    direction: "falls",
    least: 0.003,
    seeds: 6,
  },
];
