/** Stress files: what they mean, and what is wrong with them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, test } from "vitest";
import { loadStress } from "../../src/experiment/stress/load-stress.ts";
import type { StressPlan } from "../../src/experiment/stress/stress-plan.ts";
import { pointScenario } from "../../src/experiment/sweep/point-scenario.ts";
import { pointKeys } from "../../src/experiment/sweep/run-key.ts";
import { ScenarioError } from "../../src/scenario/index.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const GOOD = `name: trial
base: ${ROOT}configs/small-crash.yaml
fork: 2026-01-29T16:00 America/New_York
shock: 2026-01-30T09:59 America/New_York
scenarios:
  plain: {}
  twice: { multiplier: 2, set: { shocks.0.absorption: 10m } }
policies:
  as-it-was: { title: as it was }
  higher: { clearing: { margin: { kind: fixed, maintenance: 15% } }, set: { clearing.pit.notice: 2h } }
seeds: [4, 7]
`;

const folder = mkdtempSync(join(tmpdir(), "stress-file-"));
afterAll(() => rmSync(folder, { recursive: true }));

function load(text: string, changes: Partial<Parameters<typeof loadStress>[0]> = {}): StressPlan {
  const file = join(folder, "x.yaml");
  writeFileSync(file, text);
  return loadStress({ file, out: "runs", ...changes });
}

/** What is wrong with a file, a line each, its path left out. */
function said(text: string, changes?: Partial<Parameters<typeof loadStress>[0]>): string[] {
  try {
    load(text, changes);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.format().replaceAll(`${folder}/`, "").split("\n");
  }
  return [];
}

/** GOOD with a piece replaced. Throws when it is not in it, so that no test passes by a misprint. */
function edited(from: string, to: string): string {
  if (!GOOD.includes(from)) throw new Error(`"${from}" is not in the sample`);
  return GOOD.replace(from, to);
}

describe("a stress file", () => {
  const plan = load(GOOD);

  it("is a sweep of stresses and policies, the twin without calls first, with all seeds in common", () => {
    expect(plan.runs.values).toEqual([
      ["plain", "no-calls"],
      ["plain", "as-it-was"],
      ["plain", "higher"],
      ["twice", "no-calls"],
      ["twice", "as-it-was"],
      ["twice", "higher"],
    ]);
    expect(plan.runs).toMatchObject({ seeds: [4, 7], common: true, forkAsked: true });
    expect(new Date(plan.runs.fork!).toISOString()).toBe("2026-01-29T21:00:00.000Z");
  });

  it("lays on the stress, then the policy", () => {
    const [, plain, , , , both] = plan.runs.values.map((values) => pointScenario(plan.runs, values, 4));
    expect(plain.shocks[0]).toMatchObject({ size: -0.25 });
    expect(both.shocks[0]).toMatchObject({ size: -0.5, absorption: 600_000 });
    expect(both.clearing.pit).toMatchObject({ margin: { kind: "fixed", maintenance: 0.15 }, notice: 7_200_000 });
    expect(pointScenario(plan.runs, plan.runs.values[0], 4).clearing.pit.forcedLiquidation).toBe(false);
  });

  it("names runs by what they are, not by what policies are called", () => {
    const renamed = load(GOOD.replaceAll("higher", "large").replaceAll("as-it-was", "first"));
    expect(pointKeys(renamed.runs)).toEqual(pointKeys(plan.runs));
    expect(renamed.directory).toBe(plan.directory);
    expect(new Set(pointKeys(plan.runs)).size).toBe(6);
  });

  it("is another study with another moment, and the same with more policies or seeds", () => {
    expect(load(edited("09:59", "09:58")).hash).not.toBe(plan.hash);
    expect(load(edited("seeds: [4, 7]", "seeds: 5")).hash).toBe(plan.hash);
    expect(load(edited("  as-it-was:", "  more: {}\n  as-it-was:")).hash).toBe(plan.hash);
  });

  it("takes seeds and values from the command line", () => {
    const given = load(GOOD, { seeds: 3, set: ["clearing.pit.margin.initial=20%"] });
    expect(given.runs.seeds).toEqual([1, 2, 3]);
    expect(given.scenario.clearing.pit.margin).toMatchObject({ initial: 0.2 });
  });

  it("may ask for reverse stress: sizes of the news and numbers of failing accounts, under one policy", () => {
    const { reverse } = load(`${GOOD}reverse: { policy: higher, multipliers: [1, 3], defaults: [0, 4], seeds: 2 }\n`);
    expect(reverse?.cells).toEqual([
      { multiplier: 1, defaults: 0 },
      { multiplier: 1, defaults: 4 },
      { multiplier: 3, defaults: 0 },
      { multiplier: 3, defaults: 4 },
    ]);
    const last = pointScenario(reverse!.runs, reverse!.runs.values[3], 1);
    expect(last.shocks[0]).toMatchObject({ size: -0.75 });
    expect(last.shocks[1]).toMatchObject({ kind: "member-default", largest: 4, side: "long" });
    expect(last.clearing.pit.margin).toMatchObject({ maintenance: 0.15 });
  });
});

