import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MetricAnalysis, SweepAnalysis } from "../../src/analysis/sweep/index.ts";
import { readSweepStore } from "../../src/experiment/sweep/read-sweep-store.ts";
import { analyseStore } from "../../src/experiment/sweep-analysis/analyse-store.ts";
import { analysisJson } from "../../src/experiment/sweep-analysis/analysis-json.ts";
import { parameterColumn, parameterHints } from "../../src/experiment/sweep-analysis/parameter-column.ts";
import { readSweepTable } from "../../src/experiment/sweep-analysis/read-table.ts";
import { writeAnalysis } from "../../src/experiment/sweep-analysis/write-analysis.ts";
import { AXES, DEPTH, INITIAL, NOTICE, RANGES, STYLE, storeSweep } from "./stored-sweep.ts";

const root = mkdtempSync(join(tmpdir(), "stampede-analysis-"));
const at = (name: string) => join(root, name);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const metric = ({ metrics }: SweepAnalysis, key: string): MetricAnalysis => metrics.find((m) => m.key === key)!;
const FALL = "pit.fallToLow";

describe("a sweep read from its store", () => {
  beforeAll(async () => {
    await storeSweep(at("lhs"), {
      method: "latin-hypercube",
      samples: 60,
      seeds: 5,
      fails: (point, seed) => point === 3 && seed < 3,
      missing: (point, seed) => point === 7 || (point === 8 && seed === 5),
    });
  });

  it("has every run in its place, and NaN for those that failed or are missing", async () => {
    const store = await readSweepStore(at("lhs"));
    const table = await readSweepTable(store, [FALL]);
    expect(table.runs).toEqual({ planned: 300, finished: 292, failed: 2 });
    expect([table.points, table.seeds, table.common, table.method]).toEqual([60, 5, true, "latin-hypercube"]);
    const [{ values }] = table.metrics;
    const missing = [...values.keys()].filter((i) => Number.isNaN(values[i]));
    expect(missing).toEqual([15, 16, 35, 36, 37, 38, 39, 44]);
    expect([...table.failedAt.keys()].filter((p) => table.failedAt[p] > 0)).toEqual([3]);
    expect(table.failedAt[3]).toBe(2);
    // Against the log, which nothing of the reading went through.
    const log = readFileSync(join(at("lhs"), "log.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const logged = log
      .filter((l) => l.status === "ok")
      .map((l) => l.summary[FALL])
      .sort();
    expect([...values].filter((v) => !Number.isNaN(v)).sort()).toEqual(logged);
    expect(values[5 * 10 + 2]).toBe(log.filter((l) => l.seed === 3).map((l) => l.summary?.[FALL])[10 - 1]);
  });

  it("knows what its parameters are: percentages, durations, names in the order of the file", async () => {
    const { parameters } = await readSweepTable(await readSweepStore(at("lhs")), [FALL]);
    const of = (path: string) => parameters.find((p) => p.path === path)!;
    expect([of(INITIAL).unit, of(INITIAL).label]).toEqual(["percent", "margin.initial"]);
    expect([of(NOTICE).unit, [...new Set(of(NOTICE).values)].sort((a, b) => a - b)]).toEqual([
      "duration",
      [0, 86_400_000, 259_200_000],
    ]);
    expect(of(STYLE).levels).toEqual(["at-once", "sliced", "limit-with-a-floor"]);
    expect(of(DEPTH).unit).toBe("plain");
  });

  it("gives the same figures, bit for bit, whenever it is asked", async () => {
    const [first, second] = [await analyseStore(at("lhs"), null), await analyseStore(at("lhs"), null)];
    expect(JSON.stringify(analysisJson(first.analysis))).toBe(JSON.stringify(analysisJson(second.analysis)));
  });

  it("gives one figure the same numbers whatever others are asked for", async () => {
    const alone = metric((await analyseStore(at("lhs"), [FALL])).analysis, FALL);
    const among = metric((await analyseStore(at("lhs"), ["forcedShare", FALL])).analysis, FALL);
    expect(among).toEqual(alone);
  });

  it("computes means, quantiles and points as anyone would", async () => {
    const { analysis } = await analyseStore(at("lhs"), [FALL]);
    const { runs, points } = metric(analysis, FALL);
    const [{ values }] = analysis.table.metrics;
    const known = [...values].filter((v) => !Number.isNaN(v));
    const sorted = [...known].sort((a, b) => a - b);
    expect(runs.count).toBe(292);
    expect(runs.mean.value).toBe(known.reduce((a, b) => a + b, 0) / 292);
    expect([runs.least, runs.most]).toEqual([sorted[0], sorted[291]]);
    expect(runs.quantiles[2].value).toBeCloseTo((sorted[145] + sorted[146]) / 2, 14);
    expect(runs.mean.low).toBeLessThan(runs.mean.value);
    expect(runs.mean.high).toBeGreaterThan(runs.mean.value);
    expect([points.count[3], points.count[7], points.count[8], points.count[9]]).toEqual([3, 0, 4, 5]);
    expect(points.mean[7]).toBeNaN();
    const own = [...values.subarray(45, 50)];
    expect(points.mean[9]).toBeCloseTo(own.reduce((a, b) => a + b, 0) / 5, 14);
    expect(points.meanLow[9]).toBeGreaterThanOrEqual(Math.min(...own));
    expect(points.meanHigh[9]).toBeLessThanOrEqual(Math.max(...own));
  });

  it("finds what was put in: the margin first, and names that do nothing last", async () => {
    const { analysis } = await analyseStore(at("lhs"), [FALL, "forcedShare"]);
    const fall = metric(analysis, FALL);
    expect(
      fall.effects
        .slice(0, 2)
        .map((e) => e.groups.parameter.path)
        .sort(),
    ).toEqual([INITIAL, DEPTH]);
    const margin = fall.tornado.find((bar) => bar.parameter.path === INITIAL)!;
    expect(margin.high.value).toBeGreaterThan(margin.low.value);
    expect(margin.change.value).toBeCloseTo(margin.high.value - margin.low.value, 12);
    expect(margin.change.low).toBeGreaterThan(0);
    expect(margin.lowEnd[0]).toBeCloseTo(0.05, 2);
    const style = metric(analysis, "forcedShare").tornado.find((bar) => bar.parameter.path === STYLE)!;
    expect(style.change.low).toBeLessThan(0);
    expect(style.low.value).toBeLessThanOrEqual(style.high.value);
    expect(fall.surface?.kind).toBe("surface");
    expect(fall.shares.parameters).toBeGreaterThan(fall.shares.seeds);
  });
});

describe("an analysis", () => {
  it("takes a common seed out of a difference: listed points have changes surer than their ends", async () => {
    await storeSweep(at("grid"), { method: "grid", samples: 0, axes: [AXES[1], AXES[2]], seeds: 12 });
    const fall = metric((await analyseStore(at("grid"), [FALL])).analysis, FALL);
    const style = fall.tornado.find((bar) => bar.parameter.path === STYLE)!;
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    expect(width(style.change)).toBeLessThan(width(style.high) / 2);
    expect(style.change.low).toBeGreaterThan(0);
    const { surface } = fall;
    if (surface?.kind !== "cells") throw new Error("a grid makes cells");
    expect([...surface.counts]).toEqual(new Array(9).fill(1));
    const { points } = fall;
    // Rows of y and columns of x are the groups of the two parameters, whichever is the stronger.
    surface.x.grouping.groupOf.forEach((x, p) => {
      const z = surface.z[surface.y.grouping.groupOf[p] * surface.x.centre.length + x];
      expect(z).toBeCloseTo(points.mean[p], 14);
    });
  });

  it("has no intervals where nothing could have come out otherwise", async () => {
    await storeSweep(at("one"), { method: "list", samples: 0, axes: [AXES[1]], seeds: 1 });
    const fall = metric((await analyseStore(at("one"), [FALL])).analysis, FALL);
    expect([fall.runs.mean.low, fall.tornado[0].change.low, fall.points.meanLow[0]]).toEqual([NaN, NaN, NaN]);
    expect(fall.surface).toBeNull();
  });

  it("has Sobol indices of a saltelli design and Morris measures of a morris design", async () => {
    await storeSweep(at("saltelli"), { method: "saltelli", samples: 64, axes: RANGES, seeds: 2 });
    const { analysis } = await analyseStore(at("saltelli"), [FALL]);
    const { sobol, morris } = metric(analysis, FALL);
    expect(morris).toBeNull();
    const first = sobol!.firstOrder.map((index) => index.value);
    // Margin and depth make it; leverage and lag have no part in it.
    expect(first[0]).toBeGreaterThan(0.3);
    expect(first[1]).toBeGreaterThan(0.1);
    expect(sobol!.total[2].value).toBeLessThan(0.1);
    expect(sobol!.total[3].value).toBeLessThan(0.1);

    await storeSweep(at("morris"), { method: "morris", samples: 12, axes: RANGES, seeds: 2, missing: (p) => p > 50 });
    const other = metric((await analyseStore(at("morris"), [FALL])).analysis, FALL);
    expect(other.sobol).toBeNull();
    const size = other.morris!.map((m) => m.muStar.value);
    expect(Math.min(size[0], size[1])).toBeGreaterThan(3 * Math.max(size[2], size[3]));
    expect(other.morris![0].mu.value).toBeGreaterThan(0);
    expect(other.morris![1].used).toBe(10);
  });

  it("works with seeds of their own at every point", async () => {
    await storeSweep(at("own"), { method: "random", samples: 30, seeds: 3, common: false });
    const { analysis } = await analyseStore(at("own"), [FALL]);
    expect(analysis.table.common).toBe(false);
    const fall = metric(analysis, FALL);
    expect(fall.runs.count).toBe(90);
    expect(fall.shares.interaction).toBe(0);
    expect(fall.runs.mean.low).toBeLessThan(fall.runs.mean.high);
  });

  it("chooses a few figures that vary when a sweep keeps hundreds", async () => {
    await storeSweep(at("many"), { method: "random", samples: 10, seeds: 2, more: 50 });
    const { analysis } = await analyseStore(at("many"), null);
    expect(analysis.metrics.map((m) => m.key)).toEqual([
      FALL,
      "forcedShare",
      "liquidations.accounts",
      "killMatrix.loss",
    ]);
  });
});

describe("writing an analysis", () => {
  it("leaves figures, charts and a report, and nothing else", async () => {
    await storeSweep(at("written"), { method: "latin-hypercube", samples: 30, seeds: 2 });
    const before = readdirSync(at("written")).sort();
    const { store, analysis } = await analyseStore(at("written"), [FALL]);
    await writeAnalysis(store.directory, analysis, { charts: true });
    expect(readdirSync(at("written")).sort()).toEqual([...before, "analysis.json", "charts", "report.html"].sort());
    const json = JSON.parse(readFileSync(join(at("written"), "analysis.json"), "utf8"));
    expect(json.metrics[FALL].runs.mean.value).toBe(metric(analysis, FALL).runs.mean.value);
    expect(json.metrics[FALL].points.mean).toHaveLength(30);
    expect(json.metrics[FALL].tornado.find((bar: { parameter: string }) => bar.parameter === INITIAL)).toMatchObject({
      parameter: INITIAL,
      low: { from: expect.closeTo(0.05, 1) },
    });
    const charts = readdirSync(join(at("written"), "charts"));
    expect(charts).toContain(`${FALL}.tornado.png`);
    expect(charts.some((name) => name.includes("sobol"))).toBe(false);
    // Without charts those of before go: they would speak of other runs.
    await writeAnalysis(store.directory, analysis, { charts: false });
    expect(readdirSync(at("written")).sort()).toEqual([...before, "analysis.json"].sort());
  });

  it("keeps what stood when it is stopped", async () => {
    const { store, analysis } = await analyseStore(at("written"), [FALL]);
    writeFileSync(join(at("written"), "analysis.json"), "before");
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(writeAnalysis(store.directory, analysis, { charts: true, signal })).rejects.toThrow("enough");
    expect(readFileSync(join(at("written"), "analysis.json"), "utf8")).toBe("before");
    expect(existsSync(join(at("written"), "report.html"))).toBe(false);
    expect(readdirSync(at("written")).filter((name) => name.startsWith("."))).toEqual([]);
  });
});

describe("a parameter's column", () => {
  const parameter = { path: "a.b", numeric: false, sampled: true };
  it("reads moments, and numbers names by the file's order, then as they come", () => {
    const moment = parameterColumn(parameter, "a.b", ["2026-01-30T12:00Z", "2026-01-29T12:00Z"], undefined);
    expect([moment.unit, moment.levels, moment.values[0] - moment.values[1]]).toEqual(["moment", null, 86_400_000]);
    const hints = parameterHints("parameters: { a.b: { values: [none, { kind: fixed }, 2d] } }");
    const names = parameterColumn(parameter, "a.b", ['{"kind":"fixed"}', "none", "late", null], hints.get("a.b"));
    expect(names.levels).toEqual(["none", '{"kind":"fixed"}', "late"]);
    expect([...names.values]).toEqual([1, 0, 2, NaN]);
  });

  it("does without a sweep file that can be read", () => {
    expect(parameterHints(": : :").size).toBe(0);
    expect(parameterHints("").size).toBe(0);
    expect(parameterHints("parameters: [1]").get("0")).toEqual({ percent: false, listed: [] });
  });
});
