/** What made a crash, and what would have stopped it, on the smallest market that crashes. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stampede } from "../../cli/stampede.ts";

const SMALL = new URL("../../../configs/small-crash.yaml", import.meta.url).pathname;
let out: string;
let run: string;

beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), "cause-"));
  const made = stampede(["run", SMALL, "--out", out, "--no-charts", "--json", "--quiet", "--set", "clock.step=2m"]);
  expect(made.status).toBe(0);
  run = JSON.parse(made.stdout).run;
}, 120_000);
afterAll(() => rmSync(out, { recursive: true, force: true }));

const json = (args: readonly string[]) => {
  const done = stampede([...args, "--out", out, "--json", "--quiet", "--no-charts"]);
  expect(done.stderr).toBe("");
  return JSON.parse(done.stdout);
};

describe("stampede twin", () => {
  it("without changes is the run, bit for bit, from any moment", () => {
    const twin = json(["twin", run, "--from", "2026-01-30T10:40"]);
    const tables = readdirSync(join(out, run)).filter((name) => name.endsWith(".parquet"));
    expect(tables.length).toBeGreaterThan(8);
    for (const table of tables)
      expect(readFileSync(join(twin.directory, table)).equals(readFileSync(join(out, run, table))), table).toBe(true);
    for (const { run: own, twin: other } of twin.figures) expect(other).toBe(own);
  }, 60_000);

  it("without a mechanism falls otherwise, and is one with the run until then", () => {
    const twin = json(["twin", run, "--without", "loss-spiral,margin-spiral", "--from", "2026-01-30T09:00"]);
    const of = (key: string) => twin.figures.find((figure: { key: string }) => figure.key === key);
    expect(of("pit.fallToLow").difference).toBeGreaterThan(0.05);
    expect(of("liquidations.accounts").twin).toBe(0);
    expect(of("pit.change.2026-01-29").difference).toBe(0);
    expect(json(["twin", run, "--without", "news"]).from).toBe("2026-01-30T15:00:00.000Z");
  }, 60_000);

  it.each([
    [["--without", "moment"], /there is no mechanism "moment"; did you mean "momentum"\?/],
    [["--without", "stops"], /small-crash has nothing of stop orders \(stops\) that could be switched off/],
    [["--from", "2027-01-01"], /--from .* does not lie inside the run/],
    [["--set", "clearing.pit.graze=1"], /unknown key "graze"/],
    [["--set", "populations.longs.members=9", "--from", "2026-01-30"], /cannot part from the run then/],
  ])("%j is told in a sentence", (args, message) => {
    const done = stampede(["twin", run, "--out", out, ...args]);
    expect(done.status).toBe(2);
    expect(done.stderr).toMatch(message);
    expect(done.stderr).not.toMatch(/\n {4}at /);
  });

  it("of what is no run is told in a sentence", () => {
    expect(stampede(["twin", "nothing", "--out", out])).toMatchObject({
      status: 2,
      stderr: "stampede: there is no run nothing\n",
    });
  });
});

describe("stampede cause", () => {
  const wide = "venues.pit.rules=[{ kind: daily-limit, down: 90%, up: 200% }]";
  const set = ["--set", "clock.step=5m", "--set", wide];
  const args = ["cause", SMALL, "--seeds", "2", ...set, "--mechanisms", "price-limits,loss-spiral,news"];

  it("shares the fall exactly, gives nothing to limits that never bind, and goes on after a kill", () => {
    const first = json(args);
    expect(first).toMatchObject({ exact: true, orders: 6, combinations: 8, runs: { failed: 0 } });
    expect(first.mechanisms.map(({ name }: { name: string }) => name)).toEqual(["price-limits", "loss-spiral", "news"]);
    for (const { values, whole } of first.counted) {
      expect(values[0] + values[1] + values[2]).toBe(whole);
      expect(values[0]).toBe(0);
      expect(values[2]).toBeLessThan(0);
    }
    expect(first.whole.value).toBeCloseTo(first.all.value - first.none.value, 9);
    // What a kill leaves: a part of the log, its last line cut off.
    const log = join(first.directory, "runs", "log.jsonl");
    const whole = readFileSync(log);
    writeFileSync(log, whole.subarray(0, Math.floor(whole.length * 0.6)));
    const again = stampede([...args, "--out", out, "--json", "--no-charts"]);
    expect(again.stderr).toMatch(/^\d of 16 runs stand/);
    expect(JSON.parse(again.stdout)).toEqual(first);
  }, 120_000);
});

describe("stampede cause with orders of each seed's own", () => {
  const set = ["--set", "clock.step=5m"];
  const args = ["cause", SMALL, "--seeds", "3", ...set, "--mechanisms"];
  const all = "loss-spiral,margin-spiral,momentum,market-maker-withdrawal,news";

  it("runs in each seed what that seed's orders ask for: what no order changes is the same whatever is drawn", () => {
    const [few, more] = ["2", "4"].map((orders) => json([...args, all, "--orders", orders]));
    expect([few.exact, few.orders, more.orders]).toEqual([false, 2, 4]);
    expect(few.all).toEqual(expect.objectContaining({ value: more.all.value }));
    few.mechanisms.forEach(({ name, last }: { name: string; last: { value: number } }, i: number) => {
      expect([name, last.value]).toEqual([name, more.mechanisms[i].last.value]);
    });
    // News makes the fall: without it alone nothing is left, which every order sees.
    const news = few.mechanisms[4];
    expect(news.last.value / few.whole.value).toBeGreaterThan(0.8);
    const { mechanisms } = json([...args, "news"]);
    expect(mechanisms[0].value.value).toBeCloseTo(news.last.value, 9);
  }, 120_000);
});

describe("a run that was recorded in part", () => {
  it("has no tree and no rescue, and says so in a sentence", () => {
    const args = ["run", SMALL, "--out", out, "--no-charts", "--json", "--quiet", "--set", "clock.step=5m"];
    const part = JSON.parse(stampede([...args, "--from", "2026-01-30T12:00"]).stdout).run;
    for (const command of [
      ["tree", part],
      ["rescue", part, "--fall", "10%"],
    ]) {
      const { status, stderr } = stampede([...command, "--out", out]);
      expect([status, stderr.trimEnd().split("\n").length]).toEqual([2, 1]);
      expect(stderr).toMatch(/was recorded from 2026-01-30T17:00:00.000Z on: .*, so run it without --from/);
    }
  }, 60_000);
});

describe("stampede rescue", () => {
  it("finds the smallest bids that do, and slightly smaller ones do not", () => {
    const found = json(["rescue", run, "--fall", "15%", "--kind", "bids", "--at", "2026-01-30T10:30"]);
    const [{ best }] = found.kinds;
    expect(found.fall).toBeLessThan(-0.2);
    expect(best.found.fall).toBeGreaterThan(-0.15);
    expect(best.smaller.fall).toBeLessThanOrEqual(-0.15);
    expect(best.smaller.size).toBeLessThan(best.found.size);
    expect(best.smaller.size).toBeGreaterThan(0.9 * best.found.size);
  }, 120_000);

  it.each([
    [["--fall", "90%"], 2, /falls .* which is under 90.0% already/],
    [["--fall", "15%", "--kind", "holt"], 2, /there is no kind of rescue "holt"; did you mean "halt"\?/],
    [
      ["--fall", "1%", "--kind", "slow", "--at", "2026-01-30T10:30"],
      2,
      /no slow within its bounds keeps the fall under 1.0%/,
    ],
    [["--fall", "x"], 2, /Expected the size of a fall/],
    [["--fall", "95%"], 2, /Expected the size of a fall from 0.01% to 90%/],
    [["--fall", "15%", "--kind", ""], 2, /no kind of rescue is named; there is margin, halt, slow and bids/],
    [
      ["--fall", "15%", "--kind", "halt", "--at", "2026-01-30T16:59"],
      2,
      /no rescue can be tried: halt: less than two minutes are left/,
    ],
  ])(
    "%j is told in a sentence",
    (args, status, message) => {
      const done = stampede(["rescue", run, "--out", out, "--no-charts", "--quiet", ...args]);
      expect(done.stderr).toMatch(message);
      expect(done.status).toBe(status);
      expect(done.stderr).not.toMatch(/\n {4}at /);
    },
    60_000,
  );
});
