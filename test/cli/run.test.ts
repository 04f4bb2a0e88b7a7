import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadScenario, simulate } from "../../src/index.ts";
import { type Outcome, SMALL, stampede } from "./stampede.ts";

const json = (...path: string[]) => JSON.parse(readFileSync(join(...path), "utf8"));
const sha = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");

/** Every file under a run's directory with its digest; the manifest without what may differ. */
function content(directory: string): Record<string, string> {
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(directory, name)).isFile() && name !== "manifest.json")
    .sort();
  const { timings: _, machine: __, ...manifest } = json(directory, "manifest.json");
  return { ...Object.fromEntries(files.map((name) => [name, sha(join(directory, name))])), manifest };
}

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const rows = (await connection.runAndReadAll(sql)).getRowObjectsJson();
  connection.closeSync();
  instance.closeSync();
  return rows;
}

describe("stampede run", () => {
  let out: string;
  let first: Outcome;
  let directory: string;
  const run = (...args: string[]) => stampede(["run", SMALL, "--out", out, "--no-charts", ...args]);

  beforeAll(() => {
    out = mkdtempSync(join(tmpdir(), "stampede-run-"));
    first = run("--json");
    directory = join(out, readdirSync(out)[0]);
  });
  afterAll(() => rmSync(out, { recursive: true }));

  it("leaves one directory, named by its content, with every table in it", async () => {
    expect(first.status).toBe(0);
    const { hash } = await loadScenario(SMALL);
    expect(readdirSync(out)).toEqual([`small-market-${hash}-s3`]);
    expect(Object.keys(json(directory, "manifest.json").files)).toEqual([
      "calls.parquet",
      "cascade-branching.parquet",
      "cascade-edges.parquet",
      "cascade-generations.parquet",
      "events.parquet",
      "falls.parquet",
      "flows.parquet",
      "forced-impact.parquet",
      "kill-matrix.parquet",
      "kills.parquet",
      "ladder.parquet",
      "liquidations.parquet",
      "positions.parquet",
      "summary.json",
      "twin/summary.json",
      "twin/venues.parquet",
      "twin/world.parquet",
      "venues.parquet",
      "warnings.parquet",
      "waterfall-payments.parquet",
      "waterfalls.parquet",
      "world.parquet",
    ]);
  });

  it("prints with --json one object and nothing else", () => {
    const printed = JSON.parse(first.stdout);
    const manifest = json(directory, "manifest.json");
    expect(printed).toEqual({
      run: manifest.run,
      directory,
      seed: 3,
      seconds: manifest.timings.seconds,
      engineSeconds: manifest.timings.engineSeconds,
      operations: manifest.operations,
      members: 557,
      summary: json(directory, "summary.json"),
    });
    expect(printed.operations).toBeGreaterThan(10_000);
  });

  it("stores what the library simulates", async () => {
    const { scenario } = await loadScenario(SMALL);
    const result = simulate(scenario, { seed: 3 });
    const rows = await query(`SELECT close, forced_volume FROM '${directory}/venues.parquet'`);
    expect(rows.map((row) => row.close)).toEqual(
      Array.from(result.venues[0].close, (x) => (Number.isNaN(x) ? null : x)),
    );
    expect(rows.map((row) => row.forced_volume)).toEqual(Array.from(result.venues[0].forcedVolume));
    const summary = json(directory, "summary.json");
    for (const [key, value] of Object.entries(result.summary))
      expect(summary[key], key).toEqual(Number.isNaN(value) ? null : value);
    const accounts = await query(`SELECT count(*)::INTEGER n FROM '${directory}/liquidations.parquet'`);
    expect(accounts).toEqual([{ n: result.liquidations.member.length }]);
    expect(result.liquidations.member.length).toBeGreaterThan(50);
  });

  it("keeps the twin beside it: the same seed without its mechanism falls less", async () => {
    const summary = json(directory, "summary.json");
    const twin = json(directory, "twin", "summary.json");
    const alone = simulate((await loadScenario(SMALL, { without: ["forced-liquidation"] })).scenario, { seed: 3 });
    expect(twin["pit.fall"]).toBe(alone.summary["pit.fall"]);
    expect(summary["twin.pit.fall"]).toBe(twin["pit.fall"]);
    expect(summary["twin.mechanism"]).toBe("forced-liquidation");
    expect(summary["twin.share"]).toBeCloseTo(1 - twin["pit.fallToLow"] / summary["pit.fallToLow"], 12);
    expect(summary["twin.amplification"]).toBeCloseTo(summary["pit.fallToLow"] / twin["pit.fallToLow"], 12);
    expect(summary["twin.share"]).toBeGreaterThan(0.3);
  });

  it("puts the reported figure beside the simulated one", () => {
    const keys = Object.keys(json(directory, "summary.json"));
    expect(keys[keys.indexOf("pit.fall") + 1]).toBe("pit.fall_reported");
    expect(json(directory, "summary.json")["pit.fall_reported"]).toBe(-0.1);
  });

  it("uses a standing run again, says so, and prints the table and where the data lies", () => {
    const before = statSync(join(directory, "manifest.json")).mtimeMs;
    const { status, stdout, stderr } = run();
    expect(status).toBe(0);
    expect(stderr).toBe(`${directory} stands already and is used again (--force runs it anew)\n`);
    expect(statSync(join(directory, "manifest.json")).mtimeMs).toBe(before);
    expect(stdout).toMatch(
      /reported +simulated +accepted\n✓ {2}fall of the day +-10\.0% +-\d+\.\d% +-30\.0% to -10\.0%\n/,
    );
    expect(stdout).toMatch(/without forced-liquidation the same seed falls \d+\.\d%: it makes \d+\.\d% of the fall\n/);
    expect(stdout.trimEnd().split("\n").at(-1)).toBe(`data: ${directory}`);
  });

  it("runs it anew with --force, to the same bytes", () => {
    const before = content(directory);
    const started = json(directory, "manifest.json").timings.started;
    expect(run("--force", "--quiet")).toMatchObject({ status: 0, stderr: "" });
    expect(json(directory, "manifest.json").timings.started).not.toBe(started);
    expect(content(directory)).toEqual(before);
  });

  it("turns round with --without: the run lacks the mechanism, the twin has it", () => {
    const printed = JSON.parse(run("--json", "--without", "forced-liquidation").stdout);
    expect(printed.directory).not.toBe(directory);
    expect(json(printed.directory, "manifest.json")).toMatchObject({
      without: ["forced-liquidation"],
      twin: { without: [] },
    });
    expect(sha(join(printed.directory, "venues.parquet"))).toBe(sha(join(directory, "twin/venues.parquet")));
    expect(sha(join(printed.directory, "twin/venues.parquet"))).toBe(sha(join(directory, "venues.parquet")));
    expect(printed.summary["twin.share"]).toBe(json(directory, "summary.json")["twin.share"]);
  });

  it("keeps a window that is the whole run's to the bit", async () => {
    const asked = ["--from", "2026-01-30T10:00", "--until", "2026-01-30T15:40Z"];
    const printed = JSON.parse(run("--json", ...asked).stdout);
    const columns = "time, close, volume, forced_volume, called";
    const window = await query(`SELECT ${columns} FROM '${printed.directory}/venues.parquet'`);
    const whole = await query(
      `SELECT ${columns} FROM '${directory}/venues.parquet' WHERE time >= '2026-01-30 15:00' AND time < '2026-01-30 15:40'`,
    );
    expect(window).toHaveLength(40);
    expect(window).toEqual(whole);
    expect(json(printed.directory, "manifest.json")).toMatchObject({
      from: "2026-01-30T15:00:00.000Z",
      until: "2026-01-30T15:40:00.000Z",
    });
  });

  it("with another seed is another run of the same scenario", () => {
    const printed = JSON.parse(run("--json", "--seed", "4").stdout);
    expect(printed.directory).toBe(directory.replace(/-s3$/, "-s4"));
    expect(sha(join(printed.directory, "venues.parquet"))).not.toBe(sha(join(directory, "venues.parquet")));
  });

  it.each([
    [["--set", "populations.longs.membres=3"], "populations.longs.membres", 'did you mean "members"'],
    [["--without", "forced-liquidaton"], "forced-liquidaton", 'did you mean "forced-liquidation"'],
    [
      ["--from", "2026-02-01"],
      "the window 2026-02-01T05:00:00.000Z to 2026-01-30T20:00:00.000Z",
      "does not lie inside the clock",
    ],
    [["--until", "soon"], "--until soon: expected a day or a time", ""],
  ])("%j ends in status 2 with nothing written", (args, said, hint) => {
    const elsewhere = join(out, "nothing-here");
    const { status, stdout, stderr } = stampede(["run", SMALL, "--out", elsewhere, ...args]);
    expect(stderr).toContain(said);
    expect(stderr).toContain(hint);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(existsSync(elsewhere)).toBe(false);
  });
});
