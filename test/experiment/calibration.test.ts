/** Calibration end to end on the tiny market: it finds again what made the record, and goes on where it was stopped. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { holding, pinned } from "../../src/analysis/calibration/index.ts";
import { judgeCalibration } from "../../src/experiment/calibration/judge-calibration.ts";
import { runsIn } from "../../src/experiment/calibration/run-calibration.ts";
import { calibrate, FREE, plan, recordOf, scenarioFile } from "./calibration-fixture.ts";

let out: string;
let record: string;
beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), "stampede-calibrate-"));
  record = await recordOf();
});
afterAll(() => rmSync(out, { recursive: true }));

test("finds again the values behind the record, made on other seeds, and says that it pins them down", async () => {
  const wanted = await plan(scenarioFile(out, record, "seeds: 3\n  evaluations: 48"), join(out, "recovery"));
  const { points } = await calibrate(wanted);
  const report = judgeCalibration(wanted, points);
  const { evaluations, best, parameters, figures } = report;
  expect(evaluations).toHaveLength(48);
  expect(evaluations[0].values).toEqual(Object.values(FREE).map(({ start }) => start));
  expect(evaluations[best].loss).toBeLessThan(evaluations[0].loss / 10);
  expect(holding(figures, "start")).toBe(2);
  expect(holding(figures, "found")).toBe(4);
  for (const [i, { truth, low, high }] of Object.values(FREE).entries()) {
    const { found, rangeShare, interval, range } = parameters[i];
    expect(Math.abs(Math.log(found / truth))).toBeLessThan(0.15);
    expect(rangeShare).toBeLessThan(0.35);
    expect(pinned(parameters[i], report)).toBe(true);
    for (const end of [...interval, ...range, ...evaluations.map(({ values }) => values[i])])
      expect(end >= low && end <= high).toBe(true);
  }
  // The choice is the best of what was tried, and what counts as good is no worse than the margin says.
  expect(Math.min(...evaluations.map(({ loss }) => loss))).toBe(evaluations[best].loss);
  const good = evaluations.filter(({ loss }) => loss <= evaluations[best].loss + report.margin);
  expect(good).toHaveLength(report.within);
});

test("stopped again and again, it comes to what it would have come to, and makes no run twice", async () => {
  const file = scenarioFile(out, record, "seeds: 2\n  evaluations: 20");
  const whole = await calibrate(await plan(file, join(out, "whole")));
  expect(whole.made).toBe(40);
  const stopped = await plan(file, join(out, "stopped"));
  const log = join(runsIn(stopped), "log.jsonl");
  const keys = (): string[] =>
    readFileSync(log, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).key as string);
  await expect(calibrate(stopped, 5)).rejects.toThrow("stopped");
  expect(keys().length).toBeGreaterThanOrEqual(5);
  // What a crash tore is no line.
  appendFileSync(log, '{"key":"torn');
  await expect(calibrate(stopped, 2)).rejects.toThrow("stopped");
  const stood = keys().length;
  expect(stood).toBeLessThan(40);
  const resumed = await calibrate(stopped);
  expect(resumed.made).toBe(40 - stood);
  const plainly = (points: typeof whole.points) =>
    points.map(({ values, loss, batch, outcomes }) => ({ values, loss, batch, keys: outcomes.map(({ key }) => key) }));
  expect(plainly(resumed.points)).toEqual(plainly(whole.points));
  expect([keys().length, new Set(keys()).size]).toEqual([40, 40]);
  expect(judgeCalibration(stopped, resumed.points)).toEqual(judgeCalibration(stopped, whole.points));

  // A shorter search is the beginning of a longer one: nothing is left to run.
  const shorter = await calibrate({ ...stopped, evaluations: 14 });
  expect(shorter.made).toBe(0);
  expect(plainly(shorter.points)).toEqual(plainly(whole.points).slice(0, 14));
});

test("a label, a range or how it is searched may change, and runs that stand are used again", async () => {
  const into = join(out, "changed");
  const before = await plan(scenarioFile(out, record, "seeds: 2\n  evaluations: 3"), into);
  expect((await calibrate(before)).made).toBe(6);
  const reworded = record.replaceAll("label: the", "label: that").replace(/high: [\d.]+/, "high: 1e6");
  const after = await plan(scenarioFile(out, reworded, "seeds: 3\n  evaluations: 3"), into);
  expect(after.directory).toBe(before.directory);
  expect((await calibrate(after)).made).toBe(3);
});
