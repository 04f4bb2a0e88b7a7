/** `stampede tree` over seeds, on the smallest market that crashes. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stampede } from "./stampede.ts";

const SMALL = new URL("../../configs/small-crash.yaml", import.meta.url).pathname;
const coarse = ["--set", "clock.step=2m", "--quiet"];
let out: string;
beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), "tree-"));
});
afterAll(() => rmSync(out, { recursive: true, force: true }));

describe("stampede tree --seeds", () => {
  it("tells what the runs' own summaries tell, and uses runs that stand", () => {
    const done = stampede(["tree", SMALL, "--seeds", "1,2,3", ...coarse, "--out", out, "--json"]);
    expect(done.stderr).toBe("");
    const found = JSON.parse(done.stdout);
    const { directory, ...rest } = found;
    expect(JSON.parse(readFileSync(join(directory, "cascade.json"), "utf8"))).toEqual(rest);
    expect(rest).toMatchObject({ scenario: "small-crash", venue: "pit", seeds: [1, 2, 3], runs: 3 });
    const single = [1, 2, 3].map((seed) => {
      const one = stampede([
        "run",
        SMALL,
        "--seed",
        String(seed),
        ...coarse,
        "--set",
        "twin=null",
        "--no-charts",
        "--out",
        out,
        "--json",
      ]);
      const run = JSON.parse(one.stdout);
      return run.summary["cascade.forcedShareOfFall"] as number;
    });
    expect(readdirSync(out)).toHaveLength(4);
    expect(rest.forcedShareOfFall.median).toBeCloseTo([...single].sort((a, b) => a - b)[1], 12);
    expect(rest.cells).toHaveLength(3);
    expect(rest.cells[0].share.median).toBeGreaterThan(rest.cells[2].share.median);
    const sum = rest.byGeneration.reduce((total: number, { median }: { median: number }) => total + median, 0);
    expect(sum).toBeGreaterThan(0.5 * rest.forcedShareOfFall.median);
    const text = stampede(["tree", SMALL, "--seeds", "1,2,3", ...coarse, "--out", out]);
    expect(text.stdout).toMatch(/forced share of the largest fall in a day +\d+\.\d% +\d/);
    expect(text.stdout).toMatch(/longs by longs, margin-call/);
  }, 60_000);

  it.each([
    [["tree", tmpdir(), "--seeds", "2"], /^stampede: --seeds is for a scenario file, and .* is a directory\n$/],
    [
      ["tree", "some-run", "--jobs", "2"],
      "stampede: --jobs is for a scenario over --seeds, and some-run is a run that stands\n",
    ],
    [["tree", SMALL, "--seeds", "2", "--venue", "pot"], 'stampede: there is no venue "pot"; expected one of pit\n'],
    [
      ["tree", SMALL, "--seeds", "2", "--set", "record.attribution=off"],
      "stampede: small-crash is run with record.attribution off: it has no cascade to tell of\n",
    ],
  ])("of %j is refused in a sentence", (args, message) => {
    const { status, stderr } = stampede([...args, "--out", out]);
    expect(status).toBe(2);
    if (typeof message === "string") expect(stderr).toBe(message);
    else expect(stderr).toMatch(message);
  });
});
