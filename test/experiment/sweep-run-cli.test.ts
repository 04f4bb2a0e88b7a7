import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sweepLine } from "../../src/cli/sweep-progress.ts";
import { loggedKeys, resultsHash, rowsOf, temporary } from "./sweep-fixture.ts";

const BIN = new URL("../../bin/stampede.js", import.meta.url).pathname;
const TINY = new URL("tiny-market.yaml", import.meta.url).pathname;

/** A sweep file over the tiny market in a directory of its own, where commands run. */
function place(more = "seeds: 2\n"): string {
  const directory = temporary();
  writeFileSync(
    join(directory, "sizes.yaml"),
    `name: sizes\nbase: ${TINY}\ndesign: { method: grid }\nparameters:\n  shocks.0.size: { values: [-5%, -10%, -25%] }\n${more}`,
  );
  return directory;
}

function start(directory: string, ...args: string[]): ChildProcess {
  return spawn(process.execPath, [BIN, "sweep", "sizes.yaml", ...args], { cwd: directory, stdio: "pipe" });
}

async function run(directory: string, ...args: string[]) {
  const child = start(directory, ...args);
  let [stdout, stderr] = ["", ""];
  child.stdout?.on("data", (data) => {
    stdout += data;
  });
  child.stderr?.on("data", (data) => {
    stderr += data;
  });
  const [code] = await once(child, "close");
  return { code: code as number, stdout, stderr };
}

describe("stampede sweep", () => {
  it("says what a sweep costs and writes nothing, then makes it, says where it lies, and makes nothing twice", async () => {
    const directory = place();
    const dry = await run(directory, "--dry-run", "--jobs", "1");
    expect(dry.code).toBe(0);
    expect(dry.stdout).toMatch(/^runs: 6 \(3 points, 2 seeds\)$/m);
    expect(dry.stdout).toMatch(/^time: about \d+ s on 1 thread/m);
    expect(dry.stdout).toMatch(/^size: about \d+ kB/m);
    expect(readdirSync(directory)).toEqual(["sizes.yaml"]);
    const first = await run(directory, "--jobs", "2");
    expect(first.code).toBe(0);
    const store = /^store: (runs\/sizes-[0-9a-f]{8})$/m.exec(first.stdout)?.[1] as string;
    expect(first.stdout).toContain(`next: stampede analyse ${store}`);
    // Plain lines, since standard error is no terminal.
    expect(first.stderr).toMatch(/^0 of 6 runs$/m);
    expect(first.stderr).toMatch(
      /^6 of 6 runs {2}100% {2}.*pit\.fall lowest -.* \(point \d\), highest -.* \(point \d\)$/m,
    );
    expect(first.stderr).not.toContain("\u001b");
    expect(await rowsOf(join(directory, store))).toHaveLength(6);
    const again = await run(directory, "--json", "--quiet");
    expect(again.stderr).toBe("");
    expect(JSON.parse(again.stdout)).toMatchObject({
      directory: store,
      points: 3,
      runs: 6,
      done: 6,
      failed: 0,
      made: 0,
    });
  });

  it("stops cleanly at Ctrl-C with 130, and goes on to the same table; exits 2 for another's store, 1 for a place that cannot be written", async () => {
    const directory = place("seeds: 12\n");
    const child = start(directory, "--out", "here", "--jobs", "1");
    let stderr = "";
    child.stderr?.on("data", (data) => {
      stderr += data;
    });
    const log = join(directory, "here", "log.jsonl");
    while (!existsSync(log) || loggedKeys(join(directory, "here")).length < 2)
      await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill("SIGINT");
    const [code] = await once(child, "close");
    expect(code).toBe(130);
    expect(stderr).toMatch(/interrupted; [\d,]+ of 36 runs stand in here, and the same command goes on from there/);
    expect(existsSync(join(directory, "here", "lock"))).toBe(false);
    const stood = (await rowsOf(join(directory, "here"))).length;
    expect(stood).toBeGreaterThanOrEqual(2);
    const rest = await run(directory, "--out", "here", "--json", "--quiet");
    expect(JSON.parse(rest.stdout)).toMatchObject({ done: 36, made: 36 - stood });
    await run(directory, "--out", "there", "--quiet");
    expect(resultsHash(join(directory, "here"))).toBe(resultsHash(join(directory, "there")));
    const other = await run(directory, "--out", "there", "--set", "populations.noise.members=50");
    expect(other.code).toBe(2);
    expect(other.stderr.trim()).toMatch(
      /^stampede: there is the store of another sweep, sizes-\w+; this one is sizes-\w+: .*$/,
    );
    mkdirSync(join(directory, "plain"));
    writeFileSync(join(directory, "plain", "x"), "");
    const file = await run(directory, "--out", "plain/x");
    expect(file.code).toBe(1);
    expect(file.stderr.trim()).toMatch(
      /^stampede: cannot write to plain\/x: a file stands where a directory is needed; nothing was written$/,
    );
    const nowhere = await run(directory, "--out", "/proc/nowhere/store");
    expect([nowhere.code, nowhere.stderr.trim().split("\n").length]).toEqual([1, 1]);
    expect(nowhere.stderr).toBe(
      "stampede: cannot write to /proc/nowhere: no directory can be made there; nothing was written\n",
    );
  });
});

