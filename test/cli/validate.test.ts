/** `stampede validate` as a user runs it, on a market of a hundred minutes. */
import { once } from "node:events";
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Outcome, stampede, start } from "./stampede.ts";

const TINY = fileURLToPath(new URL("../experiment/tiny-market.yaml", import.meta.url));
/** Bad news of a quarter, with call margins of a tenth: the price falls by a quarter or so, and never rises a tenth. */
const FIGURES = `reported:
  - { key: low, group: The day, label: lowest price, value: 75, unit: USD/oz, low: 60, high: 90,
      of: 'min(pit.close[2026-01-29])', source: nobody }
  - { key: fall, group: The day, label: fall to the last price, value: -25%, unit: "%", low: -45%, high: -10%,
      of: 'last(pit.close) / first(pit.close) - 1', source: nobody }
  - { key: pit.forcedShare, group: Force, label: share of forced sales, value: 90%, unit: "%", low: 85%, high: 95%, source: nobody }
  - { key: never, group: Force, label: mean fall of a fund that is not there, value: 1, unit: "", low: 0, high: 2,
      of: 'mean(world.nav)', source: nobody }
  - { key: margin, group: Given, label: margin rate, value: 9%, unit: "%", of: 'first(pit.maintenance_margin)', input: true, source: the scenario }
`;
const VALIDATION = "validation: { pass: 50%, seeds: 5, firstSeed: 101, twinSeeds: 2 }\n";

let out: string;
beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), "stampede-validate-"));
});
afterAll(() => rmSync(out, { recursive: true }));

/** A scenario file with these figures, in the directory where commands run. */
function scenario(name: string, more: string): string {
  const mechanisms = "mechanisms: { forced-liquidation: margin calls }\ntwin: forced-liquidation\n";
  writeFileSync(join(out, `${name}.yaml`), `extends: ${TINY}\nname: ${name}\n${mechanisms}${more}`);
  return `${name}.yaml`;
}

