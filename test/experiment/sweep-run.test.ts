import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { heapFor } from "../../src/experiment/sweep/local-executor.ts";
import { readSweepStore } from "../../src/experiment/sweep/read-sweep-store.ts";
import { SweepStore } from "../../src/experiment/sweep/sweep-store.ts";
import { loggedKeys, resultsHash, rowsOf, runPlan, temporary, tinyPlan } from "./sweep-fixture.ts";

const MORTAL = new URL("mortal-worker.js", import.meta.url);
const SIZES = { "shocks.0.size": [-0.05, -0.1, -0.25] };

describe("a sweep", () => {
  it("leaves one typed row a run, sorted by point and seed, the same whatever the number of threads", async () => {
    const plan = tinyPlan({ "shocks.0.size": [-0.25, -0.05, -0.1], "shocks.0.absorption": ["5m", "1m", "5m"] });
    const [one, two] = [temporary(), temporary()];
    expect(await runPlan(plan, one, { jobs: 1 })).toHaveLength(9);
    await runPlan(plan, two, { jobs: 2 });
    expect(resultsHash(two)).toBe(resultsHash(one));
    const rows = await rowsOf(one);
    expect(Object.keys(rows[0]).slice(0, 8)).toEqual([
      "run",
      "point",
      "seed",
      "status",
      "error",
      "shocks.0.size",
      "shocks.0.absorption",
      Object.keys(rows[0])[7],
    ]);
    expect(rows.map((row) => [row.point, Number(row.seed), row["shocks.0.size"], row["shocks.0.absorption"]])).toEqual(
      [0, 1, 2].flatMap((p) => [1, 2, 3].map((seed) => [p, seed, ...plan.values[p]])),
    );
    expect(rows.every((row) => row.status === "ok" && row.error === null)).toBe(true);
    expect(typeof rows[0]["pit.fall"]).toBe("number");
    // Seeds are common: the same market before the news, another fall after it.
    expect(new Set(rows.filter((row) => Number(row.seed) === 2).map((row) => row["pit.start"])).size).toBe(1);
    expect(new Set(rows.filter((row) => Number(row.seed) === 2).map((row) => row["pit.fallToLow"])).size).toBe(3);
    expect(new Set(loggedKeys(one)).size).toBe(9);
    const { manifest } = await readSweepStore(one);
    expect(manifest.counts).toEqual({ points: 3, runs: 9, done: 9, failed: 0 });
    expect(manifest.metrics).toEqual(Object.keys(rows[0]).slice(7));
    expect(readFileSync(join(one, "sweep.yaml"), "utf8")).toBe("name: tiny\n");
  });

  it("is sorted by seed whatever the order in which its seeds are given, and the same to the byte", async () => {
    const tables = [];
    for (const seeds of [
      [9, 3, 5],
      [3, 5, 9],
    ]) {
      const directory = temporary();
      await runPlan(tinyPlan({ "shocks.0.size": [-0.1, -0.05] }, { seeds }), directory);
      tables.push(directory);
    }
    const order = (await rowsOf(tables[0])).map(({ point, seed }) => [Number(point), Number(seed)]);
    expect(order).toEqual([0, 1].flatMap((point) => [3, 5, 9].map((seed) => [point, seed])));
    expect(resultsHash(tables[0])).toBe(resultsHash(tables[1]));
  });

  it("takes up what a smaller one left, and drops nothing of what a smaller one asks again", async () => {
    const directory = temporary();
    await runPlan(tinyPlan({ "shocks.0.size": [-0.05, -0.1] }, { seeds: [1, 2] }), directory);
    const small = resultsHash(directory);
    const large = tinyPlan({ "shocks.0.size": [-0.25, -0.1, -0.05] }, { seeds: [3, 2, 1] });
    expect(await runPlan(large, directory)).toHaveLength(5);
    const whole = temporary();
    await runPlan(large, whole);
    expect(resultsHash(directory)).toBe(resultsHash(whole));
    expect(await runPlan(tinyPlan({ "shocks.0.size": [-0.05, -0.1] }, { seeds: [1, 2] }), directory)).toEqual([]);
    expect(resultsHash(directory)).toBe(small);
  });

  it("draws seeds of their own for each point when random numbers are not common", async () => {
    const plan = tinyPlan({ ...SIZES }, { common: false, seeds: [1, 2] });
    const directory = temporary();
    await runPlan(plan, directory);
    const seeds = (await rowsOf(directory)).map((row) => Number(row.seed));
    expect(new Set(seeds).size).toBe(6);
    expect(await runPlan(plan, directory)).toEqual([]);
  });

  it("makes points of the same content once, and shows each of them", async () => {
    const directory = temporary();
    expect(await runPlan(tinyPlan({ "shocks.0.size": [-0.1, -0.2, -0.1] }), directory)).toHaveLength(6);
    const rows = await rowsOf(directory);
    expect(rows).toHaveLength(9);
    expect(rows[6].run).toBe(rows[0].run);
    expect(rows[6]["pit.fall"]).toBe(rows[0]["pit.fall"]);
  });

  it("keeps the figures that are asked for, null where a run has none, and series of the points named", async () => {
    const directory = temporary();
    const few = tinyPlan(SIZES, { metrics: ["pit.fall", "pit.nonsense"], seeds: [1] });
    await runPlan(few, directory);
    const rows = await rowsOf(directory);
    expect(Object.keys(rows[0]).slice(6)).toEqual(["pit.fall", "pit.nonsense"]);
    expect(rows.map((row) => row["pit.nonsense"])).toEqual([null, null, null]);
    // Series asked for later are made then, and only those.
    const kept = { ...few, series: { tables: ["venues", "flows"], points: [1] } };
    const made = await runPlan(kept, directory);
    expect(made.map((run) => run.point)).toEqual([1]);
    expect(readdirSync(join(directory, "series"))).toEqual([made[0].key]);
    expect(readdirSync(join(directory, "series", made[0].key)).sort()).toEqual(["flows.parquet", "venues.parquet"]);
    expect((await rowsOf(join(directory, "series", made[0].key), "venues")).length).toBeGreaterThan(80);
    expect(await rowsOf(directory)).toEqual(rows);
    expect(await runPlan(kept, directory)).toEqual([]);
  });
});

