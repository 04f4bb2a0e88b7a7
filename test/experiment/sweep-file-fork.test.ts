/** A fork that is found from the parameters saves time and changes nothing. */
import { afterAll, describe, expect, test } from "vitest";
import type { RunResult } from "../../src/engine/result.ts";
import { simulate, simulateUntil } from "../../src/engine/simulate.ts";
import type { LoadedSweep } from "../../src/experiment/sweep/load-sweep.ts";
import { baseScenario, pointScenario } from "../../src/experiment/sweep/point-scenario.ts";
import { SMALL, SweepFolder } from "./sweep-file-fixture.ts";

const folder = new SweepFolder();
afterAll(() => folder.remove());

const load = (parameters: string, rest = "", base = SMALL): Promise<LoadedSweep> =>
  folder.load(`base: ${base}\ndesign: { method: list }\nparameters:\n${parameters}\n${rest}`);

const moment = async (parameters: string, rest = "", base = SMALL): Promise<string | null> => {
  const { plan } = await load(parameters, rest, base);
  expect(plan.forkAsked).toBe(false);
  return plan.fork === null ? null : new Date(plan.fork).toISOString().slice(0, 16);
};

/** A day of shocks of every way of dating, and two margin steps. */
const DATED = `extends: ${SMALL}
clearing:
  pit:
    margin:
      kind: schedule
      initial: 9.9%
      steps:
        - { announced: 2026-01-29T21:00Z, effective: 2026-01-30T17:00Z, add: 2% }
        - { announced: 2026-01-30T19:00Z, effective: 2026-01-30T20:00Z, add: 1% }
shocks:
  - { kind: news, name: first, at: 2026-01-30T15:00Z, size: -0.2 }
  - { kind: news, name: second, after: { shock: first, delay: 90m }, size: 0.02 }
  - { kind: news, after: { shock: second, delay: 30m }, size: -0.02 }
  - { kind: news, offset: 26h, size: -0.01 }
  - { kind: news, when: { indicator: price, below: 90 }, size: -0.01 }
  - { kind: news, when: { indicator: price, below: 80, from: 2026-01-30T16:00Z }, size: -0.01 }
`;
const dated = folder.write(DATED, "dated.yaml");

describe("the moment from which points differ", () => {
  test.each([
    ["a shock's size, from its date", "  shocks.0.size: { values: [-20%, -30%] }", "2026-01-30T15:00"],
    [
      "a shock's date, from the earliest of all and its own",
      "  shocks.0.at: { values: [2026-01-30T16:00Z, 2026-01-30T14:00Z] }",
      "2026-01-30T14:00",
    ],
    ["a later date alone, from its own", "  shocks.0.at: { values: [2026-01-30T16:00Z] }", "2026-01-30T15:00"],
    ["a leak, from the shock's date", "  shocks.0.leak: { values: [{ share: 10%, lead: 2h }] }", "2026-01-30T15:00"],
    ["what follows a shock, from that shock", "  shocks.2.size: { values: [0.01] }", "2026-01-30T15:00"],
    ["by how much it follows, too", "  shocks.1.after.delay: { values: [2h] }", "2026-01-30T15:00"],
    ["an offset from the start", "  shocks.3.size: { values: [0.01] }", "2026-01-30T15:00"],
    ["another offset", "  shocks.3.offset: { values: [25h, 30h] }", "2026-01-30T14:00"],
    ["a condition at any time", "  shocks.4.size: { values: [0.01] }", null],
    ["a condition from a date", "  shocks.5.when.below: { values: [85] }", "2026-01-30T16:00"],
    [
      "the earliest of several",
      "  shocks.5.size: { values: [0.01] }\n  shocks.0.text: { values: [x] }",
      "2026-01-30T15:00",
    ],
    ["a margin step, from its date", "  clearing.pit.margin.steps.1.add: { values: [4%] }", "2026-01-30T20:00"],
    ["a step's date", "  clearing.pit.margin.steps.1.effective: { values: [2026-01-30T18:00Z] }", "2026-01-30T18:00"],
    ["a notice, from the first step that it dates", "  clearing.pit.notice: { values: [1h, 30h] }", "2026-01-29T22:00"],
    [
      "a notice and an announcement together",
      "  clearing.pit.notice: { values: [18h] }\n  clearing.pit.margin.steps.0.announced: { values: [2026-01-29T20:00Z] }",
      "2026-01-30T14:00",
    ],
    ["a first level, from the start", "  clearing.pit.margin.initial: { values: [12%] }", null],
    ["all steps at once, from the start", "  clearing.pit.margin.steps: { values: [[]] }", null],
    ["a population, from the start", "  populations.longs.members: { values: [200] }", null],
    [
      "one of several that acts from the start",
      "  shocks.0.size: { values: [-30%] }\n  populations.longs.members: { values: [200] }",
      null,
    ],
  ])("%s", async (_, parameters, expected) => {
    expect(await moment(parameters, "", dated)).toBe(expected);
  });

  test("none where none is wanted, or where points have seeds of their own", async () => {
    const size = "  shocks.0.size: { values: [-20%, -30%] }";
    expect(await moment(size, "fork: none")).toBeNull();
    expect(await moment(size, "randomNumbers: independent")).toBeNull();
  });
});

const bytes = (result: RunResult): string =>
  JSON.stringify([
    result.summary,
    result.events,
    result.operations,
    [...result.venues[0].close],
    [...result.venues[0].initialMargin],
  ]);

describe("runs that go on from the run-up of a found fork are the whole runs", () => {
  test.each([
    ["the size of a shock", "  shocks.0.size: { values: [-10%, -35%] }"],
    ["its date", "  shocks.0.at: { values: [2026-01-30T17:10Z, 2026-01-30T14:40Z] }"],
    [
      "how long one follows another, and an offset",
      "  shocks.1.after.delay: { values: [20m] }\n  shocks.3.offset: { values: [27h] }",
    ],
    ["a condition", "  shocks.5.when.below: { values: [95] }"],
    ["a leak", "  shocks.0.leak: { values: [{ share: 40%, lead: 90m }] }"],
    ["a step of margin", "  clearing.pit.margin.steps.0.add: { values: [5%] }"],
    ["the date of a step", "  clearing.pit.margin.steps.1.effective: { values: [2026-01-30T15:30Z] }"],
    ["the notice of steps", "  clearing.pit.notice: { values: [17h30m, 18h] }"],
  ])("%s", async (_, parameters) => {
    const { plan } = await load(parameters, "", dated);
    expect(plan.fork).not.toBeNull();
    const from = simulateUntil(baseScenario(plan, 5), plan.fork!, { seed: 5 });
    const base = bytes(simulate(baseScenario(plan, 5), { seed: 5 }));
    for (const values of plan.values) {
      const scenario = pointScenario(plan, values, 5);
      const whole = bytes(simulate(scenario, { seed: 5 }));
      expect(bytes(simulate(scenario, { seed: 5, from }))).toBe(whole);
      expect(whole).not.toBe(base);
    }
  });
});
