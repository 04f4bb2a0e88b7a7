/** The examples of the guide to sweep files are sweep files. */
import { readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { designMethods } from "../../src/experiment/design/registry.ts";
import { sweepSchema } from "../../src/experiment/sweep/sweep-config.ts";
import { SweepFolder } from "./sweep-file-fixture.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const GUIDE = readFileSync(`${ROOT}docs/sweeps.md`, "utf8");
const folder = new SweepFolder();
afterAll(() => folder.remove());

/** Fenced blocks of that kind; sweep files in them lie beside those that are shipped. */
const blocks = (kind: string): string[] =>
  [...GUIDE.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].filter((m) => m[1] === kind).map((m) => m[2]);
const placed = (text: string): string => text.replace("base: ../", `base: ${ROOT}configs/`);

describe("the guide to sweep files", () => {
  test.each(blocks("yaml").map((text, i) => [i + 1, text] as const))("example %i can be loaded", async (_, text) => {
    const { plan } = await folder.load(placed(text));
    expect(plan.values.length).toBeGreaterThan(1);
  });

  test("its mistakes are told as it says", async () => {
    const [mistaken] = blocks("yaml mistaken");
    const [told] = blocks("text");
    const path = folder.write(placed(mistaken), "mistaken.yaml");
    expect(await folder.saidOf(path)).toEqual(told.trimEnd().split("\n"));
  });

  test("tells of every key and every method", () => {
    for (const key of Object.keys(sweepSchema.shape)) expect(GUIDE).toContain(`| \`${key}\` |`);
    for (const { name } of designMethods) expect(GUIDE).toContain(`| \`${name}\` |`);
  });
});
