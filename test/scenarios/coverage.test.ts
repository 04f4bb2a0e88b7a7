import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { experiments } from "./experiments/index.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const ALL = Object.values(experiments).flat();
const PAGE = readFileSync(`${ROOT}docs/mechanisms.md`, "utf8");
const range = (letter: string, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `${letter}${from + i}`);

it.each([...range("M", 1, 24), ...range("F", 22, 39)])(
  "%s is shown by an experiment and stands in the table",
  (fact) => {
    expect(ALL.some(({ facts }) => facts.includes(fact))).toBe(true);
    expect(PAGE).toContain(`\n| ${fact} | `);
  },
);

it("has a test for each subject, files that exist, and a table that is current (npm run mechanisms -- --write)", () => {
  for (const subject of Object.keys(experiments))
    expect(existsSync(`${ROOT}test/scenarios/${subject}.test.ts`)).toBe(true);
  for (const { claim, files, parameter } of ALL) {
    for (const file of files) expect(existsSync(ROOT + file), file).toBe(true);
    expect(PAGE).toContain(` | ${claim} | `);
    expect(PAGE).toContain(parameter);
  }
});
