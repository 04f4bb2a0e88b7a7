import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { INDICATORS } from "../../src/analysis/warnings/index.ts";
import { RandomStream } from "../../src/core/random.ts";
import { category, makeTable, number, type Table, time } from "../../src/experiment/tables/table.ts";
import { storeSweep } from "../experiment/stored-sweep.ts";
import { stampede } from "./stampede.ts";

const root = mkdtempSync(join(tmpdir(), "stampede-warn-"));
const store = join(root, "formula-0123abcd");
const bare = join(root, "bare");
const START = Date.parse("2026-01-05T00:00Z");

/** Three days of half hours: a point of an odd number falls by 30% on the third, and was more leveraged before. */
function warningsOf(point: number, seed: number): Table[] {
  const n = 144;
  const falls = point % 2 === 1;
  const stream = new RandomStream(seed, `warn ${point}`);
  const rows = Array.from({ length: n }, (_, i) => i);
  const price = rows.map((i) => (falls && i >= 110 ? 70 : 100));
  const values = INDICATORS.map(({ key }) =>
    number(
      key,
      rows.map(() =>
        key === "leverage" ? 5 + (falls ? 1.5 : 0) + stream.normal() : key === "premium" ? Number.NaN : stream.next(),
      ),
    ),
  );
  return [
    makeTable("warnings", [
      time(
        "time",
        rows.map((i) => START + i * 1_800_000),
      ),
      category(
        "venue",
        rows.map(() => 0),
        ["pit"],
      ),
      number("price", price),
      number("low", price),
      ...values,
    ]),
  ];
}

beforeAll(async () => {
  await storeSweep(store, { method: "random", samples: 24, seeds: 1, tables: warningsOf });
  await storeSweep(bare, { method: "random", samples: 2, seeds: 1 });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("stampede warn", () => {
  it("prints a table of all indicators and leaves figures, tables, charts and a page", () => {
    const { status, stdout, stderr } = stampede(["warn", store, "--venue", "pit"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "drawing charts\n" });
    const lines = stdout.split("\n");
    expect(lines[0]).toMatch(
      /^Crash: a fall of 20% within 24 hours at PIT, which followed \d+\.\d% of \d,\d{3} moments; fit on 12, judged on 12 other runs/,
    );
    expect(lines[2]).toBe("fit: 6 of 12 runs crash, test: 6 of 12");
    expect(lines[5]).toMatch(
      /^leverage +high +0\.\d\d +0\.\d\d \(0\.\d\d to \d\.\d\d\) +\d\.\d+ +\d+% +\d+% +100% +\d+\.\d$/,
    );
    expect(stdout).toMatch(/\nnot there, or always the same: premium\n/);
    expect(readdirSync(join(store, "warnings")).sort()).toEqual([
      "charts",
      "indicators.parquet",
      "report.html",
      "roc.parquet",
      "warnings.json",
    ]);
    expect(readdirSync(join(store, "warnings/charts")).filter((name) => name.endsWith(".png"))).toEqual([
      "lead-time.png",
      "roc.png",
    ]);
    const page = readFileSync(join(store, "warnings/report.html"), "utf8");
    expect(page.match(/(src|href)="(?!#)[^"]{0,40}/g)).toBeNull();
    expect(statSync(join(store, "warnings/report.html")).size).toBeLessThan(2e6);
  });

  it("prints one object with --json and draws nothing with --no-charts", () => {
    const { status, stdout } = stampede([
      "warn",
      store,
      "--venue",
      "pit",
      "--json",
      "--no-charts",
      "--crash",
      "0.25",
      "--within",
      "12h",
    ]);
    expect(status).toBe(0);
    const json = JSON.parse(stdout);
    expect(json).toMatchObject({
      sweep: "formula-0123abcd",
      venue: "pit",
      by: "run",
      crash: 0.25,
      withinHours: 12,
      report: null,
      groups: 24,
    });
    expect(json.indicators[0].key).toBe("leverage");
    expect(json.indicators).toHaveLength(INDICATORS.length - 1);
    expect(json.fit.keys.filter((key: string) => json.test.keys.includes(key))).toEqual([]);
    expect(existsSync(join(store, "warnings/report.html"))).toBe(false);
  });

  it.each([
    [
      "a fall that there is not",
      [store, "--venue", "pit", "--crash", "50%"],
      /^stampede: no crash follows any of \d+ moments of 24 runs: there is nothing to foretell\n$/,
    ],
    [
      "a sweep without warnings",
      [bare, "--venue", "pit"],
      /^stampede: the sweep formula keeps no warnings: its file needs series: \[warnings\]\n$/,
    ],
    [
      "a venue that there is not",
      [store, "--venue", "pitt"],
      /^stampede: no run has warnings of a venue "pitt"; did you mean "pit"\?\n$/,
    ],
    ["what is no sweep", [root], /is not the store of a sweep: it has no manifest\.json\n$/],
    ["a time that is none", [store, "--within", "1 day"], /Expected a duration such as 6h or 1d/],
    ["a size that is none", [store, "--crash", "120%"], /Expected a part between 0% and 100%/],
  ])("refuses %s in a sentence", (_, args, said) => {
    const { status, stdout, stderr } = stampede(["warn", ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(said);
    expect(stderr).not.toMatch(/\n {4}at /);
  });
});