describe("sensitivity", () => {
  const asking = (vary: string) => load(`${GOOD}sensitivity: { policy: higher, seeds: 2, vary: { ${vary} } }\n`);

  it("tries each assumption low and high under one policy, from the fork where all of them may change there", () => {
    const { sensitivity } = asking("clearing.pit.brokers.0.grace: { title: grace, low: 1, high: 60 }");
    expect(sensitivity?.vary).toEqual([{ title: "grace", low: "1", high: "60" }]);
    const { runs } = sensitivity!;
    expect([runs.fork, runs.forkAsked, runs.seeds]).toEqual([load(GOOD).runs.fork, true, [1, 2]]);
    const points = runs.values.map((values) => pointScenario(runs, values, 1).clearing.pit);
    expect(points.map(({ brokers }) => brokers[0].grace)).toEqual([{ exponential: 5 }, 1, 60]);
    for (const { margin } of points) expect(margin).toMatchObject({ kind: "fixed", maintenance: 0.15 });
  });

  it("runs whole where one of them is at work from the start", () => {
    const { runs } = asking("populations.longs.members: { low: 100, high: 500 }").sensitivity!;
    expect([runs.fork, runs.forkAsked]).toEqual([null, false]);
  });

  it("tells what the scenario refuses, where it stands", () => {
    const text = `${GOOD}sensitivity: { vary: { populations.longs.member: { low: 1, high: 2 } } }\n`;
    expect(said(text)).toEqual([
      'x.yaml:12:52  sensitivity.vary.populations.longs.member.low: unknown key "member"; did you mean "members"?',
      'x.yaml:12:60  sensitivity.vary.populations.longs.member.high: unknown key "member"; did you mean "members"?',
    ]);
  });
});

