/** Margin steps: how large, and how early. */
import type { Dose, Experiment } from "../dose-response.ts";
import { flow } from "../figures.ts";
import { fallToLow, PIT } from "./pit.ts";

const step = (name: string, at: string, add: number): Dose => ({
  name,
  set: [`clearing.pit.margin.steps=[{ effective: ${at} America/New_York, add: ${add} }]`],
});

export const margin: readonly Experiment[] = [
  {
    facts: ["M7"],
    claim: "the larger a margin step in a calm market, the more of the crowd is sold out at once",
    files: ["src/clearing/margin/schedule.ts", "src/clearing/house.ts"],
    parameter: "`margin.steps[].add`",
    scenario: PIT,
    doses: [0, 0.01, 0.02].map((add) => step(`+${100 * add} points`, "2026-01-29T11:00", add)),
    response: {
      name: "lots sold by force in the five hours after the step",
      unit: "lots",
      of: (r) => flow(r, { cause: "margin-call", from: "2026-01-29T11:00-05:00", to: "2026-01-29T16:00-05:00" }).sold,
    },
    direction: "rises",
    least: 100,
  },
  {
    facts: ["M7", "F33"],
    claim: "a margin step in the middle of the fall feeds it",
    files: ["src/clearing/margin/schedule.ts"],
    parameter: "`margin.steps[].add`",
    scenario: PIT,
    set: ["populations.longs.leverage={loguniform: [2.5, 5]}"],
    doses: [0, 0.04, 0.12].map((add) => step(`+${100 * add} points`, "2026-01-30T10:20", add)),
    response: fallToLow,
    direction: "falls",
    least: 0.02,
  },
  {
    facts: ["M7"],
    claim: "the same margin step taken the day before, in a calm market, makes the fall smaller than in its midst",
    files: ["src/clearing/margin/schedule.ts"],
    parameter: "`margin.steps[].effective`",
    scenario: PIT,
    doses: [
      step("at 11:00 on the day", "2026-01-30T11:00", 0.04),
      step("at its opening", "2026-01-30T08:30", 0.04),
      step("the day before", "2026-01-29T09:00", 0.04),
    ],
    response: fallToLow,
    direction: "rises",
    least: 0.02,
  },
];
