import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadScenario, ScenarioError } from "../../src/scenario/index.ts";

const CONFIGS = new URL("../../configs/", import.meta.url).pathname;
const SCHEMA_LINE = /^# yaml-language-server: \$schema=(?:\.\.\/)+schema\/scenario\.schema\.json\n/;
/** Shipped scenarios: what says that it follows the scenario schema. Sweeps and stress tests follow others. */
const SHIPPED = ["", "bench/"]
  .flatMap((folder) => readdirSync(CONFIGS + folder).map((name) => folder + name))
  .filter((name) => name.endsWith(".yaml") && SCHEMA_LINE.test(readFileSync(CONFIGS + name, "utf8")));
const SILVER = `${CONFIGS}silver-2026.yaml`;

async function told(set: readonly string[], without: readonly string[] = []): Promise<string[]> {
  try {
    await loadScenario(SILVER, { set, without });
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems.map((p) => `${p.path}: ${p.message}; ${p.hint}`);
    throw error;
  }
  return [];
}

describe("the scenarios that are shipped", () => {
  test.each(SHIPPED)("%s has no mistakes and says what it shows", async (name) => {
    const { scenario, hash } = await loadScenario(CONFIGS + name);
    expect(scenario.name).toBe(name.replace(/^bench\/|\.yaml$/g, ""));
    expect(hash).toMatch(/^[0-9a-f]{8}$/);
    expect(readFileSync(CONFIGS + name, "utf8").split("\n")[1]).toMatch(/^# \S/);
  });

  test("the worked example is one of them", () => {
    expect(SHIPPED).toContain("silver-2026.yaml");
  });
});

describe("mistakes in the worked example", () => {
  const first = async (path: string): Promise<string> => {
    const { scenario } = await loadScenario(SILVER);
    return Object.keys((scenario as unknown as Record<string, object>)[path])[0];
  };

  test.each([
    ["poplations.x=1", /^poplations: unknown key .* did you mean "populations"\?/],
    ["venues.comx.price=1", /^venues\.comx: unknown key .* did you mean "comex"\?/],
    ["venues.comex.price=-76", /expected a number above 0, got -76/],
    ["clearing.comex.margin={ kind: fixed, maintenance: 140% }", /expected a fraction .*got 140%/],
    ["clearing.comx={}", /^clearing\.comx: there is no venue "comx"; did you mean "comex"\?/],
    ["main=comx", /^main: there is no venue "comx"; did you mean "comex"\?/],
    ["twin=forced-liqidation", /^twin: there is no mechanism .* did you mean "forced-liquidation"\?/],
    ["seed==1/0", /^seed: division by zero/],
    ["seed==process.exit(1)", /^seed: an expression may not hold/],
    ["clock.step=fortnight", /^clock\.step: expected a duration/],
    ["clock.step=0s", /^clock\.step: expected a duration above 0/],
    ["clock.reaction=0m", /^clock\.reaction: expected a duration above 0/],
    ["shocks.0.at=2031-01-01T00:00Z", /^shocks\.0\.at: .* lies after the clock/],
    ["shocks.0.at=1999-01-01T00:00Z", /^shocks\.0\.at: .* lies before the clock/],
  ])("%s", async (set, expected) => {
    expect((await told([set])).join("\n")).toMatch(expected);
  });

  test("a misspelt kind is answered with the nearest", async () => {
    const population = await first("populations");
    const said = await told([`populations.${population}.kind=markt-makers`, "shocks.0.kind=newss"]);
    expect(said.some((line) => line.includes('unknown kind "markt-makers"; did you mean "market-makers"?'))).toBe(true);
    expect(said.some((line) => line.includes('unknown kind "newss"; did you mean "news"?'))).toBe(true);
  });

  test("a mechanism that it does not have", async () => {
    expect(await told([], ["forced-liquidations"])).toEqual([
      'without.0: there is no mechanism "forced-liquidations"; did you mean "forced-liquidation"?',
    ]);
  });

  test("every mechanism can be switched off, and each makes another scenario", async () => {
    const { scenario, hash } = await loadScenario(SILVER);
    const hashes = [hash];
    for (const name of Object.keys(scenario.mechanisms)) {
      const without = await loadScenario(SILVER, { without: [name] });
      expect(without.scenario.without).toContain(name);
      hashes.push(without.hash);
    }
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
