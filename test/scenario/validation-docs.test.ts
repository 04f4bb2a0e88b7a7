/** What docs/validation.md says of expressions is what the loader takes. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { VENUE_SERIES, WORLD_SERIES } from "../../src/analysis/reported/series-columns.ts";
import { AGGREGATES, NUMBER_FUNCTIONS } from "../../src/analysis/reported/words.ts";
import { engineDefinition, type Scenario } from "../../src/scenario/engine-definition.ts";
import { mathjsParser } from "../../src/scenario/mathjs.ts";
import { parseScenario } from "../../src/scenario/parse-scenario.ts";

const text = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const GUIDE = text("docs/validation.md");
/** A market called pit on 29 and 30 January, with a population called longs. */
const SMALL = text("configs/small-crash.yaml");

const load = (more: string): Scenario =>
  parseScenario(`${SMALL}${more}`, { ...engineDefinition, file: "x.yaml", parser: mathjsParser })
    .scenario as unknown as Scenario;

test("its block is a scenario's, and each figure of it has a formula or a key of the summary", () => {
  const [block] = [...GUIDE.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map((match) => match[1]);
  const { reported, validation } = load(block);
  expect(validation).toEqual({ pass: 0.8, seeds: 200, firstSeed: 1001, twinSeeds: 20 });
  expect(reported.map(({ formula }) => formula?.kind)).toEqual(["call", "aggregate", undefined]);
});

test("every expression of its table can be written", () => {
  const section = GUIDE.slice(GUIDE.indexOf("## Expressions"), GUIDE.indexOf("**Columns**"));
  const written = [...section.matchAll(/^\| `(.+?)` \|/gm)].map((match) => match[1].replaceAll("crowd", "longs"));
  expect(written.length).toBe(6);
  for (const one of written) {
    const of = one.replaceAll("2026-02-02", "2026-01-30");
    const { reported } = load(`reported: [{ key: a, label: a, value: 1, unit: x, source: x, of: '${of}' }]\n`);
    expect(reported[0].formula).toBeDefined();
  }
});

test("it names every column and every function", () => {
  const section = GUIDE.slice(GUIDE.indexOf("**Columns**"), GUIDE.indexOf("A figure that has no value"));
  const names = [...section.matchAll(/`([A-Za-z_]+)`/g)].map((match) => match[1]);
  for (const name of [...VENUE_SERIES.keys(), ...WORLD_SERIES.keys(), ...AGGREGATES.keys(), ...NUMBER_FUNCTIONS.keys()])
    expect(names).toContain(name);
});
