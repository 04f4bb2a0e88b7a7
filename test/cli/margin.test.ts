import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backtestAnswer } from "../../src/cli/margin-backtest.ts";
import { DAY, dayName } from "../../src/core/time.ts";
import { SILVER_HIKES } from "../analysis/margin/silver-hikes.ts";
import { garchPrices } from "../clearing/price-path.ts";
import { SMALL, stampede } from "./stampede.ts";

let folder: string;
let prices: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stampede-margin-cli-"));
  prices = join(folder, "prices.csv");
  let day = Date.UTC(2020, 0, 1);
  const rows = [...garchPrices(400, 6)].map((price) => {
    while ([0, 6].includes(new Date(day).getUTCDay())) day += DAY;
    day += DAY;
    return `${dayName(day - DAY)},${price}`;
  });
  writeFileSync(prices, `date,close\n${rows.join("\n")}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

const json = (args: readonly string[]) => {
  const { status, stdout, stderr } = stampede(["margin", ...args, "--json"]);
  expect([status, stdout.trimEnd().split("\n").length]).toEqual([0, 1]);
  return { ...JSON.parse(stdout), stderr };
};

describe("stampede margin --backtest", () => {
  it("gives Kupiec's statistic and its p-value", () => {
    const { kupiec, pValue, stderr } = json(["--backtest", "4", "250", "99%"]);
    expect(kupiec.toFixed(5)).toBe("0.76914");
    expect(pValue).toBeCloseTo(0.38048, 5);
    expect(stderr).toBe("");
    expect(backtestAnswer(["10", "250", "0.99"]).json).toMatchObject({ kupiec: expect.closeTo(12.95549, 5) });
    expect(backtestAnswer(["0", "250", "99%"]).json).toMatchObject({ kupiec: expect.closeTo(5.02517, 5) });
  });

  it("is a table for people", () => {
    const { lines } = backtestAnswer(["4", "250", "99%"]);
    expect(lines[0]).toBe("4 breaches in 250 days, 2.5 promised at 99%");
    expect(lines[1]).toMatch(/^Kupiec {2}0\.76914 {2}p = 0\.38048/);
  });

  it.each([
    [["4", "250", "100%"], "expected a confidence above 0% and below 100%, got 100%"],
    [["4", "250", "99"], "expected a confidence above 0% and below 100%, got 99"],
    [["4", "250"], "takes BREACHES N CONFIDENCE, such as --backtest 4 250 99%; got 4 250"],
    [["5", "4", "99%"], "5 breaches in 4 days are more than can be"],
    [["1.5", "4", "99%"], "expected whole numbers, N of 1 or more, got 1.5 and 4"],
    [["0", "0", "99%"], "expected whole numbers, N of 1 or more"],
  ])("refuses %j in one sentence", (values, message) => {
    expect(() => backtestAnswer(values)).toThrow(message);
  });

  it("exits with 2 where it refuses", () => {
    const { status, stdout, stderr } = stampede(["margin", "--backtest", "4", "250", "100%"]);
    expect([status, stdout, stderr.trimEnd().split("\n").length]).toEqual([2, "", 1]);
  });
});

describe("stampede margin --levels", () => {
  it("gives the figures of a path of hikes", () => {
    const file = join(folder, "levels.csv");
    writeFileSync(file, `date,margin\n${SILVER_HIKES.map((row) => row.join(",")).join("\n")}\n`);
    const figures = json(["--levels", file]);
    expect(figures).toMatchObject({
      peakToTrough: 4.625,
      peakToTroughOrdered: 4.625,
      maxIncrease1d: 1.3,
      maxIncrease5d: 16_000 / 10_750,
      maxIncrease10d: 16_000 / 8700,
      maxIncrease20d: 16_000 / 8700,
      maxIncrease30d: 16_000 / 8700,
    });
    expect(stampede(["margin", "--levels", file]).stdout).toMatch(/largest increase over 10 days +1\.839/);
  });

  it("draws them where it is told", () => {
    const file = join(folder, "levels.csv");
    const out = join(folder, "drawn");
    const { directory, report, stderr: _, ...figures } = json(["--levels", file, "--out", out]);
    expect([readdirSync(out), directory.slice(out.length + 1)]).toEqual([
      [directory.slice(out.length + 1)],
      expect.stringMatching(/^levels-levels-[0-9a-f]{8}$/),
    ]);
    expect(readdirSync(join(directory, "charts")).sort()).toEqual(["levels.png", "levels.svg", "levels.vl.json"]);
    const { path, ...stored } = JSON.parse(readFileSync(join(directory, "levels.json"), "utf8"));
    expect([path.length, path[586]]).toEqual([587, { date: "2011-09-26", margin: 18_500 }]);
    expect(stored).toEqual(figures);
    expect(readFileSync(report, "utf8")).toContain("17 levels, 2009-06-26 to 2011-09-26, 587 business days");
  });

  it("leaves null what a path is too short for", () => {
    const file = join(folder, "short.csv");
    writeFileSync(file, "date,margin\n2026-01-05,100\n");
    expect(json(["--levels", file])).toMatchObject({ peakToTrough: 1, maxIncrease1d: null, maxIncrease30d: null });
  });
});

describe("stampede margin PRICES", () => {
  it("gives path, breaches, tests and procyclicality, of the model and with each tool", () => {
    const report = json([
      prices,
      "--model",
      "ewma:lambda=0.94",
      "--tools",
      "floor:days=100,buffer:rate=4%",
      "--confidence",
      "99.5%",
    ]);
    expect(report.policy).toMatchObject({ kind: "ewma", lambda: 0.94, confidence: 0.995 });
    expect(report).toMatchObject({ days: 301, before: 100, observations: 300, stderr: "", warnings: [] });
    expect(report.path).toHaveLength(301);
    expect(report.variants.map(({ tools }: { tools: string[] }) => tools)).toEqual([
      [],
      ["floor"],
      ["floor", "buffer"],
    ]);
    const [model, floored, both] = report.variants.map(({ peakToTrough }: { peakToTrough: number }) => peakToTrough);
    expect(model).toBeGreaterThan(floored);
    expect(floored).toBeGreaterThan(both);
    expect(report.peakToTrough).toBe(both);
    const margins = report.path.map(({ margin }: { margin: number }) => margin);
    expect(Math.max(...margins) / Math.min(...margins)).toBe(both);
    expect(report.path.filter(({ breach }: { breach: boolean | null }) => breach).length).toBe(report.breaches);
    expect(report.path[300].breach).toBeNull();
    for (const { close, margin, amount } of report.path) expect(amount).toBe(margin * close);
  });

  it("prints a table with a column for each, and says what it put right", () => {
    const { status, stdout, stderr } = stampede(["margin", prices, "--tools", "floor,cap"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ +ewma +\+ floor +\+ cap$/m);
    expect(stdout).toMatch(/^peak to trough, rate +\d/m);
    expect(stdout).toMatch(/^peak to trough, money +\d/m);
    expect(stderr).toContain("stampede: warning: floor: the long run is half of the history, 200 trading days");
  });

  it("prints what its page shows", () => {
    const page = readFileSync(new URL("../../docs/margin.md", import.meta.url), "utf8");
    const [, command, shown] = /^ {4}stampede (margin test\/data.*)\n\n```\n([\s\S]*?)\n```/m.exec(page) ?? [];
    const { stdout } = stampede(command.split(" "), { cwd: new URL("../..", import.meta.url).pathname });
    expect(stdout.trimEnd()).toBe(shown);
  });

  it("reads the policy of a scenario and its contract", () => {
    const report = json([prices, "--scenario", SMALL]);
    expect(report).toMatchObject({ policy: { kind: "fixed", maintenance: 0.09 }, multiplier: 1000, peakToTrough: 1 });
    expect(report.path[0].amount).toBeCloseTo(0.09 * 1000 * report.path[0].close, 9);
  });

  it("writes path, figures, charts and a report where it is told, the same bytes each time", () => {
    const out = join(folder, "out");
    const args = [prices, "--model", "historical:lookback=250", "--tools", "step-hikes", "--out", out, "--quiet"];
    const { directory, report, ...figures } = json(args);
    expect(readdirSync(out)).toEqual([directory.slice(out.length + 1)]);
    expect(directory).toMatch(/margin-prices-[0-9a-f]{8}$/);
    for (const name of ["losses", "margin-path"])
      for (const ending of ["png", "svg", "vl.json"])
        expect(existsSync(join(directory, "charts", `${name}.${ending}`))).toBe(true);
    const bytes = () => ["margin.csv", "margin.json"].map((name) => readFileSync(join(directory, name), "utf8"));
    const first = bytes();
    expect(report).toBe(join(directory, "report.html"));
    expect(readFileSync(report, "utf8")).toContain("Historical simulation with step hikes");
    const { stderr: _, ...stored } = { ...figures };
    expect(JSON.parse(readFileSync(join(directory, "margin.json"), "utf8"))).toEqual(stored);
    // The path that it writes can be read back as levels: the file has every business day.
    const levels = json(["--levels", join(directory, "margin.csv")]);
    expect(levels.peakToTrough).toBe(figures.peakToTrough);
    expect(levels.maxIncrease20d).toBe(figures.maxIncrease20d);
    const plain = json([...args, "--no-charts"]);
    expect(bytes()).toEqual(first);
    expect([plain.report, readdirSync(directory).sort()]).toEqual([null, ["margin.csv", "margin.json"]]);
  });

  it("has every mistake told, with status 2 and nothing written", () => {
    const bad = join(folder, "bad.csv");
    writeFileSync(bad, "date,close\n2026-01-05,x\n2026-13-05,3\n");
    const cases: [string[], string[]][] = [
      [[], ["expected a file of prices, --levels FILE or --backtest BREACHES N CONFIDENCE"]],
      [[prices, "--venue", "pit"], ["--venue is for --scenario"]],
      [
        ["--backtest", "4", "250", "99%", "--out", "x"],
        ["--out is for a file of prices or of levels, not for --backtest"],
      ],
      [["--levels", bad, "--model", "ewma"], ["--model is for a file of prices, not for --levels"]],
      [
        [bad],
        [`${bad}:2:12  close: expected a number, got "x"`, `${bad}:3:1  date: expected a day such as 2026-01-30`],
      ],
      [[prices, "--model", "historical:lookback=500"], ["lookback: the look-back is longer than the history"]],
      [
        [prices, "--model", "fixed:maintenance=10%,initial=9%"],
        ["initial margin, 9%, lies below maintenance margin, 10%"],
      ],
      [[prices, "--confidence", "100%"], ["Expected a confidence above 0% and below 100%"]],
    ];
    for (const [args, messages] of cases) {
      const out = join(folder, "nothing");
      const { status, stdout, stderr } = stampede(["margin", ...args, ...(args[0] === prices ? ["--out", out] : [])]);
      for (const message of messages) expect(stderr).toContain(message);
      expect(stderr).not.toMatch(/^ +at /m);
      expect([args, status, stdout]).toEqual([args, 2, ""]);
      expect(readdirSync(folder)).not.toContain("nothing");
    }
  });
});