describe("stampede sweep --dry-run", () => {
  const dry = async (directory: string, ...args: string[]) => {
    const { code, stdout, stderr } = await run(directory, "--dry-run", "--jobs", "1", "--json", ...args);
    expect(code, stderr).toBe(0);
    return { ...JSON.parse(stdout), stderr } as Record<string, number | string | null>;
  };

  it("counts what is still to be made, in a part and in all, and makes no run when nothing is", async () => {
    const directory = place("seeds: 4\n");
    const whole = await dry(directory);
    expect(whole).toMatchObject({ runs: 12, pending: 12, done: 0 });
    const part = await dry(directory, "--part", "1/4");
    expect(part).toMatchObject({ runs: 12, pending: 3, done: 0 });
    expect(part.bytes as number).toBeLessThan(whole.bytes as number);
    // The time of a run differs from probe to probe; how many times it is taken does not.
    const times = ({ seconds, secondsPerRun }: typeof whole) => (seconds as number) / (secondsPerRun as number);
    expect(times(part) / times(whole)).toBeLessThan(0.5);
    await run(directory, "--quiet", "--out", "here", "--part", "1/4");
    expect(await dry(directory, "--out", "here")).toMatchObject({ pending: 9, done: 3 });
    const made = await dry(directory, "--out", "here", "--part", "1/4");
    expect(made).toMatchObject({ pending: 0, done: 3, seconds: 0, secondsPerRun: null, stderr: "" });
    expect((await run(directory, "--dry-run", "--out", "here", "--part", "1/4")).stdout).not.toContain("time:");
  });

  it("takes its time from a point that makes a scenario", async () => {
    const directory = temporary();
    const ends = "clock.end: { values: [2026-01-29T17:30Z, 2026-01-29T18:40Z] }";
    const news = "shocks.0.at: { values: [2026-01-29T17:40Z, 2026-01-29T17:10Z] }";
    writeFileSync(
      join(directory, "sizes.yaml"),
      `base: ${TINY}\ndesign: { method: grid }\nparameters:\n  ${ends}\n  ${news}\n`,
    );
    expect(await dry(directory)).toMatchObject({ runs: 4, pending: 4 });
  });
});

describe("the line of progress", () => {
  it("says how long it has been while no run has ended", () => {
    const nothing = { done: 0, failed: 0, metric: null, lowest: null, highest: null };
    expect(sweepLine({ ...nothing, pending: 1200, seconds: 14.2 })).toBe("0 of 1,200 runs  15 s so far");
  });

  it("says done, rate, time left, failures and the lowest and highest figure", () => {
    const line = sweepLine({
      done: 120,
      pending: 12_000,
      failed: 2,
      seconds: 60,
      metric: "comex.fall",
      lowest: { value: -0.3123, point: 7 },
      highest: { value: -0.05, point: 3 },
    });
    expect(line).toBe(
      "120 of 12,000 runs  1%  2.0 runs/s  99 min left  2 failed  comex.fall lowest -0.3123 (point 7), highest -0.05 (point 3)",
    );
  });
});
