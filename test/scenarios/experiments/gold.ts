/** Gold beside silver: what couples them, and who stands behind the one and not behind the other. */
import type { RunResult } from "../../../src/engine/result.ts";
import type { Experiment } from "../dose-response.ts";
import { move, worldAt } from "../figures.ts";

const RALLY = "test/scenarios/markets/rally.yaml";
/** Gold rises on its own news, which says nothing of silver. */
const GOLD_RISES =
  "shocks=[{ kind: news, at: 2026-01-27T10:00 America/New_York, size: 0, gold: 0.06, absorption: 3h }]";
/** Both fall on the same news, and as far. */
const BOTH_FALL =
  "shocks=[{ kind: news, at: 2026-01-27T10:00 America/New_York, size: -0.1, gold: -0.1, absorption: 90m }]";

/** Gold at the end over its price before the news, less 1. */
const goldFall = (r: RunResult): number =>
  worldAt(r, "gold", "2026-01-30T16:55-05:00") / worldAt(r, "gold", "2026-01-27T09:55-05:00") - 1;

export const gold: readonly Experiment[] = [
  {
    facts: ["M14", "F38"],
    claim: "safe-haven money overflows: gold's own rise lifts silver, and the more of that money there is, the more",
    files: ["src/agents/haven-investors.ts", "src/assets/gold.ts"],
    parameter: "haven-investors `lots`",
    scenario: RALLY,
    set: [GOLD_RISES],
    doses: [1, 10, 30].map((lots) => ({
      name: `${lots}`,
      set: [
        `populations.haven={ kind: haven-investors, members: 30, venue: pit, lots: { lognormal: [${lots}, 0.5] }, memory: 3d }`,
      ],
    })),
    response: move("pit", "2026-01-27T09:55-05:00", "2026-01-28T16:55-05:00", "rise of silver without news of its own"),
    direction: "rises",
    least: 0.01,
    seeds: 8,
  },
  {
    facts: ["M14"],
    claim: "traders of the gold-silver ratio sell silver when it has become dear in gold, and hold its climb back",
    files: ["src/agents/ratio-traders.ts"],
    parameter: "ratio-traders `lots`",
    scenario: RALLY,
    doses: [1, 10, 30].map((lots) => ({
      name: `${lots}`,
      set: [
        `populations.ratio={ kind: ratio-traders, members: 30, venue: pit, lots: { lognormal: [${lots}, 0.5] }, interval: 1h, width: 0.05 }`,
      ],
    })),
    response: { name: "lowest gold-silver ratio", unit: "oz/oz", of: (r) => Number(r.summary["world.goldSilverLow"]) },
    direction: "rises",
    least: 0.3,
    seeds: 8,
  },
  {
    facts: ["M22", "F37"],
    claim: "central banks stand behind gold: the more they take back of a dip, the smaller its fall",
    files: ["src/assets/gold.ts"],
    parameter: "`assets.gold.dip.strength`",
    scenario: RALLY,
    set: [BOTH_FALL, "assets.gold.dip.memory=10d"],
    doses: [0, 0.35, 1].map((strength) => ({
      name: `${strength} a day`,
      set: [`assets.gold.dip.strength=${strength}`],
    })),
    response: { name: "change of gold from the news to the end of the week", unit: "%", of: goldFall },
    direction: "rises",
    least: 0.005,
    seeds: 8,
  },
];
