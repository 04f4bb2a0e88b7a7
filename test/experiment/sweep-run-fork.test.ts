import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseInstant } from "../../src/core/time.ts";
import { forkProblem } from "../../src/engine/fork.ts";
import { simulate, simulateUntil } from "../../src/engine/simulate.ts";
import type { ParameterValue } from "../../src/experiment/design/design.ts";
import { executeSweepRun } from "../../src/experiment/sweep/execute-sweep-run.ts";
import { packSnapshot, unpackSnapshot } from "../../src/experiment/sweep/packed-snapshot.ts";
import { baseScenario, pointScenario } from "../../src/experiment/sweep/point-scenario.ts";
import { seedOf } from "../../src/experiment/sweep/run-key.ts";
import { RunUps } from "../../src/experiment/sweep/run-ups.ts";
import type { SweepPlan } from "../../src/experiment/sweep/sweep-plan.ts";
import { fingerprint } from "../scenarios/silver.ts";
import { resultsHash, rowsOf, runPlan, temporary, tinyPlan } from "./sweep-fixture.ts";

const at = (time: string): number => parseInstant(`2026-01-29T${time}Z`);
const LIMITS = (lots: number) => [
  { from: "2026-01-29T17:30Z", lots: 400, deadline: "2026-01-29T17:45Z" },
  { from: "2026-01-29T18:00Z", lots, deadline: "2026-01-29T18:10Z" },
];

/** Parameters that change nothing before a moment, with that moment. */
const LATER: readonly [string, string, Readonly<Record<string, readonly ParameterValue[]>>][] = [
  ["the size of news", "17:40", { "shocks.0.size": [-0.05, -0.25] }],
  ["its date", "17:35", { "shocks.0.at": ["2026-01-29T17:35Z", "2026-01-29T17:50Z"] }],
  ["a margin step", "18:00", { "clearing.pit.margin.steps.0.maintenance": [0.1, 0.2] }],
  [
    "the date of a margin step",
    "17:45",
    { "clearing.pit.margin.steps.0.effective": ["2026-01-29T17:45Z", "2026-01-29T18:20Z"] },
  ],
  ["a later position limit", "18:00", { "clearing.pit.positionLimits": [LIMITS(5), LIMITS(50)] }],
  ["the end", "18:30", { "clock.end": ["2026-01-29T18:35Z", "2026-01-29T18:40Z"] }],
];

describe("a fork that was found", () => {
  it.each(LATER)("goes on as whole runs do, to the last bit: %s", (_name, fork, points) => {
    const plan = tinyPlan(points, {}, { "clearing.pit.positionLimits": LIMITS(20) });
    const from = unpackSnapshot(packSnapshot(simulateUntil(baseScenario(plan, 10), at(fork), { seed: 10 })));
    const whole = plan.values.map((values) => {
      const scenario = pointScenario(plan, values, 10);
      const run = fingerprint(simulate(scenario, { seed: 10 }));
      expect(fingerprint(simulate(scenario, { seed: 10, from }))).toBe(run);
      return run;
    });
    // And the parameter moves something, or the test would prove nothing.
    expect(whole[0]).not.toBe(whole[1]);
  });

  it("leaves the tables of whole runs, byte for byte, whatever the number of threads", async () => {
    const series = { tables: ["venues", "events", "liquidations"], points: [1] };
    const plan = tinyPlan({ "shocks.0.size": [-0.05, -0.1, -0.25] }, { seeds: [4, 10, 11], series });
    const [one, two, whole] = [temporary(), temporary(), temporary()];
    await runPlan({ ...plan, fork: at("17:40") }, one, { jobs: 1 });
    await runPlan({ ...plan, fork: at("17:40") }, two, { jobs: 2 });
    const made = await runPlan(plan, whole);
    for (const forked of [one, two]) {
      expect(resultsHash(forked)).toBe(resultsHash(whole));
      for (const { key } of made.filter((run) => run.point === 1)) {
        for (const table of series.tables) {
          const path = join("series", key, `${table}.parquet`);
          expect(readFileSync(join(forked, path)).equals(readFileSync(join(whole, path))), path).toBe(true);
        }
      }
    }
  });
});

/** One point's run from a fork that was asked for at 17:50, beside the base's. */
function asked(values: Readonly<Record<string, ParameterValue>>, seed = 10) {
  const points = Object.fromEntries(Object.entries(values).map(([path, value]) => [path, [value]]));
  const plan: SweepPlan = tinyPlan(points, { fork: at("17:50"), forkAsked: true });
  const [base, point] = [baseScenario(plan, seed), pointScenario(plan, plan.values[0], seed)];
  expect(forkProblem(base, point, at("17:50"))).toBeNull();
  const from = unpackSnapshot(packSnapshot(simulateUntil(base, at("17:50"), { seed })));
  return { whole: simulate(base, { seed }), forked: simulate(point, { seed, from }) };
}

