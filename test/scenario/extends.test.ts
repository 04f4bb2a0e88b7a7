import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadAs } from "../../src/scenario/load.ts";
import { ScenarioError } from "../../src/scenario/problem.ts";
import { definition, edited, GOOD, problemsOf, read } from "./fixture.ts";

const child = (text: string, others: Record<string, string> = {}) =>
  read(text, { others: { "base.yaml": GOOD, ...others } });
const faults = (text: string, others: Record<string, string> = {}) =>
  problemsOf(text, { others: { "base.yaml": GOOD, ...others } });

describe("a scenario that extends another", () => {
  test("is that scenario but for what it says", () => {
    const { scenario } = child("name: calm\nextends: base.yaml\npopulations:\n  retail: { members: 5 }\n");
    const base = read(GOOD).scenario;
    const { retail, makers } = base.populations;
    expect(scenario).toEqual({ ...base, name: "calm", populations: { retail: { ...retail, members: 5 }, makers } });
  });

  test("changes what the base's expressions see", () => {
    expect(child("extends: base.yaml\nparams: { base: 10 }").scenario.populations).toMatchObject({
      retail: { members: 20 },
      makers: { spread: 0.2 },
    });
  });

  test("replaces lists, and removes with null", () => {
    const { scenario } = child("extends: base.yaml\nshocks: []\npopulations: { makers: null }\n");
    expect(scenario.shocks).toEqual([]);
    expect(Object.keys(scenario.populations)).toEqual(["retail"]);
  });

  test("sets null where null is a value", () => {
    expect(child("extends: base.yaml\nlimit: null").scenario.limit).toBeNull();
    expect(read(GOOD, { set: ["limit=null"] }).scenario.limit).toBeNull();
  });

  test("replaces a map of another kind or shape as a whole", () => {
    const other = child(
      "extends: base.yaml\npopulations:\n  retail: { kind: market-makers, members: 1, venues: [comex], spread: 1 }\n",
    );
    expect(other.scenario.populations.retail).not.toHaveProperty("leverage");
    const shape = child("extends: base.yaml\npopulations:\n  retail: { leverage: { uniform: [1, 2] } }\n");
    expect(shape.scenario.populations.retail).toMatchObject({ leverage: { uniform: [1, 2] } });
  });

  test("takes its name from its file, not from its base", () => {
    expect(child("extends: base.yaml").scenario.name).toBe("x");
    expect(child("extends: base.yaml\nname: own").scenario.name).toBe("own");
  });

  test("may extend several, of which later ones win, in a chain", () => {
    const others = {
      "calm.yaml": "extends: base.yaml\npopulations: { retail: { members: 1, panic: 1% } }",
      "tense.yaml": "populations: { retail: { panic: 90% } }",
    };
    const { scenario, sources } = child("extends: [calm.yaml, tense.yaml]\nseed: 9", others);
    expect(scenario.populations.retail).toMatchObject({ members: 1, panic: 0.9 });
    expect(scenario.seed).toBe(9);
    expect(sources).toEqual(["x.yaml", "calm.yaml", "base.yaml", "tense.yaml"]);
  });

  test("what is written stands alone and means the same", () => {
    const first = child("extends: base.yaml\npopulations: { retail: { members: =2 * twice } }");
    const again = read(JSON.stringify(first.written));
    expect(again.resolved).toEqual(first.resolved);
  });
});

describe("mistakes across files", () => {
  test("point into the file where the value stands", () => {
    const base = edited(["11%", "140%"], ["kind: retail", "kind: retial"]);
    const said = problemsOf("extends: base.yaml\npopulations:\n  makers: { spread: -1 }\n", {
      others: { "base.yaml": base },
    });
    expect(said).toEqual([
      "base.yaml:11:21  clearing.comex.initial: expected a fraction from 0 to 1, such as 0% or 1, got 140%",
      'base.yaml:14:11  populations.retail.kind: unknown kind "retial"; did you mean "retail"?',
      "x.yaml:3:21  populations.makers.spread: expected a number above 0, got -1",
    ]);
  });

  test("a name that changes nothing because it is misspelt", () => {
    expect(faults("extends: base.yaml\npopulations:\n  retial: { members: 5 }\n")).toEqual([
      'x.yaml:3:3  populations.retial: has no kind; did you mean "retail"?',
    ]);
    expect(faults("extends: base.yaml\npopulations: { retial: null }\n")).toEqual([
      'x.yaml:2:16  populations.retial: there is nothing to remove; did you mean "retail"?',
    ]);
  });

  test("circles, in the order in which the files extend each other", () => {
    const others = { "a.yaml": "extends: b.yaml", "b.yaml": "extends: x.yaml" };
    expect(faults("extends: a.yaml", others)[0]).toBe(
      "b.yaml:1:10  extends: extends goes round in a circle: x.yaml -> a.yaml -> b.yaml -> x.yaml",
    );
    expect(faults("extends: x.yaml")[0]).toMatch(/circle: x\.yaml -> x\.yaml/);
  });

  test("a file that is not there", () => {
    expect(faults("extends: bass.yaml")[0]).toBe(
      'x.yaml:1:10  extends: cannot read bass.yaml: there is no such file; did you mean "base.yaml"?',
    );
  });

  test("something else than a file", () => {
    for (const value of ["3", "{ a: b }", "[]", "[3]", "''"])
      expect(faults(`extends: ${value}`)[0]).toMatch(/^x\.yaml:1:\d+ {2}extends: expected the name of a scenario file/);
  });

  test("bad YAML in the base is told beside the mistakes of the file", () => {
    const said = problemsOf("extends: base.yaml\nseed: -1", { others: { "base.yaml": "a: [" } });
    expect(said.some((line) => line.startsWith("base.yaml:1:5  "))).toBe(true);
    expect(said.some((line) => line.startsWith("x.yaml:2:7  seed: "))).toBe(true);
  });
});

describe("on disk", () => {
  let directory = "";
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), "scenario-"));
    mkdirSync(join(directory, "parts"));
    writeFileSync(join(directory, "parts", "base.yaml"), GOOD);
    writeFileSync(join(directory, "calm.yaml"), "extends: parts/base.yaml\nseed: 3\n");
    writeFileSync(join(directory, "parts", "up.yaml"), "extends: ../calm.yaml\n");
    writeFileSync(join(directory, "broken.yaml"), "extends: parts/bsae.yaml\n");
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const load = (file: string) => loadAs(definition, join(directory, file));
  const said = (file: string): string => {
    try {
      load(file);
    } catch (error) {
      if (error instanceof ScenarioError) return error.format();
      throw error;
    }
    return "";
  };

  test("paths are relative to the file that names them", () => {
    const { scenario, sources, hash } = load("parts/up.yaml");
    expect(scenario).toMatchObject({ name: "up", seed: 3 });
    expect(sources).toEqual(["parts/up.yaml", "calm.yaml", "parts/base.yaml"].map((f) => join(directory, f)));
    expect(hash).toMatch(/^[0-9a-f]{8}$/);
  });

  test("what cannot be read is told in a sentence", () => {
    expect(said("clam.yaml")).toBe(
      `${directory}/clam.yaml  cannot read ${directory}/clam.yaml: there is no such file; did you mean "${directory}/calm.yaml"?`,
    );
    expect(said("parts")).toMatch(/it is a directory/);
    expect(said("calm.yaml/x.yaml")).toMatch(/not a directory/);
    expect(said("broken.yaml")).toMatch(
      /broken\.yaml:1:10 {2}extends: cannot read .*did you mean ".*parts\/base\.yaml"\?/,
    );
  });
});
