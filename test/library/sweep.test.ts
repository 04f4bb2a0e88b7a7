import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sweep } from "stampede-sim";
import { afterAll, describe, expect, it } from "vitest";

const TINY = new URL("../experiment/tiny-market.yaml", import.meta.url).pathname;
const directory = mkdtempSync(join(tmpdir(), "stampede-library-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe("sweep()", () => {
  it("yields runs as they end, stops when the loop is left, and goes on with those that stand first", async () => {
    const file = join(directory, "sizes.yaml");
    const sizes = "{ values: [-0.05, -0.25] }";
    writeFileSync(
      file,
      `name: sizes\nbase: ${TINY}\ndesign: { method: grid }\nparameters: { shocks.0.size: ${sizes} }\nseeds: 4\n`,
    );
    const options = { out: join(directory, "runs"), jobs: 1 };
    const seen: string[] = [];
    for await (const { run, reused, parameters, summary } of sweep(file, options)) {
      expect(reused).toBe(false);
      expect([-0.05, -0.25]).toContain(parameters["shocks.0.size"]);
      expect(typeof summary?.["pit.fall"]).toBe("number");
      seen.push(run);
      if (seen.length === 2) break;
    }
    const all = [];
    for await (const result of sweep(file, options)) all.push(result);
    expect(all).toHaveLength(8);
    expect(new Set(all.map((result) => result.run)).size).toBe(8);
    const reused = all.filter((result) => result.reused).map((result) => result.run);
    expect(reused).toEqual(all.slice(0, reused.length).map((result) => result.run));
    for (const run of seen) expect(reused).toContain(run);
    expect(reused.length).toBeLessThan(8);
  });
});
