import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";
import { RandomStream } from "../../src/core/random.ts";
import { readSweepStore } from "../../src/experiment/sweep/read-sweep-store.ts";
import { loggedKeys, resultsHash, rowsOf, runPlan, temporary, tinyPlan } from "./sweep-fixture.ts";

const CHILD = new URL("sweep-child.js", import.meta.url).pathname;
/** `npm run kills` makes fifty and more. */
const KILLS = Number(process.env["KILLS"] ?? 14);

/** Sizes of the news at 8 points of 6 seeds: a sweep that lasts for some kills. */
const PLAN = tinyPlan(
  { "shocks.0.size": [-0.05, -0.08, -0.1, -0.12, -0.15, -0.18, -0.2, -0.25] },
  { seeds: [1, 2, 3, 4, 5, 6] },
);

/** Starts a sweep, and kills it `delay` ms after it has begun, if it still lives. */
async function killed(plan: string, directory: string, delay: number): Promise<{ done: boolean; told: string[] }> {
  const child: ChildProcess = spawn(process.execPath, [CHILD, plan, directory, "1"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const told: string[] = [];
  const lines = createInterface({ input: child.stdout! });
  lines.on("line", (line) => {
    told.push(line);
    if (line === "begun") setTimeout(() => child.kill("SIGKILL"), delay);
  });
  await once(child, "close");
  return { done: told.includes("done"), told: told.filter((line) => line.includes("-s")) };
}

/** Kills sweeps at random moments, each until it is done, until there were `kills`. */
async function manyKills(kills: number, stream: RandomStream, whole: string): Promise<number> {
  let count = 0;
  const finished: string[] = [];
  while (count < kills) {
    const directory = temporary();
    const plan = join(temporary(), "plan.json");
    writeFileSync(plan, JSON.stringify(PLAN));
    let before = 0;
    let vain = 0;
    for (let done = false; !done; ) {
      // Enough kills: the rest goes in peace. On a slow machine a sweep is given more time to get anywhere.
      const delay = count < kills ? stream.uniform(0, 900 + 200 * vain) : 600_000;
      const attempt = await killed(plan, directory, delay);
      done = attempt.done;
      if (!done) count++;
      const keys = existsSync(join(directory, "log.jsonl")) ? loggedKeys(directory) : [];
      vain = keys.length > before ? 0 : vain + 1;
      before = keys.length;
      // What was counted is on the disk, and nothing is there twice.
      expect(new Set(keys).size).toBe(keys.length);
      for (const key of attempt.told) expect(keys).toContain(key);
      if (!done && count % 8 === 0 && keys.length > 0) {
        const { results, manifest } = await readSweepStore(directory);
        expect((await rowsOf(directory)).length, results).toBe(keys.length);
        expect(manifest.counts.done).toBe(keys.length);
      }
    }
    expect(loggedKeys(directory)).toHaveLength(48);
    finished.push(resultsHash(directory));
  }
  expect(new Set(finished)).toEqual(new Set([whole]));
  return count;
}

describe("a sweep that is killed with -9 at random moments", () => {
  it("loses at most the runs in flight, makes none twice, and ends with the table of an uninterrupted one", async () => {
    const whole = temporary();
    await runPlan(PLAN, whole);
    const hash = resultsHash(whole);
    const counts = await Promise.all(
      ["one", "two"].map((name) => manyKills(KILLS / 2, new RandomStream(1, name), hash)),
    );
    expect(counts[0] + counts[1]).toBeGreaterThanOrEqual(KILLS);
  }, 400_000);
});
