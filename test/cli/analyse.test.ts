import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { storeSweep } from "../experiment/stored-sweep.ts";
import { stampede } from "./stampede.ts";

const root = mkdtempSync(join(tmpdir(), "stampede-analyse-"));
const store = join(root, "formula-0123abcd");
const failed = join(root, "failed");
const notOne = join(root, "not-one");

beforeAll(async () => {
  await storeSweep(store, {
    method: "latin-hypercube",
    samples: 20,
    seeds: 3,
    fails: (point, seed) => point === 2 && seed === 1,
  });
  await storeSweep(failed, { method: "random", samples: 2, seeds: 2, fails: () => true });
  mkdirSync(notOne);
  writeFileSync(join(notOne, "manifest.json"), '{"format":1,"run":"x"}');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("stampede analyse", () => {
  it("prints the figures and what moves them, and leaves a report", () => {
    const { status, stdout, stderr } = stampede(["analyse", "formula-0123abcd", "--metric", "pit.fallToLow"], {
      cwd: root,
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "drawing charts\n" });
    expect(stdout).toMatch(/^formula: latin-hypercube, 20 points, 3 seeds each, 59 of 60 runs\n1 failed: /);
    expect(stdout).toMatch(/\npit\.fallToLow +−\d+\.\d% +−\d+\.\d% to −\d+\.\d%/);
    expect(stdout).toMatch(/\nmargin\.initial +5\.\d% to \d+\.\d%? /);
    expect(stdout).toMatch(/\nreport: formula-0123abcd\/report\.html\n$/);
    expect(
      readdirSync(join(store, "charts"))
        .filter((name) => name.endsWith(".png"))
        .sort(),
    ).toEqual(["distribution", "main-effects", "surface", "tornado"].map((name) => `pit.fallToLow.${name}.png`));
  });

  it("prints one object with --json and draws nothing with --no-charts", () => {
    const { status, stdout, stderr } = stampede(["analyse", store, "--json", "--no-charts"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const json = JSON.parse(stdout);
    expect(json).toMatchObject({
      directory: store,
      report: null,
      sweep: "formula",
      runs: { planned: 60, finished: 59, failed: 1 },
    });
    expect(Object.keys(json.metrics)).toEqual([
      "pit.fallToLow",
      "forcedShare",
      "liquidations.accounts",
      "killMatrix.loss",
    ]);
    expect(existsSync(join(store, "report.html"))).toBe(false);
    const written = JSON.parse(readFileSync(join(store, "analysis.json"), "utf8"));
    expect(written.metrics.forcedShare.runs).toEqual(json.metrics.forcedShare.runs);
  });

  it.each([
    [
      ["analyse", join(root, "nothing")],
      /^stampede: \S+nothing is not the store of a sweep: there is no such directory\n$/,
    ],
    [["analyse", notOne], /^stampede: \S+not-one is not the store of a sweep: its manifest is not one of a sweep\n$/],
    [["analyse", root], /^stampede: \S+ is not the store of a sweep: it has no manifest\.json\n$/],
    [["analyse", failed], /^stampede: \S+failed holds no finished run to analyse yet: 4 of 4 failed.*\n$/],
    [
      ["analyse", store, "--metric", "pit.falToLow"],
      /^stampede: \S+ has no figure "pit\.falToLow"; did you mean "pit\.fallToLow"\?\n$/,
    ],
    [["analyse", store, "--metric", "pit.worstDay"], /^stampede: pit\.worstDay is a text, not a number: .*\n$/],
    [["query", join(root, "nothing"), "SELECT 1"], /^stampede: \S+nothing is not the store of a sweep: .*\n$/],
    [
      ["query", store, "SELECT a FROM results"],
      /^stampede: the SQL cannot be run: Referenced column "a" not found .*\n$/,
    ],
    [["query", store, "SELECT 1", "--csv", "--json"], /^stampede: option '--json' cannot be used with option '--csv'/],
    [
      ["export", store, "--format", "xlsx"],
      /^stampede: option '--format <format>' argument 'xlsx' is invalid\. Allowed choices are csv, parquet, arrow\./,
    ],
    [
      ["export", store, "--out", join(root, "no", "a.csv")],
      /^stampede: cannot write \S+a\.csv: the directory \S+no does not exist\n$/,
    ],
    [["export", store, "--out", root], /^stampede: cannot write \S+: it is a directory\n$/],
    [["export", failed.replace("failed", "gone")], /^stampede: \S+gone is not the store of a sweep/],
  ])("%j is one sentence and status 2", (args, message) => {
    const { status, stdout, stderr } = stampede(args);
    expect(stderr).toMatch(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  });
});

describe("stampede query", () => {
  const sql =
    "SELECT point, count(*) AS runs FROM results WHERE status = 'ok' GROUP BY point ORDER BY runs, point LIMIT 2";

  it("prints a table, CSV or JSON", () => {
    expect(stampede(["query", store, sql])).toEqual({
      status: 0,
      stdout: "point  runs\n    2     2\n    0     3\n",
      stderr: "",
    });
    expect(stampede(["query", store, sql, "--csv"]).stdout).toBe("point,runs\r\n2,2\r\n0,3\r\n");
    expect(JSON.parse(stampede(["query", store, sql, "--json"]).stdout)).toEqual([
      { point: 2, runs: 2 },
      { point: 0, runs: 3 },
    ]);
  });

  it("says when there is nothing, and when there is more than a table shows", () => {
    expect(stampede(["query", store, "SELECT 1 AS a WHERE false"])).toEqual({
      status: 0,
      stdout: "a\n",
      stderr: "no rows\n",
    });
    expect(stampede(["query", store, "SELECT 1 AS a WHERE false", "--json"]).stdout).toBe("[]\n");
    const many = stampede(["query", store, "FROM range(3000)"]);
    expect(many.stdout.split("\n")).toHaveLength(1002);
    expect(many.stderr).toBe("the first 1000 of 3000 rows; --csv and --json print all\n");
    expect(stampede(["query", store, "FROM range(3000)", "--csv"]).stdout.split("\r\n")).toHaveLength(3002);
  });
});

describe("stampede export", () => {
  it("writes to standard output or to a file", () => {
    const { status, stdout, stderr } = stampede(["export", store]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout.split("\r\n")).toHaveLength(62);
    const out = join(root, "results.arrow");
    expect(stampede(["export", store, "--format", "arrow", "--out", out])).toEqual({
      status: 0,
      stdout: "",
      stderr: "",
    });
    expect(readFileSync(out).subarray(0, 6).toString()).toBe("ARROW1");
  });
});
