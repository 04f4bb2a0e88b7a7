/** `stampede stress` as a user runs it, on a market of a hundred minutes. */
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Outcome, stampede, start } from "./stampede.ts";

const TINY = fileURLToPath(new URL("../experiment/tiny-market.yaml", import.meta.url));
const STUDY = `title: Which margin breaks fewer?
base: ${TINY}
set: { clearing.pit.waterfall: { brokerCapital: 1e+5, defaultFundShare: 1e+5, houseStake: 1e+5, mutualFund: 1e+5, assessment: 0.5 } }
fork: 2026-01-29T17:20Z
shock: 2026-01-29T17:39Z
scenarios: { plain: {}, smaller: { multiplier: 0.4 } }
policies:
  as-it-was: { title: "9%, then 12%" }
  low: { title: 4%, clearing: { margin: { kind: fixed, maintenance: 4% } } }
seeds: 3
reverse: { multipliers: [0.4, 1.5], defaults: [0, 10] }
`;

let out: string;
beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), "stampede-stress-"));
});
afterAll(() => rmSync(out, { recursive: true }));

function study(name: string, text = STUDY): string {
  writeFileSync(join(out, `${name}.yaml`), text);
  return `${name}.yaml`;
}
const stress = (...args: string[]): Outcome => stampede(["stress", ...args], { cwd: out });
const linesIn = (log: string): string[] =>
  existsSync(log)
    ? readFileSync(log, "utf8")
        .trim()
        .split("\n")
        .filter((line) => line !== "")
    : [];

