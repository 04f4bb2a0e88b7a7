/** `stampede calibrate` as a user runs it, on a market of a hundred minutes. */
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { calibrationJson } from "../../src/experiment/calibration/calibration-json.ts";
import { judgeCalibration } from "../../src/experiment/calibration/judge-calibration.ts";
import { planCalibration } from "../../src/experiment/calibration/plan-calibration.ts";
import { loadScenario } from "../../src/index.ts";
import { calibrate as calibrateInThread } from "../experiment/calibration-fixture.ts";
import { type Outcome, stampede, start } from "./stampede.ts";

const TINY = fileURLToPath(new URL("../experiment/tiny-market.yaml", import.meta.url));
const FIGURES = `reported:
  - { key: low, label: lowest price, value: 85, unit: USD/oz, low: 80, high: 90, of: min(pit.close), source: nobody }
  - { key: volume, label: lots traded, value: 1200, unit: lots, low: 1100, high: 1300, of: sum(pit.volume), source: nobody }
  - { key: never, label: value of a fund that is not there, value: 1, unit: "", low: 0, high: 2, of: mean(world.nav), source: nobody }
  - { key: margin, label: margin rate, value: 9%, unit: "%", low: 8%, high: 10%, of: first(pit.maintenance_margin), input: true, source: the scenario }
`;
const FREE = `    populations.noise.members: { min: 20, max: 200, scale: log, reason: nobody counted them }
    populations.longs.holders: { min: 50%, max: 95%, reason: unknown }
    shocks.0.absorption: { min: 1m, max: 20m, scale: log, reason: unknown }
`;

let out: string;
beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), "stampede-calibrate-"));
});
afterAll(() => rmSync(out, { recursive: true }));

/** A scenario file with this calibration, in the directory where commands run. */
function scenario(name: string, block: string, free = FREE): string {
  writeFileSync(
    join(out, `${name}.yaml`),
    `extends: ${TINY}\nname: ${name}\n${FIGURES}calibration:\n${block}  free:\n${free}`,
  );
  return `${name}.yaml`;
}

const calibrate = (...args: string[]): Outcome => stampede(["calibrate", ...args], { cwd: out });

describe("stampede calibrate", () => {
  it("prints and leaves what it found, in a form that another run takes", async () => {
    const { status, stdout, stderr } = calibrate(scenario("fit", "  seeds: 2\n  evaluations: 6\n"), "--jobs", "1");
    expect([status, stderr.includes("6 points of 3 parameters on 2 seeds, 3 figures")]).toEqual([0, true]);
    const directory = /^report: (runs\/fit-[0-9a-f]{8}-calibration)\/report\.html$/m.exec(stdout)?.[1] ?? "";
    const files = readdirSync(join(out, directory)).sort();
    expect(files).toEqual(["calibration.json", "calibration.parquet", "charts", "found.yaml", "report.html", "runs"]);
    const charts = readdirSync(join(out, directory, "charts")).filter((name) => name.endsWith(".png"));
    expect(charts).toEqual(expect.arrayContaining(["figures.png", "loss.png", "parameters.png"]));
    const stored = JSON.parse(readFileSync(join(out, directory, "calibration.json"), "utf8"));
    expect(stored).toMatchObject({ evaluations: 6, seeds: [1, 2], figures: 3, runs: { planned: 12, failed: 0 } });
    expect(stored.found.loss).toBeLessThanOrEqual(stored.start.loss);
    expect(stored.misses.map((f: { key: string }) => f.key)).toEqual(["low", "volume", "never"]);
    // A figure without a value counts for three tolerances, and margin rates are given.
    expect(stored.misses[2].found).toEqual({ median: null, miss: 3 });
    const paths = stored.parameters.map((p: { path: string }) => p.path);
    expect(paths).toEqual(["populations.noise.members", "populations.longs.holders", "shocks.0.absorption"]);
    const found = readFileSync(join(out, directory, "found.yaml"), "utf8")
      .trim()
      .split("\n")
      .slice(1);
    const set = found.map((line) => line.replace(": ", "="));
    for (const one of set) expect(stdout).toContain(`  ${one}\n`);
    expect(set[2]).toMatch(/^shocks\.0\.absorption=(\d+m)?(\d+s)?$/);
    const { scenario: taken } = await loadScenario(join(out, "fit.yaml"), { set });
    const [noise, holders, absorption] = stored.parameters.map((p: { found: number }) => p.found);
    expect(taken.populations).toMatchObject({ noise: { members: noise }, longs: { holders } });
    // A duration is written to the millisecond.
    expect(Math.abs((taken.shocks[0] as unknown as { absorption: number }).absorption - absorption)).toBeLessThan(1000);
  });

  it("goes on where it was killed, and comes to what it would have come to", async () => {
    const file = scenario("killed", "  seeds: 2\n  evaluations: 8\n");
    const child = start(["calibrate", join(out, file), "--out", join(out, "runs"), "--jobs", "1", "--no-charts"]);
    const closed = once(child, "close");
    child.stdout?.resume();
    child.stderr?.resume();
    const log = (): string => {
      const place = existsSync(join(out, "runs"))
        ? readdirSync(join(out, "runs")).find((one) => one.startsWith("killed-"))
        : undefined;
      return join(out, "runs", place ?? "", "runs", "log.jsonl");
    };
    const lines = (): number => (existsSync(log()) ? readFileSync(log(), "utf8").split("\n").length - 1 : 0);
    while (lines() < 3) await new Promise((resolve) => setTimeout(resolve, 2));
    child.kill("SIGKILL");
    await closed;
    expect(lines()).toBeLessThan(16);
    const resumed = calibrate(file, "--no-charts", "--json", "--quiet", "--jobs", "1");
    const wanted = await planCalibration({ config: join(out, file), out: join(out, "other") });
    const { points } = await calibrateInThread(wanted);
    const whole = JSON.parse(JSON.stringify(calibrationJson(judgeCalibration(wanted, points))));
    expect(resumed.stderr).toBe("");
    expect(JSON.parse(resumed.stdout)).toMatchObject(whole);
    expect(lines()).toBe(16);
  });

  it("stops at once when it is told to, with status 130 and one sentence", async () => {
    const file = scenario("stopped", "  seeds: 4\n  evaluations: 200\n");
    const child = start(["calibrate", join(out, file), "--out", join(out, "runs"), "--jobs", "1"]);
    let stderr = "";
    child.stderr?.on("data", (text) => {
      if (stderr === "") setTimeout(() => child.kill("SIGINT"), 800);
      stderr += text;
    });
    const [status] = await once(child, "close");
    expect(status).toBe(130);
    expect(stderr).toMatch(/stampede: interrupted; what was finished stands in .*stopped-[0-9a-f]{8}-calibration/);
    expect(stderr).not.toContain("    at ");
  });

  it("is refused with status 2 where the scenario has no such block", () => {
    const { status, stdout, stderr } = calibrate(TINY);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^stampede: .* says nothing of a calibration.*\n$/);
  });
});
