/** The search finds what was planted, and goes on where it was stopped. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { isFeasible } from "../../../src/analysis/optimise/index.ts";
import { dominates } from "../../../src/analysis/pareto.ts";
import { judgeOptimise } from "../../../src/experiment/optimise/judge-optimise.ts";
import { optimiseStores } from "../../../src/experiment/optimise/run-optimise.ts";
import { loaded, OBJECTIVES, searched, studyFile } from "./planted.ts";

const folder = mkdtempSync(join(tmpdir(), "stampede-planted-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function report(name: string, more: string) {
  const plan = loaded(studyFile(folder, name, `${OBJECTIVES}${more}`), join(folder, name));
  return judgeOptimise(plan, await searched(plan));
}

describe("a planted problem", () => {
  it("is solved: the least weighted sum, wherever the weights put it", async () => {
    const { points, best } = await report("equal", "seeds: 2\nconfirm: 0\nevaluations: 60\n");
    expect(points[0].values).toEqual([0.09, 0.3]);
    expect(points[best].values[0]).toBeCloseTo(0.12, 2);
    expect(Math.abs(Math.log(points[best].values[1] / 0.2))).toBeLessThan(0.1);
    const weighed = OBJECTIVES.replace("near-16: {", "near-16: { weight: 3,");
    const plan = loaded(studyFile(folder, "weighed", `${weighed}seeds: 1\nconfirm: 0\nevaluations: 60\n`), folder);
    const { points: other, best: found } = await searched(plan);
    expect(other[found].values[0]).toBeCloseTo(0.14, 2);
  });

  it("is solved at the edge of what a constraint leaves, and every point that misses it comes after", async () => {
    const bound = `constraints: { most: { value: "=m", max: 10% } }\n`;
    const { points, best, front } = await report("bound", `${bound}seeds: 1\nconfirm: 0\nevaluations: 60\n`);
    expect(points[best].values[0]).toBeGreaterThan(0.097);
    expect(points[best].constraints[0]).toBeLessThanOrEqual(0.1);
    const costs = points.filter(isFeasible).map(({ cost }) => cost);
    expect(points[best].cost).toBe(Math.min(...costs));
    expect(points.some(({ cost, violation }) => violation > 0 && cost < points[best].cost)).toBe(true);
    for (const p of front) expect(points[p].constraints[0]).toBeLessThanOrEqual(0.1);
  });

  it("is told as missed where no point keeps the constraint: the best misses it least", async () => {
    const bound = `constraints: { least: { value: "=m", min: 30% } }\n`;
    const { points, best, front } = await report("missed", `${bound}seeds: 1\nconfirm: 0\nevaluations: 60\n`);
    expect(front).toEqual([]);
    expect(points[best].violation).toBe(Math.min(...points.map(({ violation }) => violation)));
    expect(points[best].values[0]).toBeGreaterThan(0.19);
  });

  it("has its front between the two hollows, of points that none of the others beats", async () => {
    const { points, front } = await report("front", "seeds: 1\nconfirm: 0\nevaluations: 60\n");
    expect(front.length).toBeGreaterThan(4);
    const at = front.map((p) => points[p]);
    for (const one of at) expect(points.some((other) => dominates(other.objectives, one.objectives))).toBe(false);
    for (const [p, one] of points.entries())
      if (!front.includes(p)) expect(at.some((other) => dominates(other.objectives, one.objectives))).toBe(true);
    const firsts = at.map(({ objectives }) => objectives[0]);
    expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
    // The longer weights are sought at 12%, the nearer to it the front lies.
    expect(at.filter(({ values }) => values[0] > 0.07 && values[0] < 0.17).length).toBeGreaterThan(0.9 * at.length);
  });

  it("is run again on seeds that the search did not see", async () => {
    const { confirmed, confirmSeeds, best, seeds } = await report(
      "confirm",
      "seeds: [3, 7]\nconfirm: 3\nevaluations: 20\n",
    );
    expect([seeds, confirmSeeds]).toEqual([
      [3, 7],
      [8, 9, 10],
    ]);
    expect([confirmed?.start.point, confirmed?.best.point]).toEqual([0, best]);
    // Every point gains alike by a seed, so that differences are the same on all of them.
    const [difference] = confirmed?.best.differences ?? [];
    expect(difference.low).toBeCloseTo(difference.high, 9);
    expect(difference.value).toBeCloseTo(
      (confirmed?.best.objectives[0] ?? 0) - (confirmed?.start.objectives[0] ?? 0),
      9,
    );
  });
});

it("stopped again and again, comes to what it would have come to, and makes no run twice", async () => {
  const file = studyFile(folder, "stopped", `${OBJECTIVES}seeds: 2\nconfirm: 2\nevaluations: 30\n`);
  const whole = await searched(loaded(file, join(folder, "whole")));
  expect(whole.made).toBe(30 * 2 + 2 * 2);
  const plan = loaded(file, join(folder, "again"));
  const log = join(optimiseStores(plan).runs, "log.jsonl");
  const lines = () => readFileSync(log, "utf8").trim().split("\n").length;
  for (const after of [5, 11, 20]) await expect(searched(plan, after)).rejects.toThrow("stopped");
  const stood = lines();
  expect(stood).toBeGreaterThan(20);
  const resumed = await searched(plan);
  expect(resumed.made).toBe(64 - stood);
  expect(judgeOptimise(plan, resumed)).toEqual(judgeOptimise(plan, whole));
  // A shorter search is the beginning of a longer one; other weights use the same runs.
  const { points } = await searched({ ...plan, evaluations: 12, confirm: null });
  expect(points.map(({ values }) => values)).toEqual(whole.points.slice(0, 12).map(({ values }) => values));
});
