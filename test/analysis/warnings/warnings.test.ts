import { describe, expect, it } from "vitest";
import { INDICATORS, runMoments, type WarnedRun, warningReport } from "../../../src/analysis/warnings/index.ts";
import { fitLogistic, logisticScores } from "../../../src/analysis/warnings/logistic.ts";
import { areaInterval, rocArea, rocCurve, thresholdAt } from "../../../src/analysis/warnings/roc.ts";
import { splitGroups } from "../../../src/analysis/warnings/split.ts";
import { normalCdf } from "../../../src/core/normal.ts";
import { RandomStream } from "../../../src/core/random.ts";

const HALF_HOUR = 1_800_000;
const DAY = 48;
const TERMS = { size: 0.2, within: 24 * 3_600_000, falseAlarms: 0.1, seed: 1 };
const none = (n: number) => new Float64Array(n).fill(Number.NaN);

/**
 * Runs of five days, every other one with a fall of 30% at a moment of its own. The first indicator is normal, a standard
 * deviation higher where a crash follows; the second is the same with labels that chance drew; the third is chance.
 */
function plantedRuns(count: number): WarnedRun[] {
  const stream = new RandomStream(7, "planted");
  return Array.from({ length: count }, (_, r): WarnedRun => {
    const n = 5 * DAY;
    const at = r % 2 === 0 ? DAY + stream.int(3 * DAY) : Number.POSITIVE_INFINITY;
    const price = Float64Array.from({ length: n }, (_, i) => (i >= at ? 70 : 100));
    const follows = (i: number) => i < at && i >= at - DAY;
    const planted = Float64Array.from({ length: n }, (_, i) => stream.normal() + (follows(i) ? 1 : 0));
    const shuffled = Float64Array.from({ length: n }, () => stream.normal() + (stream.chance(0.1) ? 1 : 0));
    const values = INDICATORS.map((_, k) => (k === 0 ? planted : k === 1 ? shuffled : none(n)));
    return {
      key: `r${r}`,
      group: `r${r}`,
      time: Float64Array.from(price, (_, i) => i * HALF_HOUR),
      price,
      low: price,
      values,
    };
  });
}

describe("warningReport", () => {
  const report = warningReport(plantedRuns(60), TERMS);
  if (typeof report === "string") throw new Error(report);
  const of = (key: string) => report.indicators.find(({ indicator }) => indicator.key === key)!;

  it("finds the area of a planted indicator, and none in one that chance drew", () => {
    // Two normals a standard deviation apart: P(x > y) = Phi(1 / sqrt 2).
    const known = normalCdf(1 / Math.SQRT2);
    const planted = of("crowding");
    expect(planted.area.value).toBeCloseTo(known, 1);
    expect(planted.area.low).toBeLessThan(known);
    expect(planted.area.high).toBeGreaterThan(known);
    expect(planted.area.high - planted.area.low).toBeLessThan(0.08);
    expect(planted.direction).toBe(1);
    const chance = of("long_share");
    expect(chance.area.low).toBeLessThan(0.5);
    expect(chance.area.high).toBeGreaterThan(0.5);
    expect(Math.abs(chance.area.value - 0.5)).toBeLessThan(0.05);
    expect(report.without).toEqual(INDICATORS.slice(2).map(({ key }) => key));
  });

  it("judges the threshold of the fit on the test", () => {
    const planted = of("crowding");
    // One in ten of a standard normal lies above 1.28; a standard deviation higher, 1 - Phi(0.28).
    expect(planted.threshold).toBeCloseTo(1.2816, 1);
    expect(planted.falseAlarms).toBeCloseTo(0.1, 1);
    expect(planted.hits).toBeCloseTo(1 - normalCdf(0.2816), 1);
    expect(planted.warned).toBe(1);
    // The first of 48 moments that alarms, each with a chance of 0.39: hardly ever later than an hour or two.
    expect(planted.lead.value).toBeGreaterThan(20 * 3_600_000);
    expect(planted.lead.high).toBeLessThanOrEqual(TERMS.within);
    expect(report.combined.area.value).toBeGreaterThan(planted.area.value - 0.02);
    expect(report.weights[0].indicator.key).toBe("crowding");
  });

  it("never has a run on both sides, and crashes on each", () => {
    expect(report.fit.keys.filter((key) => report.test.keys.includes(key))).toEqual([]);
    expect([...report.fit.keys, ...report.test.keys].sort()).toEqual(
      plantedRuns(60)
        .map(({ key }) => key)
        .sort(),
    );
    expect([report.fit.crashed, report.test.crashed]).toEqual([15, 15]);
  });

  it("keeps runs of a seed together", () => {
    const runs = plantedRuns(48).map((run, r) => ({ ...run, group: `s${r % 8}` }));
    const judged = warningReport(runs, TERMS);
    if (typeof judged === "string") throw new Error(judged);
    const seeds = (keys: readonly string[]) => new Set(keys.map((key) => Number(key.slice(1)) % 8));
    const fit = seeds(judged.fit.keys);
    expect([...seeds(judged.test.keys)].filter((seed) => fit.has(seed))).toEqual([]);
    expect(judged.groups).toBe(8);
  });

  it("says in a sentence what nothing can be told from", () => {
    const still = plantedRuns(8).filter((_, r) => r % 2 === 1);
    expect(warningReport(still, TERMS)).toMatch(/^no crash follows any of \d+ moments of 4 runs/);
    expect(warningReport(plantedRuns(8), { ...TERMS, within: 30 * TERMS.within })).toMatch(/^no run is long enough/);
    const falling = plantedRuns(4).map((run) => ({ ...run, low: run.price.map((_, i) => (i === 2 ? 1 : 100)) }));
    expect(warningReport(falling, TERMS)).toMatch(/^a crash follows each of 8 moments of 4 runs/);
    expect(warningReport(plantedRuns(2), TERMS)).toMatch(/hold moments of one kind only/);
  });
});

