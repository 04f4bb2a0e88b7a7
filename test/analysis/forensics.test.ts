import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  amplification,
  attribution,
  crashProfile,
  depthCollapse,
  foldKillMatrix,
  largestLiquidations,
  liquidationWaves,
  premiumPath,
  reportedTable,
} from "../../src/analysis/index.ts";
import { HOUR } from "../../src/core/time.ts";
import { SCENARIO, syntheticResult } from "../charts/synthetic-result.ts";
import { runOf, venueSeries } from "./venue-series.ts";

const run = syntheticResult();
const comex = run.venues[0];
const ZONE = "America/New_York";

describe("crashProfile", () => {
  it("measures the day, its low and its worst three hours", () => {
    const profile = crashProfile(run, comex, ZONE);
    expect(profile?.day.date).toBe("2026-01-30");
    if (!profile) return;
    const { day, window } = profile;
    expect(profile.change).toBeCloseTo(day.settlement / day.previous - 1, 12);
    expect(profile.changeToLow).toBeLessThanOrEqual(profile.change);
    expect(run.time[window.to] - run.time[window.from]).toBeLessThanOrEqual(3 * HOUR);
    expect(profile.windowShare).toBeCloseTo(window.fall / (day.previous - day.low), 12);
  });

  it("speaks of the day that it is asked for when that day fell", () => {
    const days = ["2026-02-05", "2026-01-27"].map((date) => crashProfile(run, comex, ZONE, date)?.day.date);
    expect(days).toEqual(["2026-02-05", "2026-01-30"]);
  });
});

describe("depthCollapse", () => {
  it("compares the worst hour with the days before", () => {
    const minutes = Array.from({ length: 300 }, (_, i) => i * 60_000);
    const venue = venueSeries({
      close: minutes.map((_, i) => (i < 200 ? 100 : i < 240 ? 100 - (i - 199) : 60)),
      bidDepth: minutes.map((_, i) => (i < 200 ? 1000 : i === 220 ? 0 : 50)),
      phase: minutes.map((_, i) => (i === 50 ? 3 : 2)),
    });
    const found = depthCollapse(Float64Array.from(minutes), venue);
    expect(found).toMatchObject({ usual: 1000, median: 50, least: 0, fall: 0.95, fallAtWorst: 1 });
  });
});

describe("amplification", () => {
  it("compares the falls of the same day, with the mechanism and without", () => {
    const twin = syntheticResult(0.5, ["forced-liquidation"]);
    const profile = crashProfile(run, comex, ZONE);
    if (!profile) throw new Error("the synthetic run has a crash");
    const found = amplification(run, twin, "comex", profile);
    expect(found?.mechanism).toBe("forced-liquidation");
    expect(found?.ratio).toBeGreaterThan(1.7);
    expect(found?.ratio).toBeLessThan(2.2);
    expect(found?.share).toBeCloseTo(1 - 1 / (found?.ratio ?? 0), 12);
    expect(amplification(run, run, "comex", profile)?.ratio).toBe(1);
    expect(amplification(run, twin, "nowhere", profile)).toBeNull();
  });
});

describe("attribution", () => {
  it("shares add up to the whole change with what no flow explains", () => {
    const { time } = run.flows;
    const found = attribution(run, 0, time[0], time[time.length - 1] + 1, -34);
    const sum = found.shares.reduce((a, s) => a + s.impact, 0);
    expect(sum + found.unexplained).toBeCloseTo(-34, 9);
    for (let i = 1; i < found.shares.length; i++) {
      expect(found.shares[i].impact).toBeGreaterThanOrEqual(found.shares[i - 1].impact);
    }
  });

  it("counts the venue and the time that it is asked for, and no other", () => {
    const flows = {
      time: Float64Array.of(0, 900_000, 900_000, 1_800_000), venue: Uint8Array.of(0, 0, 1, 0), population: Uint16Array.of(0, 0, 0, 0), cause: Uint8Array.of(5, 5, 5, 5),
      buyVolume: new Float64Array(4), sellVolume: new Float64Array(4), aggressiveVolume: new Float64Array(4), impact: Float64Array.of(-1, -2, -4, -8),
    }; // biome-ignore format: a table
    const found = attribution({ ...run, flows }, 0, 900_000, 1_800_000, -3);
    expect(found).toEqual({ shares: [{ population: 0, cause: 5, impact: -2 }], change: -3, unexplained: -1 });
  });
});

