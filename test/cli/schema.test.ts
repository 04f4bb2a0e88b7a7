import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { stampede } from "./stampede.ts";

const committed = (name: string): string =>
  readFileSync(new URL(`../../schema/${name}.schema.json`, import.meta.url), "utf8");

test("stampede schema prints the schema of scenarios and of studies", () => {
  expect(stampede(["schema"])).toMatchObject({ status: 0, stdout: committed("scenario") });
  expect(stampede(["schema", "--of", "sweep"])).toMatchObject({ status: 0, stdout: committed("sweep") });
  expect(stampede(["schema", "--of", "stress"])).toMatchObject({ status: 0, stdout: committed("stress") });
  expect(stampede(["schema", "--of", "optimise"])).toMatchObject({ status: 0, stdout: committed("optimise") });
});

test("what there is no reference of is said in a sentence", () => {
  const { status, stdout, stderr } = stampede(["schema", "--of", "sweep", "--format", "markdown"]);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^stampede: the reference in Markdown is of scenarios; .*docs\/sweeps\.md\n$/);
});