describe("runMoments", () => {
  it("takes the low that comes after, in time, and leaves out what a crash or the end makes moot", () => {
    const hour = [0, 1, 2, 3, 4, 5, 6, 30];
    const time = Float64Array.from(hour, (h) => h * 3_600_000);
    const price = Float64Array.of(100, 110, 105, 100, 85, 90, 90, 90);
    const low = Float64Array.of(100, 100, 104, 100, 84, 82, 88, 90);
    // 100 falls to 82 (18%), 110 to 84 at hour 4 (24%): only the second row is followed by a crash of 22% in 4 hours.
    const moments = runMoments({ time, price, low }, { size: 0.22, within: 4 * 3_600_000 });
    expect(moments.crash).toBe(4 * 3_600_000);
    expect([...moments.rows]).toEqual([0, 1, 2, 3]);
    expect([...moments.label]).toEqual([0, 1, 0, 0]);
    // Three hours are too short for the first, and the low of the row itself is the past.
    expect([...runMoments({ time, price, low }, { size: 0.22, within: 2.5 * 3_600_000 }).label]).not.toContain(1);
    // A day ahead ends beyond the run for all but the first seven.
    const long = runMoments({ time, price, low }, { size: 0.5, within: 24 * 3_600_000 });
    expect([...long.rows]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(long.crash).toBeNaN();
  });
});

describe("rocArea", () => {
  const rows = {
    score: Float64Array.of(3, 1, 2, 2, 0, Number.NaN),
    label: Uint8Array.of(1, 1, 0, 1, 0, 1),
    group: Int32Array.of(0, 0, 1, 1, 2, 2),
    groups: 3,
  };

  it("counts pairs, ties for a half", () => {
    // Pairs (3,2) (3,0) (1,2) (1,0) (2,2) (2,0): 1 + 1 + 0 + 1 + 1/2 + 1 of 6.
    expect(rocArea(rows)).toBe(4.5 / 6);
    expect(rocCurve(rows)).toEqual([
      { threshold: Number.POSITIVE_INFINITY, falseAlarms: 0, hits: 0 },
      { threshold: 3, falseAlarms: 0, hits: 1 / 3 },
      { threshold: 2, falseAlarms: 1 / 2, hits: 2 / 3 },
      { threshold: 1, falseAlarms: 1 / 2, hits: 1 },
      { threshold: 0, falseAlarms: 1, hits: 1 },
    ]);
    expect(thresholdAt(rocCurve(rows), 0.5)).toBe(1);
    expect(thresholdAt(rocCurve(rows), 0.49)).toBe(3);
    expect(rocArea(rows, undefined, Int32Array.of(1, 0, 2))).toBe(1);
  });

  it("draws whole runs: more rows of the same runs make no interval narrower", () => {
    const stream = new RandomStream(3, "rows");
    const base = Array.from({ length: 20 }, (_, g) => ({ score: stream.normal() + (g % 2), label: g % 2, g }));
    const scored = (times: number) => {
      const all = base.flatMap((row) => Array.from({ length: times }, () => row));
      return {
        score: Float64Array.from(all, (row) => row.score),
        label: Uint8Array.from(all, (row) => row.label),
        group: Int32Array.from(all, (row) => row.g),
        groups: 20,
      };
    };
    const one = areaInterval(scored(1), new RandomStream(1, "boot"));
    expect(areaInterval(scored(50), new RandomStream(1, "boot"))).toEqual(one);
    expect(one.high - one.low).toBeGreaterThan(0.2);
  });
});

describe("fitLogistic", () => {
  it("finds the weights that made the labels, and leaves out what does not vary", () => {
    const stream = new RandomStream(11, "logistic");
    const n = 4000;
    const x = Float64Array.from({ length: n }, () => 5 + 2 * stream.normal());
    const y = Float64Array.from({ length: n }, () => stream.normal());
    const label = Uint8Array.from(x, (v, i) =>
      stream.chance(1 / (1 + Math.exp(-(-1 + 1.2 * ((v - 5) / 2) - 0.6 * y[i])))) ? 1 : 0,
    );
    const fit = fitLogistic([x, y, new Float64Array(n).fill(3), none(n)], label);
    expect(fit.intercept).toBeCloseTo(-1, 0);
    // The ridge takes some of the weights off.
    expect(fit.weights[0]).toBeGreaterThan(1);
    expect(fit.weights[0]).toBeLessThan(1.3);
    expect(fit.weights[1]).toBeCloseTo(-0.57, 1);
    expect([fit.weights[2], fit.weights[3]]).toEqual([0, 0]);
    const [a, b] = logisticScores(fit, [Float64Array.of(7, Number.NaN), Float64Array.of(0, 0), none(2), none(2)]);
    expect(a - b).toBeCloseTo((fit.weights[0] * (7 - fit.mean[0])) / fit.deviation[0], 9);
  });
});

describe("splitGroups", () => {
  it("halves those that crashed and the others each, another way for another seed", () => {
    const crashed = Array.from({ length: 21 }, (_, g) => g % 3 === 0);
    const fit = splitGroups(crashed, 5);
    expect(fit.filter((x, g) => x && crashed[g])).toHaveLength(4);
    expect(fit.filter((x, g) => x && !crashed[g])).toHaveLength(7);
    expect(splitGroups(crashed, 5)).toEqual(fit);
    expect(splitGroups(crashed, 6)).not.toEqual(fit);
  });
});