describe("foldKillMatrix", () => {
  it("keeps the total, whatever is folded", () => {
    const matrix = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 15 })).chain(([r, c]) =>
      fc
        .array(fc.oneof(fc.constant(0), fc.integer({ min: -50, max: 500 })), { minLength: r * c, maxLength: r * c })
        .map((cells) => ({
          victims: Array.from({ length: r }, (_, i) => `v${i}`),
          killers: Array.from({ length: c }, (_, i) => ({ population: `p${i}`, cause: "stop" })),
          loss: Float64Array.from(cells),
        })),
    );
    fc.assert(
      fc.property(matrix, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), (m, rows, columns) => {
        const folded = foldKillMatrix(m, rows, columns);
        expect(folded.victims.length).toBeLessThanOrEqual(rows);
        expect(folded.killers.length).toBeLessThanOrEqual(columns);
        expect(new Set(folded.killers).size).toBe(folded.killers.length);
        const sum = (x: Float64Array) => x.reduce((a, v) => a + v, 0);
        expect(folded.total).toBe(sum(m.loss));
      }),
    );
  });

  it("names the largest and sums the rest", () => {
    const folded = foldKillMatrix(
      {
        victims: ["a", "b", "c"],
        killers: ["x", "y", "z", "w"].map((population) => ({ population, cause: "stop" })),
        loss: Float64Array.of(1, 90, 3, 0, 2, 50, 4, 0, 1, 1, 1, 0),
      },
      2,
      2,
    );
    expect(folded.victims).toEqual(["a", "other victims"]);
    expect(folded.killers).toEqual(["y: stop", "other killers"]);
    expect([...folded.loss]).toEqual([90, 4, 51, 8]);
  });
});

describe("liquidations", () => {
  it("are counted by wave, every one of them once", () => {
    const waves = liquidationWaves(run);
    expect(waves.map((w) => w.generation)).toEqual(waves.map((_, i) => i));
    expect(waves.reduce((a, w) => a + w.episodes, 0)).toBe(run.liquidations.member.length);
    const total = run.liquidations.loss.reduce((a, x) => a + x, 0);
    expect(waves.reduce((a, w) => a + w.loss, 0)).toBeCloseTo(total, 0);
  });

  it("are ranked in one currency", () => {
    const liquidations = {
      ...run.liquidations,
      venue: run.liquidations.venue.slice(),
      loss: run.liquidations.loss.slice(),
    };
    liquidations.venue[0] = 1; // CNY
    liquidations.loss[0] = 1.1 * Math.max(...liquidations.loss);
    const [first] = largestLiquidations({ ...run, liquidations }, 3);
    expect(first).not.toBe(0);
    liquidations.venue[0] = 0;
    expect(largestLiquidations({ ...run, liquidations }, 3)[0]).toBe(0);
  });
});

describe("premiumPath", () => {
  it("follows the premium from close to close", () => {
    const path = premiumPath(run, run.venues[2], "Asia/Shanghai");
    if (!path) throw new Error("the synthetic run has a fund");
    for (const { day, premium } of path.days.slice(0, -1)) {
      expect(premium).toBeCloseTo(day.close / run.world.nav[day.settled - 1] - 1, 9);
    }
    expect(path.peak).toBe(Math.max(...path.days.map((d) => d.premium)));
    expect(path.worstRevaluation).toBeLessThan(-0.1);
  });

  it("is none where no value is published", () => {
    const nothing = new Float64Array(run.time.length).fill(Number.NaN);
    const world = { ...run.world, nav: nothing, premium: nothing };
    expect(premiumPath(runOf([...run.time], run.venues, { world }), run.venues[2], "Asia/Shanghai")).toBeNull();
  });
});

describe("reportedTable", () => {
  it("says of each figure whether the simulated one lies in its range", () => {
    const rows = reportedTable(SCENARIO.reported ?? [], run.summary);
    expect(rows.map((r) => r.within)).toEqual([true, true, true, true, false, null]);
    expect(rows[5].simulated).toBeNaN();
  });

  it("takes a range that is open at one end, and no word for a number", () => {
    const figure = { key: "x", label: "", value: 1, unit: "", low: 2, high: null, source: "" };
    expect(reportedTable([figure], { x: 3 })[0].within).toBe(true);
    expect(reportedTable([figure], { x: 1 })[0].within).toBe(false);
    expect(reportedTable([figure], { x: "3" })[0].within).toBe(false);
    expect(reportedTable([{ ...figure, input: true }], { x: 3 })[0].within).toBeNull();
  });
});
