import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { engineDefinition } from "../../src/scenario/engine-definition.ts";
import { mathjsParser } from "../../src/scenario/mathjs.ts";
import { parseScenario } from "../../src/scenario/parse-scenario.ts";
import { ScenarioError } from "../../src/scenario/problem.ts";
import { editorSchemaText, referenceText } from "../../src/scenario/scenario-schema.ts";
import { CONSTANTS, FUNCTIONS, OPERATORS } from "../../src/scenario/vocabulary.ts";

const text = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

const GUIDE = text("docs/scenarios.md");
/** The fenced blocks of the guide: what is said after the fence, and what stands inside. */
const BLOCKS = [...GUIDE.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(([, kind, body]) => ({ kind, body }));
const blocks = (kind: string): string[] => BLOCKS.filter((b) => b.kind === kind).map((b) => b.body);
const [SMALL, ...FRAGMENTS] = blocks("yaml");

const load = (body: string, file = "example.yaml", set: readonly string[] = []) =>
  parseScenario(body, {
    ...engineDefinition,
    file,
    set,
    others: { "small.yaml": SMALL },
    parser: mathjsParser,
  });

describe("the guide", () => {
  test("its small scenario is a whole one", () => {
    const { scenario, written } = load(SMALL, "small.yaml");
    expect(scenario.populations.crowd).toMatchObject({ members: 400, leverage: { uniform: [5, 9] } });
    expect(scenario.populations.patient).toMatchObject({ members: 200 });
    expect(scenario.shocks[0]).toMatchObject({ size: -0.05 });
    expect(written).not.toHaveProperty("extends");
  });

  test("its other examples change the small one", () => {
    expect(FRAGMENTS.length).toBeGreaterThan(1);
    for (const body of FRAGMENTS) {
      const whole = /^extends:/m.test(body) ? body : `extends: small.yaml\n${body}`;
      expect(load(whole).resolved).not.toEqual({ ...load(SMALL, "example.yaml").resolved, name: "example" });
    }
  });

  test("its overrides can be given", () => {
    const overrides = blocks("").flatMap((body) => [...body.matchAll(/^--set (.*)$/gm)].map((match) => match[1]));
    expect(overrides.length).toBeGreaterThan(5);
    for (const one of overrides)
      expect(load(SMALL, "small.yaml", [one]).resolved).not.toEqual(load(SMALL, "small.yaml").resolved);
    expect(load(SMALL, "small.yaml", overrides).scenario.venues.pit).toMatchObject({ price: 110 });
  });

  test("its mistakes are told as it says", () => {
    const [mistaken] = blocks("yaml mistaken");
    const [told] = blocks("text");
    let said = "";
    try {
      load(mistaken, "mistaken.yaml");
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      said = error.format();
    }
    expect(`${said}\n`).toBe(told);
  });

  test("its vocabulary is the whole vocabulary", () => {
    const row = (name: string): string[] => {
      const line = GUIDE.split("\n").find((l) => l.startsWith(`| ${name}`)) ?? "";
      return [...line.split("|")[2].matchAll(/`([^`]+)`/g)].map((match) => match[1]);
    };
    expect(row("functions")).toEqual([...FUNCTIONS.keys()]);
    expect(row("constants")).toEqual([...CONSTANTS.keys()]);
    expect([...row("operators"), ...row("comparisons")].length).toBe(OPERATORS.size + 3);
  });
});

describe("what is made from the schema is current (npm run schema makes it anew)", () => {
  test("schema/scenario.schema.json", () => {
    expect(text("schema/scenario.schema.json") === editorSchemaText()).toBe(true);
  });

  test("docs/scenario-reference.md", () => {
    expect(text("docs/scenario-reference.md") === referenceText()).toBe(true);
  });
});