describe("a fork that was asked for", () => {
  it("leaves the past alone and puts the point's margin in force at the fork, as a margin shock would", () => {
    const { whole, forked } = asked({ "clearing.pit.margin": { kind: "fixed", maintenance: 0.18, initial: 0.2 } });
    const fork = whole.time.findIndex((time) => time >= at("17:50"));
    const [a, b] = [whole.venues[0], forked.venues[0]];
    expect(b.mid.subarray(0, fork)).toEqual(a.mid.subarray(0, fork));
    expect(b.maintenanceMargin[fork - 1]).toBeCloseTo(0.09, 12);
    expect(b.maintenanceMargin[fork]).toBeCloseTo(0.18, 12);
    expect(b.initialMargin[fork]).toBeCloseTo(0.2, 12);
    expect(b.maintenanceMargin.at(-1)).toBeCloseTo(0.18, 12);
    const margin = forked.events.filter((event) => event.kind === "margin");
    expect(margin.map(({ time, text }) => [time, text])).toEqual([[at("17:50"), "initial margin: 20%"]]);
    // Accounts that the base's margin would have left alone are sold out for the raise.
    expect(forked.liquidations.member.length).toBeGreaterThan(whole.liquidations.member.length);
  });

  it("takes up notice, brokers' add-ons, pace and limits from there on", () => {
    const notice = asked({
      "clearing.pit.margin.steps.0.announced": "2026-01-29T17:30Z",
      "clearing.pit.notice": "40m",
    }).forked;
    const step = notice.venues[0].maintenanceMargin.findIndex((rate) => rate > 0.1);
    expect(notice.time[step]).toBe(at("18:10"));
    const addOn = asked({ "clearing.pit.brokers.0.addOn": 0.1 });
    expect(addOn.forked.liquidations.member.length).toBeGreaterThan(addOn.whole.liquidations.member.length);
    const slow = asked({ "clearing.pit.liquidation.participation": 0.01, "clearing.pit.liquidation.least": 0.01 });
    const after = (time: Float64Array, volume: ArrayLike<number>) =>
      Array.from(volume).reduce((sum, lots, i) => (time[i] >= at("17:50") ? sum + lots : sum), 0);
    const forcedBy = ({ time, venues }: typeof slow.whole) => after(time, venues[0].forcedVolume);
    expect(forcedBy(slow.forked)).toBeLessThan(forcedBy(slow.whole) / 2);
    const limits = asked({
      "clearing.pit.positionLimits": [{ from: "2026-01-29T17:00Z", lots: 1, deadline: "2026-01-29T17:30Z" }],
    }).forked;
    const { trigger, triggered } = limits.liquidations;
    const forced = Array.from(trigger).flatMap((why, i) => (why === 3 ? [triggered[i]] : []));
    expect(forced.length).toBeGreaterThan(10);
    expect(Math.min(...forced)).toBe(at("17:50"));
  });

  it("refuses what has been at work from the start, in one sentence", () => {
    const problem = (path: string, value: ParameterValue, fork = at("17:50")): string | null => {
      const plan = tinyPlan({ [path]: [value] });
      return forkProblem(baseScenario(plan, 1), pointScenario(plan, plan.values[0], 1), fork);
    };
    expect(problem("populations.noise.members", 61)).toMatch(/^populations\.noise\.members is at work before the fork/);
    expect(problem("venues.pit.tick", 0.05)).toMatch(/^venues\.pit\.tick is at work before/);
    expect(problem("clearing.pit.brokers.0.share", 2)).toMatch(/share is at work before/);
    expect(problem("clearing.pit.waterfall.houseStake", 1)).toBeNull();
    expect(problem("shocks.0.size", -0.1)).toMatch(/^shocks\.0\.size may be due before the fork/);
    expect(problem("shocks.0.size", -0.1, at("17:40"))).toBeNull();
    expect(problem("clearing.roundsPerMinute", 6)).toBeNull();
    expect(problem("clearing.pit.margin.maintenance", 0.1, at("16:00"))).toMatch(/does not lie inside the clock/);
  });

  it("is made by the same runs in threads as in one, and a point that cannot fork is a row that says why", async () => {
    const points = { "clearing.pit.margin.maintenance": [0.09, 0.15], "populations.noise.members": [60, 61] };
    const plan = tinyPlan(points, { fork: at("17:50"), forkAsked: true, seeds: [10] });
    const directory = temporary();
    const made = await runPlan(plan, directory);
    const rows = await rowsOf(directory);
    expect(rows.map((row) => row.status)).toEqual(["ok", "failed"]);
    expect(rows[1].error).toMatch(/^populations\.noise\.members is at work before the fork/);
    const { outcome } = executeSweepRun(plan, made.find((run) => run.point === 0)!);
    expect(outcome.summary?.["pit.fall"]).toBe(rows[0]["pit.fall"]);
    expect(seedOf(plan, "0123456789abcdef", 0)).toBe(10);
  });
});

describe("run-ups", () => {
  it("are made once a seed, and never held in greater number than is allowed", async () => {
    let alive = 0;
    let most = 0;
    const made: number[] = [];
    const live = new Set<object>();
    const runUps = new RunUps(async (seed) => {
      made.push(seed);
      alive++;
      most = Math.max(most, alive);
      await new Promise((resolve) => setTimeout(resolve, 1));
      return { memory: new SharedArrayBuffer(8), head: seed };
    }, 3);
    const uses = Array.from({ length: 60 }, (_, i) =>
      runUps.with(Math.floor(i / 6), async (from) => {
        live.add(from);
        expect(from.head).toBe(Math.floor(i / 6));
        await new Promise((resolve) => setTimeout(resolve, i % 3));
        if (i % 6 === 5) alive--;
      }),
    );
    await Promise.all(uses);
    expect(made).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(live.size).toBe(10);
    expect(most).toBeLessThanOrEqual(4);
  });

  it("that fail fail each run that needs them, without being made again", async () => {
    let made = 0;
    const runUps = new RunUps(async () => {
      made++;
      throw new Error("no");
    }, 2);
    for (let i = 0; i < 3; i++) await expect(runUps.with(7, async () => 1)).rejects.toThrow("no");
    expect(made).toBe(1);
  });
});