describe("a run that fails", () => {
  it("is a row with its error and its parameters: a bad point, a thread that leaves, trips or runs out of memory", async () => {
    const points = { "shocks.0.size": [-0.1, -7], "shocks.0.absorption": ["5m", "5m"] };
    const plan = tinyPlan(points, { seeds: [1, 13, 14, 15, 16] });
    const directory = temporary();
    const made = await runPlan(plan, directory, { jobs: 2, worker: MORTAL, megabytes: 48 });
    expect(made).toHaveLength(10);
    const rows = await rowsOf(directory);
    expect(rows.slice(0, 5).map((row) => [Number(row.seed), row.status])).toEqual([
      [1, "ok"],
      [13, "failed"],
      [14, "failed"],
      [15, "failed"],
      [16, "ok"],
    ]);
    expect(rows.slice(1, 4).map((row) => row.error)).toEqual([
      "the run's thread ended before the run did",
      "the run needs more memory than its thread may use",
      "first line; second line",
    ]);
    expect(rows[1]["shocks.0.absorption"]).toBe("5m");
    expect(rows[1]["pit.fall"]).toBeNull();
    expect(rows[5].error).toMatch(/^shocks\.0\.size: .*-1/);
    expect(rows[5]["shocks.0.size"]).toBe(-7);
    expect((await readSweepStore(directory)).manifest.counts).toEqual({ points: 2, runs: 10, done: 2, failed: 8 });
    // Again: only when asked, and only those.
    expect(await runPlan(plan, directory)).toEqual([]);
    const again = await runPlan(plan, directory, { retryFailed: true });
    expect(again).toHaveLength(8);
    expect((await rowsOf(directory)).map((row) => row.status)).toEqual([
      ...Array(5).fill("ok"),
      ...Array(5).fill("failed"),
    ]);
  });
});

describe("a thread's memory", () => {
  it("is a part of what the process may use, not of what the machine has", () => {
    const GB = 2 ** 30;
    expect(heapFor(2, 64 * GB, 4 * GB)).toBe(1536);
    for (const unlimited of [undefined, 0, 64 * GB, 2 ** 64]) expect(heapFor(2, 64 * GB, unlimited)).toBe(24_576);
    expect(heapFor(64, 8 * GB, GB)).toBe(256);
  });
});

