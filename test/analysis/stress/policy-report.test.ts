/** Policies over seeds, worked out by hand. */
import { describe, expect, it } from "vitest";
import { kupiec } from "../../../src/analysis/margin/index.ts";
import {
  policyReport,
  reverseCell,
  reverseReport,
  sensitivityReport,
  withAmplification,
} from "../../../src/analysis/stress/index.ts";
import { pooledCoverage } from "../../../src/analysis/stress/pooled-coverage.ts";
import { smallestOf } from "../../../src/analysis/stress/reverse-report.ts";

const days = (settlement: readonly number[], maintenance: readonly number[]) => ({
  time: Float64Array.from(settlement, (_, i) => i),
  after: Float64Array.from(settlement, (_, i) => i),
  settlement: Float64Array.from(settlement),
  maintenance: Float64Array.from(maintenance),
  initial: Float64Array.from(maintenance),
  openInterest: new Float64Array(settlement.length),
});
const run = (figures: Record<string, number | null>, settlement = [100, 90], maintenance = [0.1, 0.1]) => ({
  figures,
  days: days(settlement, maintenance),
});

describe("coverage over runs", () => {
  // Losses of 15%, 0 and 5.9% in one run; 5% and 15.8% in the other.
  const runs = [days([100, 85, 85, 80], [0.1, 0.1, 0.1, 0.1]), days([100, 95, 80], [0.1, 0.1, 0.1])];

  it("pools days, and no run goes on where another ends", () => {
    const pooled = pooledCoverage(runs, 0, { confidence: 0.99, holding: 1 }, 1)!;
    expect([pooled.observations, pooled.breaches, pooled.breachRate]).toEqual([5, 2, 0.4]);
    expect(pooled.kupiec).toEqual(kupiec(2, 5, 0.99));
    const short = [0.05, 15 / 95 - 0.1];
    expect(pooled.meanShortfall).toBeCloseTo((short[0] + short[1]) / 2, 12);
    expect(pooled.meanUncovered).toBeCloseTo((short[0] + short[1]) / 5, 12);
    expect(pooled.maxLossToMargin).toBeCloseTo(15 / 9.5, 12);
    // A breach, then none, none; none, then a breach: of two days after none one, of one day after a breach none.
    const [before, after] = [3 * (Math.log(1 / 3) / 3 + (2 / 3) * Math.log(2 / 3)), 2 * Math.log(1 / 2)];
    expect(pooled.independence.statistic).toBeCloseTo(-2 * (before - after), 12);
  });

  it("has two sides, and nothing without a loss", () => {
    expect(pooledCoverage(runs, 0, { confidence: 0.99, holding: 1 }, -1)?.breaches).toBe(0);
    expect(pooledCoverage(runs, 10, { confidence: 0.99, holding: 1 }, 1)).toBeNull();
    expect(pooledCoverage(runs, 0, { confidence: 0.99, holding: 2 }, 1)?.observations).toBe(3);
  });
});

describe("amplification", () => {
  it("is the fall over that of the twin on the same seed", () => {
    const twin = [run({ fall: -0.15 }), run({ fall: 0 }), null];
    const own = withAmplification([run({ fall: -0.3 }), run({ fall: -0.1 }), run({ fall: -0.2 })], twin);
    expect(own.map((figures) => figures?.amplification)).toEqual([2, null, null]);
  });
});

describe("a policy", () => {
  const runs = [run({ fall: -0.3, "credit.defaults.longs": 4 }), run({ fall: -0.1 }), null];
  const figures = runs.map((one) => one?.figures ?? null);
  const reference = [{ fall: -0.2 }, { fall: -0.2 }, { fall: -0.2 }];
  const terms = { fork: 0, coverage: { confidence: 0.99, holding: 1 }, study: "by-hand" };
  const report = policyReport({ name: "x", title: "X" }, runs, figures, reference, null, terms);

  it("has its figures over the seeds that ended, and tells of the others", () => {
    expect([report.runs, report.failed]).toEqual([2, 1]);
    expect(report.figures.get("fall")?.mean.value).toBeCloseTo(-0.2, 12);
    expect(report.figures.get("fall")?.p95).toBeCloseTo(-0.11, 12);
  });

  it("counts none where a run has no default of a population", () => {
    expect(report.figures.get("credit.defaults.longs")?.mean.value).toBe(2);
  });

  it("is compared seed by seed, so that seeds of which one failed count for neither", () => {
    expect(report.difference.get("fall")?.value).toBeCloseTo(0, 12);
  });
});

describe("sensitivity", () => {
  it("is the mean change on the same seeds, low and high, beside what it is", () => {
    const falls = (...values: number[]) => values.map((fall) => ({ fall, "credit.loss": -fall * 100 }));
    const grace = { title: "grace", low: "1", high: "60" };
    const report = sensitivityReport("x", [1, 2], [grace], [falls(-0.2, -0.4), falls(-0.3, -0.5), falls(-0.2, -0.2)]);
    const figure = report.rows[0].figures.get("fall")!;
    expect([figure.asIs, figure.low.value, figure.high.value].map((x) => Number(x.toFixed(12)))).toEqual([
      -0.3, -0.1, 0.1,
    ]);
    expect(report.rows[0].figures.get("credit.loss")!.low.value).toBeCloseTo(10, 12);
    expect(report.rows[0].figures.get("credit.defaults")!.asIs).toBeNaN();
  });
});

describe("reverse stress", () => {
  const cell = (multiplier: number, defaults: number, gone: readonly number[]) =>
    reverseCell(
      { multiplier, defaults },
      gone.map((one) => ({
        "credit.loss": one * 10,
        fall: -0.1,
        "exhausted.broker-capital": 1,
        "exhausted.mutual-fund": one,
      })),
    );
  const cells = [cell(1, 0, [0, 0]), cell(1, 5, [1, 0]), cell(2, 0, [1, 1]), cell(2, 5, [1, 1])];

  it("counts a layer as gone where it is in half of the runs, and names the last one", () => {
    expect(cells.map(({ deepest }) => deepest)).toEqual([
      "broker-capital",
      "mutual-fund",
      "mutual-fund",
      "mutual-fund",
    ]);
  });

  it("finds the smallest shocks and the fewest defaults, none of which is more than another", () => {
    expect(smallestOf(cells, "mutual-fund")).toEqual([cells[1], cells[2]]);
    const report = reverseReport("x", [1, 2], cells);
    expect(report.smallest.get("broker-capital")).toEqual([cells[0]]);
    expect([report.multipliers, report.defaults]).toEqual([
      [1, 2],
      [0, 5],
    ]);
  });
});
