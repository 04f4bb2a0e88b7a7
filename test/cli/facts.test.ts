import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Outcome, SMALL, stampede } from "./stampede.ts";

describe("stampede facts", () => {
  let out: string;
  let plain: string;
  let first: Outcome;

  beforeAll(() => {
    out = mkdtempSync(join(tmpdir(), "stampede-facts-"));
    // A run without trades, and the scenario itself.
    const ran = stampede(["run", SMALL, "--out", join(out, "plain"), "--no-charts", "--json", "--quiet"]);
    plain = JSON.parse(ran.stdout).directory;
    first = stampede(["facts", SMALL, "--out", out, "--seed", "5", "--json", "--quiet"]);
  });
  afterAll(() => rmSync(out, { recursive: true }));

  it("runs a scenario with its trades kept, measures it, and says the same in facts.json", () => {
    expect(first.stderr).toBe("");
    const printed = JSON.parse(first.stdout);
    expect(printed.run).toMatch(/^small-market-[0-9a-f]{8}-s5$/);
    expect(existsSync(join(printed.directory, "trades.parquet"))).toBe(true);
    expect(existsSync(join(printed.directory, "twin"))).toBe(false);
    const stored = JSON.parse(readFileSync(join(printed.directory, "facts", "facts.json"), "utf8"));
    expect(printed).toMatchObject(stored);
    for (const fact of stored.facts) {
      expect(["inside", "outside", "not measurable"]).toContain(fact.verdict);
      expect([fact.key, fact.value === null]).toEqual([fact.key, fact.verdict === "not measurable"]);
      expect([fact.key, fact.reason === null]).toEqual([fact.key, fact.verdict !== "not measurable"]);
    }
    const orders = stored.facts.filter((fact: { key: string }) => fact.key.startsWith("impact."));
    expect(orders.length).toBe(3);
    expect(orders.every((fact: { reason: string | null }) => !fact.reason?.includes("record.trades"))).toBe(true);
  });

  it("measures a scenario without a twin, and keeps its trades as asked", () => {
    const config = join(out, "alone.yaml");
    writeFileSync(config, `extends: ${SMALL}\nname: alone\ntwin: null\nrecord: { trades: true }\n`);
    const { status, stdout, stderr } = stampede(["facts", config, "--out", out, "--json", "--quiet", "--no-charts"]);
    expect([status, stderr]).toEqual([1, ""]);
    expect(JSON.parse(stdout)).toMatchObject({ venue: "pit", report: null });
  });

  it("lists every mistake of a scenario, with status 2", () => {
    const config = join(out, "wrong.yaml");
    writeFileSync(config, `extends: ${SMALL}\nname: wrong\nsede: 3\n`);
    const { status, stdout, stderr } = stampede(["facts", config, "--out", out]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain('did you mean "seed"?');
  });

  it("exits with 1 when the must-pass set does not hold: a crash of a day is no market", () => {
    expect(JSON.parse(first.stdout).mustPass).toBe(false);
    expect(first.status).toBe(1);
  });

  it("draws what it can and explains it in a report", () => {
    const { directory, report } = JSON.parse(first.stdout);
    expect(report).toBe(join(directory, "facts", "report.html"));
    expect(readFileSync(report, "utf8")).toContain("must-pass set");
    for (const name of readdirSync(join(directory, "facts", "charts"))) expect(name).toMatch(/\.(png|svg|vl\.json)$/);
  });

  it("takes medians over seeds, with the seeds' runs kept beside them", () => {
    const { status, stdout, stderr } = stampede([
      "facts",
      SMALL,
      "--out",
      out,
      "--seeds",
      "5,6,7",
      "--json",
      "--quiet",
    ]);
    expect([status, stderr]).toEqual([1, ""]);
    const printed = JSON.parse(stdout);
    expect(JSON.parse(readFileSync(join(printed.directory, "facts.json"), "utf8"))).toMatchObject({ seeds: [5, 6, 7] });
    expect(printed.runs[0]).toBe(JSON.parse(first.stdout).directory);
    const tail = (of: { facts: { key: string; value: number }[] }) =>
      of.facts.find(({ key }) => key === "tail.hill")?.value;
    const single = printed.runs.map((run: string) =>
      tail(JSON.parse(stampede(["facts", run, "--json", "--quiet", "--no-charts"]).stdout)),
    );
    expect(tail(printed)).toBe(single.sort((a: number, b: number) => a - b)[1]);
  });

  it("takes seeds for a scenario alone, and not beside a seed", () => {
    const ofRun = stampede(["facts", plain, "--seeds", "3"]);
    expect([ofRun.status, ofRun.stderr]).toEqual([2, expect.stringContaining("--seeds is for a scenario file")]);
    const both = stampede(["facts", SMALL, "--seeds", "3", "--seed", "4", "--out", out]);
    expect(both.status).toBe(2);
    expect(both.stderr).toContain("--seed");
  });

  it("gives the same figures of the run that stands", () => {
    const { directory, facts } = JSON.parse(first.stdout);
    const again = stampede(["facts", directory, "--json", "--quiet", "--no-charts"]);
    expect(JSON.parse(again.stdout).facts).toEqual(facts);
    expect(existsSync(join(directory, "facts", "report.html"))).toBe(false);
  });

  it("measures no orders of a run that kept no trades, and says what to do", () => {
    const { stdout } = stampede(["facts", plain, "--quiet", "--no-charts"]);
    expect(stdout).toContain("not measurable: the run keeps no trades: run it with record.trades: true");
    expect(stdout).toMatch(/^\d+ of 11 of the must-pass set and \d+ of 20 others lie in their range$/m);
    expect(stdout.trimEnd().split("\n").at(-1)).toBe(`figures: ${join(plain, "facts", "facts.json")}`);
  });

  it("refuses what is no run, in one sentence and with status 2", () => {
    const empty = join(out, "empty");
    mkdirSync(empty);
    const cases: [string[], string][] = [
      [[join(out, "nowhere")], "is not there: expected the directory of a run or a scenario file"],
      [[empty], "is not a run: it has no manifest.json"],
      [[plain, "--venue", "pti"], 'has no venue "pti"; did you mean "pit"?'],
      [[plain, "--seed", "3"], "--seed is for a scenario file"],
    ];
    for (const [args, message] of cases) {
      const { status, stdout, stderr } = stampede(["facts", ...args]);
      expect(stderr).toContain(message);
      expect(
        stderr
          .trimEnd()
          .split("\n")
          .filter((line) => line.startsWith("stampede: ")),
      ).toHaveLength(1);
      expect([status, stdout]).toEqual([2, ""]);
    }
  });

  it("refuses a run without its series, with status 2", () => {
    rmSync(join(plain, "venues.parquet"));
    const { status, stderr } = stampede(["facts", plain, "--quiet"]);
    expect(stderr).toBe(`stampede: ${plain} lacks venues.parquet, which the facts are computed from\n`);
    expect(status).toBe(2);
  });
});
