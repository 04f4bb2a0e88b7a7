/** A crowd with borrowed money, and the same piece of bad news. */
import type { Experiment } from "../dose-response.ts";
import { fallToLow, PIT, withoutForced } from "./pit.ts";

export const crowding: readonly Experiment[] = [
  {
    facts: ["M9"],
    claim: "the more accounts crowd on the long side, the deeper the same news makes the market fall",
    files: ["src/agents/leveraged-longs.ts"],
    parameter: "leveraged-longs `members`",
    scenario: PIT,
    doses: [200, 600, 1800].map((n) => ({ name: `${n}`, set: [`populations.longs.members=${n}`] })),
    response: fallToLow,
    direction: "falls",
    least: 0.05,
    seeds: 8,
  },
  {
    facts: ["M6"],
    claim: "the same money with more leverage falls deeper",
    files: ["src/agents/leveraged-longs.ts", "src/clearing/house.ts"],
    parameter: "leveraged-longs `leverage`",
    scenario: PIT,
    doses: [
      { name: "2-4 times", set: ["populations.longs.leverage={loguniform: [2, 4]}"] },
      { name: "3.5-7 times", set: ["populations.longs.leverage={loguniform: [3.5, 7]}"] },
      { name: "5-10 times" },
    ],
    response: fallToLow,
    direction: "falls",
    least: 0.05,
    seeds: 8,
  },
  {
    facts: ["M6", "M11"],
    claim: "forced sales, not the news, make most of the fall: without them the market falls about as far as value",
    files: ["src/clearing/liquidation-desk.ts"],
    parameter: "`--without forced-liquidation`",
    scenario: PIT,
    doses: [withoutForced, { name: "with" }],
    response: fallToLow,
    direction: "falls",
    least: 0.05,
    seeds: 8,
  },
  {
    facts: ["F33"],
    claim: "blow-ups follow each other: the larger the crowd, the more of its losses are made by others' forced sales",
    files: ["src/clearing/episodes.ts", "src/engine/kill-matrix.ts"],
    parameter: "leveraged-longs `members`",
    scenario: PIT,
    doses: [50, 200, 600].map((n) => ({ name: `${n}`, set: [`populations.longs.members=${n}`] })),
    response: {
      name: "losses that forced sales made over all losses of the accounts sold out (others buy against them)",
      unit: "%",
      attributed: true,
      of: ({ liquidations: { loss, lossByForced } }) => sum(lossByForced) / sum(loss),
    },
    direction: "rises",
    least: 0.3,
    seeds: 8,
  },
];

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
