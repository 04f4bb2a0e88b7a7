/** Whole runs: nothing of a price change or of a loss is left over, in any step and at any venue. */
import { describe, expect, it } from "vitest";
import { killRows } from "../../src/analysis/cascade/index.ts";
import { deepFreeze } from "../../src/core/freeze.ts";
import type { Scenario } from "../../src/engine/config.ts";
import { simulate } from "../../src/engine/simulate.ts";
import { Simulation } from "../../src/engine/simulation.ts";
import { loadScenario } from "../../src/scenario/index.ts";
import { silver } from "../scenarios/silver.ts";

const SMALL = new URL("../../configs/small-crash.yaml", import.meta.url).pathname;
const sum = (values: ArrayLike<number>): number => {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
};

/** Runs to the end; after every step, the shares of every venue's move sum to it, to the last part of a tick. */
function runExactly(scenario: Scenario, seed: number): Simulation {
  const simulation = new Simulation(scenario, seed);
  const { attributions, venues } = simulation.world;
  const last = attributions.map(({ mid, impact }) => ({ mid, shares: sum(impact) }));
  let moved = 0;
  while (!simulation.ended) {
    simulation.step();
    attributions.forEach(({ mid, impact }, v) => {
      const shares = sum(impact);
      if (shares - last[v].shares !== mid - last[v].mid)
        throw new Error(
          `${venues[v].name}, step ${simulation.clock.step}: ${shares - last[v].shares} is not ${mid - last[v].mid}`,
        );
      if (mid !== last[v].mid) moved++;
      last[v] = { mid, shares };
    });
  }
  expect(moved).toBeGreaterThan(100);
  return simulation;
}

/** Flows, windows and the kill matrix of a run, each against what it must sum to. */
function checkTables(simulation: Simulation, fewest: number): void {
  const result = simulation.result();
  const { cascade, liquidations, venues } = result;
  if (cascade === null) throw new Error("the run has a record");
  const { windows, causes, episodes } = cascade;
  expect(liquidations.episode.length).toBeGreaterThanOrEqual(fewest);
  // Causes of a window sum to its move, and pushes to what forced kinds moved.
  const byWindow = new Float64Array(windows.move.length);
  causes.window.forEach((w, i) => {
    byWindow[w] += causes.ticks[i];
  });
  expect([...byWindow]).toEqual([...windows.move]);
  // Rows of the kill matrix sum, in whole cents, to what the ledger booked: over every hour, for every venue and population.
  const rows = killRows(cascade, liquidations, result.populations.length);
  const cents = new Map<string, number>();
  const add = (venue: number, population: number, time: number, amount: number): void => {
    const key = `${venues[venue].name} ${population} ${Math.floor(time / 3_600_000)}`;
    cents.set(key, (cents.get(key) ?? 0) + amount);
  };
  rows.loss.forEach((loss, i) => {
    add(rows.venue[i], rows.victim[i], rows.time[i], loss * cascade.centsPerTick[rows.venue[i]]);
  });
  liquidations.loss.forEach((loss, i) => {
    const to = windows.to[episodes.window[liquidations.episode[i]]];
    add(liquidations.venue[i], liquidations.population[i], to, -Math.round(100 * loss));
  });
  for (const left of cents.values()) expect(left).toBe(0);
  // Each quarter-hour's impact sums to the way of the mid in it, and its volume to what was traded in it, at every venue.
  venues.forEach(({ mid, volume }, v) => {
    const { attributions } = simulation.world;
    const quarters = new Map<number, { moved: number; traded: number }>();
    const at = (time: number) => {
      const quarter = Math.floor(time / 900_000) * 900_000;
      const known = quarters.get(quarter) ?? { moved: 0, traded: 0 };
      quarters.set(quarter, known);
      return known;
    };
    let before = (attributions[v].mid - sum(attributions[v].impact)) * cascade.tick[v];
    for (let i = 0; i < mid.length; i++) {
      const quarter = at(result.time[i]);
      quarter.traded += volume[i];
      if (Number.isNaN(mid[i])) continue;
      quarter.moved += mid[i] - before;
      before = mid[i];
    }
    const { flows } = result;
    for (let i = 0; i < flows.time.length; i++) {
      if (flows.venue[i] !== v) continue;
      const quarter = at(flows.time[i]);
      quarter.moved -= flows.impact[i];
      quarter.traded -= flows.buyVolume[i];
    }
    for (const [time, { moved, traded }] of quarters) {
      const where = `${venues[v].name}, ${new Date(time).toISOString()}`;
      expect([where, Math.abs(traded) < 1e-6, Math.abs(moved / cascade.tick[v]) < 1e-3]).toEqual([where, true, true]);
    }
  });
}

describe("a whole run's attribution", () => {
  it("leaves nothing over in the small crash, by either rule", async () => {
    for (const attribution of ["volume", "shapley"]) {
      const { scenario } = await loadScenario(SMALL, { set: [`record.attribution=${attribution}`], without: [] });
      checkTables(runExactly(scenario, 3), 100);
    }
  });

  it("knows no loss where it is off, and says so instead of nought", async () => {
    const { scenario } = await loadScenario(SMALL, { set: ["record.attribution=off"], without: [] });
    const { liquidations, summary, cascade } = simulate(scenario, { seed: 3 });
    expect(cascade).toBeNull();
    expect(liquidations.loss.length).toBeGreaterThan(100);
    expect([...liquidations.loss, ...liquidations.lossByForced].every(Number.isNaN)).toBe(true);
    expect([summary["killMatrix.loss"], summary["killMatrix.forcedShare"]]).toEqual([null, null]);
  });

  it("explains what the ledger booked: what the owner's money lost from when it was safe to the trigger", async () => {
    const { scenario } = await loadScenario(SMALL, { set: [], without: [] });
    const simulation = new Simulation(scenario, 3);
    const { clearing, venues, kills } = simulation.world;
    const [house] = clearing.houses;
    if (!house) throw new Error("the pit is margined");
    const { ledger } = clearing;
    /** Cents in the wallet and at the house, the position at the mark: paying margin does not change it. */
    const wealth = (m: number): number => {
      const { centsPerTick, markTicks } = venues[0];
      const trading = ledger.cash(0, m) + ledger.position(0, m) * markTicks;
      return ledger.wallet(m, "USD") + ledger.collateral(0, m) + trading * centsPerTick;
    };
    const last = new Float64Array(ledger.members);
    const safe = kills.safe.bind(kills);
    kills.safe = (venue, member) => {
      last[member] = wealth(member);
      safe(venue, member);
    };
    const lost: number[] = [];
    const begin = house.liquidations.begin.bind(house.liquidations);
    house.liquidations.begin = (member, trigger, time) => {
      lost.push(last[member] - wealth(member));
      begin(member, trigger, time);
    };
    while (!simulation.ended) simulation.step();
    const { liquidations } = simulation.result();
    expect(lost).toHaveLength(liquidations.episode.length);
    expect(Array.from(liquidations.loss, (loss) => Math.round(loss * 100))).toEqual(lost);
    expect(sum(lost)).toBeGreaterThan(0);
  });

  it("leaves nothing over in a cut of the silver market, with four venues and two currencies", async () => {
    const whole = await silver({ thin: 25, end: "2026-01-30T20:00:00Z" });
    const start = Date.parse("2026-01-29T22:00:00Z");
    const shocks = whole.shocks.filter(({ at }) => at === undefined || at >= start);
    checkTables(runExactly(deepFreeze({ ...whole, shocks, clock: { ...whole.clock, start } }), 7), 5);
  });
});