describe("a store", () => {
  it("is stopped by its signal at once, and gone on with to the same table", async () => {
    const plan = tinyPlan(SIZES);
    const directory = temporary();
    const stop = new AbortController();
    let made = 0;
    const run = runPlan(plan, directory, {
      signal: stop.signal,
      onRun: () => ++made === 3 && stop.abort(new Error("enough")),
    });
    await expect(run).rejects.toThrow("enough");
    const rows = await rowsOf(directory);
    expect(rows.length).toBeGreaterThanOrEqual(3);
    expect(rows.length).toBeLessThan(9);
    expect(await runPlan(plan, directory)).toHaveLength(9 - rows.length);
    const whole = temporary();
    await runPlan(plan, whole);
    expect(resultsHash(directory)).toBe(resultsHash(whole));
  });

  it("cuts off a torn line, makes again what a lost block held, and reads the rest", async () => {
    const plan = tinyPlan(SIZES);
    const directory = temporary();
    await runPlan(plan, directory);
    const whole = resultsHash(directory);
    const log = join(directory, "log.jsonl");
    const text = readFileSync(log);
    truncateSync(log, text.length - 40);
    expect(await runPlan(plan, directory)).toHaveLength(1);
    expect(resultsHash(directory)).toBe(whole);
    // A block of zeros in the third line, a blank line, and a line of something else.
    const lines = readFileSync(log, "utf8").split("\n");
    lines[2] = `${lines[2].slice(0, 50)}${"\0".repeat(100)}${lines[2].slice(150)}`;
    writeFileSync(log, `${lines.join("\n")}\n\n[1, 2]\n`);
    expect(await runPlan(plan, directory)).toHaveLength(1);
    expect(resultsHash(directory)).toBe(whole);
  });

  it("is read while it grows: the table is made from the log as it stands", async () => {
    const directory = temporary();
    let seen: Promise<number> | null = null;
    await runPlan(tinyPlan(SIZES), directory, {
      onRun: () => {
        seen ??= readSweepStore(directory).then(async ({ manifest }) => manifest.counts.done);
      },
    });
    expect(await seen).toBeGreaterThanOrEqual(1);
    expect((await readSweepStore(directory)).manifest.counts.done).toBe(9);
  });

  it("refuses a directory of something else, another sweep's, and one that is being written", async () => {
    const plan = tinyPlan(SIZES);
    const other = temporary();
    writeFileSync(join(other, "letter.txt"), "dear\n");
    await expect(runPlan(plan, other)).rejects.toThrow(/holds files but is not the store of a sweep/);
    expect(readdirSync(other)).toEqual(["letter.txt"]);
    const own = temporary();
    await runPlan(plan, own);
    const before = statSync(join(own, "manifest.json")).mtimeMs;
    await expect(runPlan({ ...plan, hash: "ffffffff" }, own)).rejects.toThrow(
      /is the store of another sweep, tiny-0a1b2c3d; this one is tiny-ffffffff/,
    );
    expect(statSync(join(own, "manifest.json")).mtimeMs).toBe(before);
    // The same rows under another name are the same sweep.
    expect(await runPlan({ ...plan, name: "renamed" }, own)).toEqual([]);
    expect((await readSweepStore(own)).manifest.name).toBe("renamed");
    const store = await SweepStore.open(plan, { directory: own });
    await expect(SweepStore.open(plan, { directory: own })).rejects.toThrow(/is running this sweep into .* already/);
    await store.close();
    await (await SweepStore.open(plan, { directory: own })).close();
    expect(existsSync(join(own, "lock"))).toBe(false);
  });

  it("takes the lock of a process that is dead, or that another has the number of; not one of another host", async () => {
    const plan = tinyPlan(SIZES);
    const directory = temporary();
    const lock = (holder: object) => writeFileSync(join(directory, "lock"), JSON.stringify(holder));
    const open = async () => (await SweepStore.open(plan, { directory })).close();
    await open();
    lock({ host: hostname(), pid: 4_194_301, began: "a:1" });
    await open();
    lock({ host: hostname(), pid: 1, began: "another-boot:1" });
    await open();
    appendFileSync(join(directory, "lock"), "");
    await open();
    lock({ host: "elsewhere", pid: 1, began: null });
    await expect(open()).rejects.toThrow(/process 1 on elsewhere .* if it is no more, remove .*lock/);
  });

  it("goes on from a making that was cut off, and cleans up after it", async () => {
    const plan = tinyPlan(SIZES, { seeds: [1] });
    const directory = temporary();
    mkdirSync(join(directory, ".beside-0123456789ab"));
    writeFileSync(join(directory, "lock"), "");
    writeFileSync(join(directory, "design.parquet"), "half");
    writeFileSync(join(directory, "log.jsonl"), '{"key":"');
    await runPlan(plan, directory);
    expect(readdirSync(directory).sort()).toEqual([
      "design.parquet",
      "log.jsonl",
      "manifest.json",
      "results.parquet",
      "sweep.yaml",
    ]);
    expect(await rowsOf(directory)).toHaveLength(3);
  });
});
