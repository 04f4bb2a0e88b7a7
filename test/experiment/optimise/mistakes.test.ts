import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { loadOptimise } from "../../../src/experiment/optimise/load-optimise.ts";
import { ScenarioError } from "../../../src/scenario/index.ts";
import { OBJECTIVES, studyFile } from "./planted.ts";

const folder = mkdtempSync(join(tmpdir(), "stampede-optimise-bad-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What is said of a study with this part in place of another, each line without the file's name. */
function told(from: string | RegExp, to: string, more = ""): string[] {
  const sound = studyFile(folder, "bad", `${OBJECTIVES}constraints: { most: { value: "=m", max: 10% } }\n${more}`);
  const text = readFileSync(sound, "utf8");
  expect(text).toMatch(from);
  writeFileSync(sound, text.replace(from, to));
  try {
    loadOptimise({ file: sound, out: folder });
  } catch (error) {
    if (error instanceof ScenarioError) return error.format().replaceAll(`${sound}:`, "").split("\n");
    throw error;
  }
  return [];
}

describe("the shipped files", () => {
  const shipped = fileURLToPath(new URL("../../../configs/optimise/", import.meta.url));

  it.each(readdirSync(shipped))("%s is sound", (name) => {
    const { parameters, objectives, runs } = loadOptimise({ file: join(shipped, name), out: folder });
    expect(Math.min(parameters.length, objectives.length, runs.seeds.length)).toBeGreaterThan(1);
  });
});

describe("an optimise file", () => {
  it("is sound as it stands", () => {
    expect(told("seeds", "seeds", "seeds: 2\n")).toEqual([]);
  });

  it.each<[string, string | RegExp, string, string[]]>([
    [
      "a path that leads nowhere",
      "margin.maintenance:",
      "margin.maintenence:",
      [
        '9:3  parameters.clearing.pit.margin.maintenence: the policy has no such parameter: there is no "maintenence"; did you mean "clearing.pit.margin.maintenance"?',
      ],
    ],
    [
      "a path that holds no number",
      "liquidation.participation:",
      "liquidation.style:",
      ["10:3  parameters.clearing.pit.liquidation.style: the policy has no such parameter: it holds no number"],
    ],
    [
      "a value that is at work before the fork",
      "clearing.pit.margin.maintenance: { min: 4%, max: 20% }",
      "populations.longs.members: { min: 100, max: 900 }",
      [
        expect.stringMatching(
          /^9:3 {2}parameters\.populations\.longs\.members: cannot be chosen from the fork on: .* before the fork/,
        ) as unknown as string,
      ],
    ],
    [
      "bounds that the scenario refuses",
      "max: 20%",
      "max: 200%",
      [
        "9:52  parameters.clearing.pit.margin.maintenance.max: the scenario refuses 2: expected a fraction from 0.001 to 0.95, such as 0.1% or 0.95, got 2",
      ],
    ],
    [
      "bounds that leave out the policy's own value",
      "min: 4%",
      "min: 10%",
      [
        "9:3  parameters.clearing.pit.margin.maintenance: the policy's own value, 0.09, lies outside the bounds, 0.1 to 0.2",
      ],
    ],
    [
      "bounds that are no bounds",
      "min: 2%, max: 50%",
      "min: 0, max: 50%",
      ["10:70  parameters.clearing.pit.liquidation.participation.scale: a log scale needs bounds above 0, got 0"],
    ],
    [
      "a policy that cannot be",
      "margin: { kind: fixed, maintenance: 9% }",
      "margin: { kind: ewma, lookback: 500 }",
      [
        expect.stringMatching(
          /^6:37 {2}policy\.clearing\.margin\.lookback: the look-back is longer than the history/,
        ) as unknown as string,
        expect.stringMatching(
          /^9:3 {2}parameters\.clearing\.pit\.margin\.maintenance: the policy has no such parameter/,
        ) as unknown as string,
      ],
    ],
    [
      "a figure that no run has",
      "m: margin.mean",
      "m: margin.maen",
      ['14:15  figures.m: no run has a figure called "margin.maen"; did you mean "margin.mean"?'],
    ],
    [
      "a short name that nobody gave",
      '"=m"',
      '"=1 - n"',
      ['15:37  constraints.most.value: there is no short name "n"; there is m and miss'],
    ],
    [
      "a constraint that bounds nothing",
      ", max: 10%",
      "",
      ["15:16  constraints.most: bounds nothing; give it min, max or both"],
    ],
    [
      "weights of which none counts",
      /scale: 1/g,
      "weight: 0",
      ["11:1  objectives: every weight is 0: the search would not know what to look for"],
    ],
    [
      "a stress before the fork",
      "shock: 2026-01-30",
      "shock: 2026-01-28",
      [expect.stringMatching(/^3:8 {2}shock: the stress cannot begin before the fork/) as unknown as string],
    ],
  ])("is refused for %s, with its place", (_, from, to, lines) => {
    expect(told(from, to)).toEqual(lines);
  });

  it("has all of it told at once, and nothing is written", () => {
    const lines = told(
      /fixed, maintenance: 9%[\s\S]*max: 20%/,
      "fixed, maintenance: 9%, initial: 5% }\nparameters:\n  clearing.pit.margin.maintenance: { min: 9%, max: 4%",
      "seeds: [1, 1]\nobjectivs: 3\n",
    );
    expect(lines.length).toBeGreaterThanOrEqual(4);
    expect(readdirSync(folder)).toEqual(["bad.yaml"]);
  });
});