const validate = (...args: string[]): Outcome => stampede(["validate", ...args], { cwd: out });
const keysIn = (directory: string): string[] =>
  readFileSync(join(out, directory, "log.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).key as string);

describe("stampede validate", () => {
  let first: Outcome;
  let directory: string;
  beforeAll(() => {
    first = validate(scenario("held", `${VALIDATION}${FIGURES}`), "--jobs", "2");
    directory = /^report: (runs\/held-[0-9a-f]{8}-validation)\/report\.html$/m.exec(first.stdout)?.[1] ?? "";
  });

  it("prints what was reported, what is accepted and what the runs give, by group, and passes at its mark", () => {
    expect(first.status).toBe(0);
    const rows = first.stdout.split("\n").map((line) => line.replaceAll(/ {2,}/g, "  "));
    expect(rows[0]).toMatch(/^held-[0-9a-f]{8}-validation: 5 of 5 runs$/);
    expect(rows.filter((row) => /^ {2}(The day|Force|Given):$/.test(row))).toHaveLength(3);
    const row = (label: string) => rows.find((one) => one.includes(label)) ?? "";
    expect(row("lowest price")).toMatch(
      /^✓ {2}lowest price {2}75 USD\/oz {2}60 to 90 USD\/oz {2}[\d.]+ USD\/oz {2}[\d.]+ to [\d.]+ USD\/oz/,
    );
    expect(row("fall to the last price")).toMatch(
      /^✓ .* -25\.0% {2}-45\.0% to -10\.0% {2}-\d+\.\d% {2}-\d+\.\d% to -\d+\.\d%/,
    );
    expect(row("share of forced")).toMatch(/^✗ .*not in 5% to 95%$/);
    expect(row("not there")).toMatch(/^✗ .* {2}1 {2}0 to 2 {2}- {2}not in 5% to 95%; no value in 5 of 5 runs$/);
    expect(row("margin rate")).toMatch(/^· .* 9\.0% {2}9\.0% {2}9\.0% to 9\.0% {2}given$/);
    expect(first.stdout).toContain(
      "\n2 of 4 (50%) figures hold: the median of the runs lies in the range (50% are asked for: passed)\n",
    );
    expect(first.stdout).toMatch(/\nWithout forced-liquidation the day's change is .* in the middle of 2 runs/);
  });

  it("leaves figures as JSON and Parquet, charts and a report, and runs that another command can read", () => {
    const files = readdirSync(join(out, directory)).sort();
    expect(files).toEqual(["charts", "report.html", "runs", "twin", "validation.json", "validation.parquet"]);
    const charts = readdirSync(join(out, directory, "charts")).filter((name) => name.endsWith(".png"));
    expect(charts.sort()).toEqual(["figures.png", "price.png"]);
    const report = readFileSync(join(out, directory, "report.html"), "utf8");
    expect(report).toContain("The middle of the runs lies in the range of 2 of 4 reported figures");
    expect(report.match(/<td title=/g)).toHaveLength(5);
    const stored = JSON.parse(readFileSync(join(out, directory, "validation.json"), "utf8"));
    expect(stored.verdict).toEqual({ figures: 4, holding: 2, covered: expect.any(Number), pass: 0.5, passed: true });
    expect(stored.figures.map((f: { key: string }) => f.key)).toEqual([
      "low",
      "fall",
      "pit.forcedShare",
      "never",
      "margin",
    ]);
    const own = stampede(
      ["query", join(directory, "runs"), 'SELECT seed, "reported.low" FROM results ORDER BY seed', "--json"],
      { cwd: out },
    );
    expect(own.stderr).toBe("");
    const low = stored.figures[0];
    expect(own.stdout).toContain("101");
    expect(low.p5 <= low.median && low.median <= low.p95).toBe(true);
  });

  it("uses runs again that stand, though labels, ranges and comments are others, and fails below its mark", () => {
    const changed = `# a comment\n${VALIDATION.replace("50%", "60%")}${FIGURES.replace("lowest price", "the low").replace("high: 90", "high: 91")}`;
    const again = validate(scenario("held", changed), "--no-charts", "--json");
    expect(again.status).toBe(1);
    expect(again.stderr).toContain(`5 of 5 runs stand: ${directory}\n`);
    const printed = JSON.parse(again.stdout);
    expect(printed.directory).toBe(directory);
    expect(printed.verdict).toMatchObject({ holding: 2, pass: 0.6, passed: false });
    expect(printed.figures[0]).toMatchObject({ label: "the low", high: 91, runs: 5, missing: 0 });
    expect(printed.twin).toMatchObject({ mechanism: "forced-liquidation", runs: 2 });
    // Charts of another verdict would mislead.
    expect(existsSync(join(out, directory, "report.html"))).toBe(false);
    expect(keysIn(`${directory}/runs`)).toHaveLength(5);
  });

  it("makes the seeds that are asked for, and only those count", () => {
    const more = validate("held.yaml", "--seeds", "101,7", "--no-twin", "--no-charts", "--json", "--quiet");
    const printed = JSON.parse(more.stdout);
    expect(more.stderr).toBe("");
    expect([printed.seeds, printed.twin, printed.figures[0].runs]).toEqual([[101, 7], null, 2]);
    expect(keysIn(`${directory}/runs`)).toHaveLength(6);
  });

  it("goes on where it was killed, and comes to what it would have come to", async () => {
    const file = scenario("killed", `${VALIDATION.replace("seeds: 5", "seeds: 12")}${FIGURES}`);
    const child = start(["validate", join(out, file), "--out", join(out, "runs"), "--jobs", "1", "--no-charts"]);
    const closed = once(child, "close");
    child.stdout?.resume();
    child.stderr?.resume();
    const place = () => readdirSync(join(out, "runs")).find((one) => one.startsWith("killed-")) ?? "";
    const lines = () => {
      const log = join("runs", place(), "runs");
      return existsSync(join(out, log, "log.jsonl"))
        ? readFileSync(join(out, log, "log.jsonl"), "utf8").split("\n").length - 1
        : 0;
    };
    while (lines() < 2) await new Promise((resolve) => setTimeout(resolve, 2));
    child.kill("SIGKILL");
    await closed;
    const name = place();
    const stood = lines();
    expect(stood).toBeLessThan(12);
    // What a crash tore is no line.
    appendFileSync(join(out, "runs", name, "runs", "log.jsonl"), '{"key":"torn');
    const resumed = validate(file, "--no-charts", "--no-twin", "--json");
    expect(resumed.stderr).toContain(`${stood} of 12 runs stand`);
    const keys = keysIn(`runs/${name}/runs`);
    expect([keys.length, new Set(keys).size]).toEqual([12, 12]);
    const fresh = validate(file, "--no-charts", "--no-twin", "--json", "--quiet", "--out", "other");
    expect(JSON.parse(resumed.stdout).figures).toEqual(JSON.parse(fresh.stdout).figures);
  });

  it("makes every run anew when forced, and switches mechanisms off as asked", () => {
    const forced = validate("held.yaml", "--seeds", "1", "--force", "--no-twin", "--no-charts", "--quiet");
    expect([forced.status, forced.stderr]).toEqual([1, ""]);
    expect(keysIn(`${directory}/runs`)).toHaveLength(1);
    const without = validate(
      "held.yaml",
      "--seeds",
      "1",
      "--without",
      "forced-liquidation",
      "--no-charts",
      "--json",
      "--quiet",
    );
    const printed = JSON.parse(without.stdout);
    expect([printed.without, printed.twin]).toEqual([["forced-liquidation"], null]);
    expect(printed.directory).not.toBe(directory);
    const share = printed.figures.find((f: { key: string }) => f.key === "pit.forcedShare");
    expect(share.median).toBe(0);
  });

  it.each([
    [["nowhere.yaml"], /cannot read nowhere\.yaml/],
    [[TINY], /reports nothing to hold runs against/],
    [["held.yaml", "--seeds", "none"], /Expected how many seeds/],
    [["held.yaml", "--twin", "forced-liqidation"], /did you mean "forced-liquidation"\?/],
    [["held.yaml", "--set", "reported.0.of=min(pit.close[2026-01-30])"], /2026-01-30 lies outside the clock/],
  ])("%j is refused with status 2, and nothing is written", (args, message) => {
    const before = readdirSync(join(out, "runs"));
    const { status, stdout, stderr } = validate(...args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain("    at ");
    expect(readdirSync(join(out, "runs"))).toEqual(before);
  });
});