describe("stampede stress", () => {
  let first: Outcome;
  let directory: string;
  /** stress.json as the first command left it. */
  let whole: string;
  beforeAll(() => {
    first = stress(study("held"), "--jobs", "2");
    directory = /^report: (runs\/held-[0-9a-f]{8}-stress)\/report\.html$/m.exec(first.stdout)?.[1] ?? "";
    whole = readFileSync(join(out, directory, "stress.json"), "utf8");
  });

  it("prints a line for each policy in each stress, its twin's last, and what uses up each layer", () => {
    expect(first.stderr).toContain("18 runs: ");
    expect(first.stderr).toContain("4 runs of the reverse stress: ");
    expect(first.status).toBe(0);
    const rows = first.stdout.split("\n");
    expect(rows[0]).toBe("Which margin breaks fewer?");
    for (const title of ["9%, then 12%", "4%", "no margin calls"])
      expect(rows.filter((row) => new RegExp(`^${title} +-\\d+\\.\\d%`).test(row))).toHaveLength(2);
    expect(first.stdout).toContain(
      "Used up under 9%, then 12%, by the smallest news and the fewest failing accounts:\n",
    );
    expect(first.stdout).toMatch(/^broker-capital +(?:by none of the grid|[\d.]+ times, \d+ failing)/m);
  });

  it("leaves figures as JSON and Parquet, charts and a report, and runs that another command can read", () => {
    const files = readdirSync(join(out, directory)).sort();
    expect(files).toEqual(["charts", "report.html", "reverse", "runs", "stress.json", "stress.parquet"]);
    const charts = readdirSync(join(out, directory, "charts")).filter((name) => name.endsWith(".png"));
    expect(charts.sort()).toEqual([
      "fans.plain.png",
      "fans.smaller.png",
      "outcomes.plain.png",
      "outcomes.smaller.png",
      "reverse.png",
    ]);
    const stored = JSON.parse(readFileSync(join(out, directory, "stress.json"), "utf8"));
    expect(stored.scenarios.map((s: { name: string }) => s.name)).toEqual(["plain", "smaller"]);
    const sql = `SELECT policy, round(avg(fall), 9) AS fall FROM results WHERE scenario = 'plain' GROUP BY policy ORDER BY policy`;
    const own = stampede(["query", join(directory, "runs"), sql, "--json"], { cwd: out });
    const rows: { policy: string; fall: number }[] = JSON.parse(own.stdout);
    const means = new Map(rows.map(({ policy, fall }) => [policy, fall]));
    const [plain] = stored.scenarios;
    for (const { name, figures } of [plain.baseline, ...plain.policies])
      expect(means.get(name)).toBeCloseTo(figures.fall.mean.value, 8);
  });

  it("compares policies on the same seeds, with the twin in which nobody is called", () => {
    const { scenarios } = JSON.parse(readFileSync(join(out, directory, "stress.json"), "utf8"));
    for (const { baseline, policies } of scenarios) {
      expect(baseline.figures["forced.volume"].mean.value).toBe(0);
      expect(baseline.figures["calls.made"].mean.value).toBe(0);
      expect(baseline.figures.amplification.mean.value).toBe(1);
      for (const policy of policies) {
        expect(policy.difference.fall.value).toBeCloseTo(
          policy.figures.fall.mean.value - policies[0].figures.fall.mean.value,
          12,
        );
      }
    }
    const [asItWas, low] = scenarios[0].policies;
    expect(low.figures["margin.mean"].mean.value).toBeLessThan(asItWas.figures["margin.mean"].mean.value);
    expect(low.figures["forced.volume"].mean.value).toBeLessThan(asItWas.figures["forced.volume"].mean.value);
  });

  it("prints with --json one object and nothing else, and takes up what stands when policies and seeds are added", () => {
    const more = STUDY.replace("seeds: 3", "seeds: 4").replace(
      "  low:",
      "  high: { clearing: { margin: { kind: fixed, maintenance: 20% } } }\n  low:",
    );
    const grown = stress(study("held", more), "--no-charts", "--json", "--quiet");
    expect([grown.status, grown.stderr]).toEqual([0, ""]);
    const printed = JSON.parse(grown.stdout);
    expect(printed.directory).toBe(directory);
    expect([printed.scenarios[0].policies.length, printed.reverse.cells.length]).toEqual([3, 4]);
    // 2 stresses x 4 points x 4 seeds: none of the first 18 is made twice.
    expect(linesIn(join(out, directory, "runs", "log.jsonl"))).toHaveLength(32);
    // Charts of other figures would mislead.
    expect(existsSync(join(out, directory, "report.html"))).toBe(false);
  });

  it("goes on where it was killed, and comes to the same bytes", async () => {
    const file = study("killed");
    const child = start(["stress", join(out, file), "--out", join(out, "runs"), "--jobs", "1", "--no-charts"]);
    const closed = once(child, "close");
    child.stdout?.resume();
    child.stderr?.resume();
    const place = () => readdirSync(join(out, "runs")).find((one) => one.startsWith("killed-")) ?? "";
    const made = () => linesIn(join(out, "runs", place(), "runs", "log.jsonl")).length;
    while (made() < 3) await new Promise((resolve) => setTimeout(resolve, 2));
    child.kill("SIGKILL");
    await closed;
    const stood = made();
    const again = stress(file, "--no-charts", "--jobs", "2");
    expect([again.status, stood < 18]).toEqual([0, true]);
    expect(again.stderr).toMatch(new RegExp(`^${stood} of 18 runs stand: `));
    const killed = readFileSync(join(out, "runs", place(), "stress.json"), "utf8");
    expect(killed.replaceAll("killed", "held")).toBe(whole);
  });

  it("names what stopped the runs, with status 1, and makes a run that failed once again", () => {
    const text = STUDY.replace(/reverse:.*\n/, "");
    // Nobody is left who could be short of what the longs hold at the start.
    writeFileSync(join(out, "tiny.yaml"), readFileSync(TINY, "utf8").replace(/ {2}miners:.*\n/, ""));
    const broken = stress(study("broken", text.replace(TINY, "tiny.yaml")), "--seeds", "1", "--quiet");
    expect([broken.status, broken.stderr]).toEqual([1, ""]);
    expect(broken.stdout).toMatch(
      /^6 runs failed: no population offers the short side of the first positions on this venue$/m,
    );

    const file = study("mended", text);
    expect(stress(file, "--no-charts", "--quiet").status).toBe(0);
    const store = join(out, "runs", readdirSync(join(out, "runs")).find((one) => one.startsWith("mended-")) ?? "");
    const before = readFileSync(join(store, "stress.json"), "utf8");
    const log = join(store, "runs", "log.jsonl");
    const [line, ...lines] = linesIn(log);
    const failed = { ...JSON.parse(line), status: "failed", error: "no memory", summary: null };
    writeFileSync(log, `${[JSON.stringify(failed), ...lines].join("\n")}\n`);
    const again = stress(file, "--no-charts");
    expect(again.status).toBe(0);
    expect(again.stderr).toMatch(/^17 of 18 runs stand: /);
    expect(readFileSync(join(store, "stress.json"), "utf8")).toBe(before);
  });

  it("refuses a policy that cannot be in a stress, though each is sound alone", () => {
    // Together the initial margin lies below the maintenance margin.
    const text = STUDY.replace(
      "smaller: { multiplier: 0.4 }",
      "smaller: { set: { clearing.pit.margin: { kind: fixed, initial: 10% } } }",
    )
      .replace(
        "low: { title: 4%, clearing: { margin: { kind: fixed, maintenance: 4% } } }",
        "low: { set: { clearing.pit.margin.maintenance: 50% } }",
      )
      .replace(/reverse:.*\n/, "");
    const refused = stress(study("failing", text), "--no-charts", "--seeds", "1", "--quiet");
    expect([refused.status, refused.stdout]).toEqual([2, ""]);
    expect(refused.stderr).toMatch(
      /^failing\.yaml:6:\d+ {2}scenarios\.smaller\.set\.clearing\.pit\.margin: initial margin, 10%, lies below maintenance margin, 50% \(the policy "low" in the stress "smaller"\)\n$/,
    );
    expect(readdirSync(join(out, "runs")).some((name) => name.startsWith("failing-"))).toBe(false);
  });

  it("refuses a file with mistakes, all of them at once, and writes nothing", () => {
    const text = STUDY.replace("multiplier: 0.4", "set: { clearing.pit.roundsPerMinute: 1 }").replace("4% }", "400% }");
    const refused = stress(study("refused", text));
    expect([refused.status, refused.stdout]).toEqual([2, ""]);
    expect(refused.stderr.trim().split("\n")).toEqual([
      expect.stringMatching(
        /^refused\.yaml:6:\d+ {2}scenarios\.smaller\.set\.clearing\.pit\.roundsPerMinute: unknown key/,
      ),
      expect.stringMatching(
        /^refused\.yaml:9:\d+ {2}policies\.low\.clearing\.margin\.maintenance: expected a fraction .* got 400%$/,
      ),
    ]);
    expect(readdirSync(join(out, "runs")).some((name) => name.startsWith("refused-"))).toBe(false);
  });
});