describe("mistakes in a stress file", () => {
  const MISTAKES: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "a misspelt key",
      edited("policies:", "polices:"),
      [
        'x.yaml:1:1  policies: is missing, expected a map of names and values; "polices" stands there',
        'x.yaml:8:1  polices: unknown key "polices"; did you mean "policies"?',
      ],
    ],
    [
      "a misspelt setting of a policy, where it stands",
      edited("maintenance: 15%", "maintenence: 15%"),
      [
        'x.yaml:10:48  policies.higher.clearing.margin.maintenence: unknown key "maintenence"; did you mean "maintenance"?',
      ],
    ],
    [
      "a confidence of 100%",
      edited("kind: fixed, maintenance: 15%", "kind: ewma, lookback: 2, confidence: 100%"),
      [
        "x.yaml:10:72  policies.higher.clearing.margin.confidence: expected a fraction from 0.5 to 0.9999, such as 50% or 0.9999, got 100%",
      ],
    ],
    [
      "a look-back longer than the history",
      edited("kind: fixed, maintenance: 15%", "kind: ewma, lookback: 30"),
      [
        "x.yaml:10:57  policies.higher.clearing.margin.lookback: the look-back is longer than the history: it takes 31 settlements before margin begins, and 3 are known",
      ],
    ],
    [
      "what cannot change at the fork",
      edited("clearing.pit.notice: 2h", "populations.longs.members: 10"),
      [
        "x.yaml:10:3  policies.higher: cannot hold from the fork on: populations.longs.members is at work before the fork, so it cannot differ from there on (the fork is at 2026-01-29T21:00:00.000Z); policies and stresses hold from the fork on, and only clearing and shocks that are not due yet can change then",
      ],
    ],
    [
      "a path that leads nowhere",
      edited("shocks.0.absorption", "shocks.0.absorbtion"),
      ['x.yaml:7:34  scenarios.twice.set.shocks.0.absorbtion: unknown key "absorbtion"; did you mean "absorption"?'],
    ],
    [
      "news that is too large",
      edited("multiplier: 2", "multiplier: 5"),
      ["x.yaml:7:24  scenarios.twice.multiplier: expected a number of at least -1, got -1.25"],
    ],
    [
      "moments in the wrong order",
      edited("2026-01-30T09:59", "2026-01-29T09:59"),
      [
        "x.yaml:4:8  shock: the stress cannot begin before the fork, 2026-01-29T21:00:00.000Z; falls are told of what policies act on",
      ],
    ],
    ["a seed twice", edited("[4, 7]", "[4, 4]"), ["x.yaml:11:12  seeds.1: the seed 4 stands twice"]],
    [
      "several at once: a name that the study takes for itself, a population and a reverse stress that cannot be",
      `${edited("  as-it-was:", "  no-calls:")}gainers: [miner]\nreverse: { policy: hihger, multipliers: [2, 1], defaults: [0] }\n`,
      [
        'x.yaml:9:3  policies.no-calls: "no-calls" is what the study itself calls its twin without calls',
        'x.yaml:12:11  gainers.0: there is no population "miner"; did you mean "miners"?',
        'x.yaml:13:20  reverse.policy: there is no policy "hihger"; did you mean "higher"?',
        "x.yaml:13:45  reverse.multipliers.1: multipliers must rise: 1 comes after 2",
      ],
    ],
  ];

  test.each(MISTAKES)("%s", (_, text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  it("are told with their remedy when the file is of another kind", () => {
    expect(said("extends: x.yaml\n")).toEqual([
      "x.yaml:1:1  this is a scenario, not a stress study; a stress study names the scenario that it varies under `base`",
    ]);
    expect(said(edited("small-crash", "small-crush"))[0]).toMatch(
      /^x\.yaml:2:7 {2}base: cannot read .*small-crush\.yaml/,
    );
  });
});

describe("the guide", () => {
  it("shows a study that loads", () => {
    const guide = readFileSync(`${ROOT}docs/margin-lab.md`, "utf8");
    const [, yaml] = /```yaml\n(.*?)```/s.exec(guide) ?? [];
    const { policies, scenarios } = load(yaml.replace("base: ../", `base: ${ROOT}configs/`));
    expect([policies.length, scenarios.length]).toEqual([3, 2]);
  });
});

describe("the shipped studies", () => {
  it("load: twelve policies over a hundred seeds, and one that takes seconds", () => {
    const shipped = (name: string): StressPlan =>
      loadStress({ file: `${ROOT}configs/stress/${name}.yaml`, out: "runs" });
    const earlier = shipped("earlier-margin");
    expect([earlier.policies.length, earlier.runs.seeds.length, earlier.scenario.name]).toEqual([
      12,
      100,
      "silver-2026",
    ]);
    expect(shipped("smoke").runs.values.length).toBeLessThan(20);
  });
});
