/** `stampede optimise` as a user runs it: over threads, killed and taken up, with all that it leaves. */
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import { figureNames } from "../../src/analysis/stress/index.ts";
import { readColumns, withDuckDb } from "../../src/experiment/tables/duckdb.ts";
import { stampede, start } from "./stampede.ts";

const SMOKE = fileURLToPath(new URL("../../configs/optimise/smoke.yaml", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "stampede-optimise-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

const args = (out: string): string[] => [
  "optimise",
  SMOKE,
  "--evaluations",
  "8",
  "--seeds",
  "1",
  "--jobs",
  "2",
  "--out",
  join(folder, out),
];
const logged = (directory: string): string => readFileSync(join(directory, "runs", "log.jsonl"), "utf8");

it("comes to the same after a kill, and leaves table, JSON, Parquet and charts", async () => {
  const { status, stdout, stderr } = stampede([...args("whole"), "--json"]);
  expect([status, stdout.trimEnd().split("\n").length]).toEqual([0, 1]);
  expect(stderr).toMatch(/^8 points of 2 parameters on 1 seed, 2 objectives, 1 constraint: /);
  const { directory, ...report } = JSON.parse(stdout);
  expect(report).toMatchObject({ name: "smoke", seeds: [1], evaluations: 8, runs: { planned: 8, failed: 0 } });
  expect(report.confirmed.seeds).toEqual([2]);
  expect(readdirSync(directory).sort()).toEqual([
    ...["charts", "confirm", "found.yaml", "optimise.json", "optimise.parquet", "report.html", "runs"],
  ]);
  for (const name of ["front", "parameters", "search"])
    expect(statSync(join(directory, "charts", `${name}.png`)).size).toBeGreaterThan(5000);
  // The search found a feasible point that is better than the start by what the file says, and the table has them all.
  const [start0, best] = [report.start, report.best];
  expect(best.feasible && best.constraints.defaults <= 0.33).toBe(true);
  expect(start0.feasible === false || best.cost <= start0.cost).toBe(true);
  await withDuckDb(async (connection) => {
    const file = join(directory, "optimise.parquet");
    const [evaluation, front, fall] = await readColumns(
      connection,
      `SELECT evaluation, front, "objective.fall" FROM '${file}' ORDER BY evaluation`,
    );
    expect([...evaluation].map(Number)).toEqual(Array.from({ length: 8 }, (_, i) => i));
    expect([...front].filter((one) => Number(one) === 1)).toHaveLength(report.front.length);
    expect(Number(fall[best.evaluation])).toBe(best.objectives.fall);
  });

  // Every figure of a run is known by name before there is one.
  const { summary } = JSON.parse(logged(directory).split("\n")[0]);
  const names = figureNames(["longs", "noise", "makers", "value", "shorts"]);
  const unknown = Object.keys(summary).filter((key) => !key.startsWith("pit.") && !names.includes(key));
  expect(
    unknown.filter((key) => /^(?:margin|coverage|liquidity|calls|forced|credit|halts|price)\.|^fall/.test(key)),
  ).toEqual([]);

  const child = start([...args("killed"), "--quiet", "--no-charts"]);
  const killed = join(folder, "killed", directory.split("/").at(-1));
  const log = join(killed, "runs", "log.jsonl");
  const began = Date.now();
  while (!(existsSync(log) && logged(killed).split("\n").length > 3) && Date.now() - began < 60_000)
    await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill("SIGKILL");
  await once(child, "close");
  expect(existsSync(join(killed, "optimise.json"))).toBe(false);
  const stood = logged(killed).trim().split("\n").length;
  const again = stampede([...args("killed"), "--json", "--quiet", "--no-charts"]);
  const { directory: other, ...resumed } = JSON.parse(again.stdout);
  expect([again.status, again.stderr, other, resumed]).toEqual([0, "", killed, report]);
  const keys = logged(killed)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).key);
  expect([keys.length, new Set(keys).size]).toEqual([8, 8]);
  expect(stood).toBeLessThan(8);
  expect(readFileSync(join(killed, "optimise.json"), "utf8")).toBe(
    readFileSync(join(directory, "optimise.json"), "utf8"),
  );
}, 600_000);

it("exits with 2 for a file that cannot be, and with 1 where nothing keeps the constraints", () => {
  const bad = stampede(["optimise", SMOKE, "--set", "clearing.pit.liquidation.style=limit", "--seeds", "x"]);
  expect([bad.status, bad.stdout]).toEqual([2, ""]);
  const none = stampede(["optimise", join(folder, "nowhere.yaml")]);
  expect([none.status, none.stderr]).toEqual([2, expect.stringContaining("there is no such file")]);
});
