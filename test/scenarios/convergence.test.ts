/** The step is how finely a market is computed; how fast its members react is what it is like. */
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import type { RunResult } from "../../src/engine/result.ts";
import { simulate } from "../../src/engine/simulate.ts";
import { loadScenario } from "../../src/scenario/index.ts";
import { silver } from "./silver.ts";

const QUARTER = 15 * 60_000;

/** Lots traded on COMEX, standard deviation of its quarter-hourly returns, mean bid depth. */
function statistics(result: RunResult): { volume: number; volatility: number; depth: number } {
  const [comex] = result.venues;
  let volume = 0;
  let sum = 0;
  let squares = 0;
  let depth = 0;
  let depths = 0;
  let last = Number.NaN;
  for (let i = 0; i < result.time.length; i++) {
    volume += comex.volume[i];
    if (comex.phase[i] !== 2) continue;
    if (!Number.isNaN(comex.bidDepth[i])) {
      depth += comex.bidDepth[i];
      depths++;
    }
    if (result.time[i] % QUARTER !== 0) continue;
    const price = comex.mid[i];
    if (!Number.isNaN(last)) {
      squares += Math.log(price / last) * Math.log(price / last);
      sum++;
    }
    last = price;
  }
  return { volume, volatility: Math.sqrt(squares / sum), depth: depth / depths };
}

it("gives the same market with steps half as long", async () => {
  // News at an even pace: each step length draws the pace anew, and three days hold too little of it to compare.
  const even = "assets.fairValue.arrival.unevenness=0";
  const of = async (step: string, seed: number) =>
    statistics(simulate(await silver({ end: "2026-01-08T00:00:00Z", set: [`clock.step=${step}`, even] }), { seed }));
  const ratios = { volume: 1, volatility: 1, depth: 1 };
  const seeds = [1, 2];
  for (const seed of seeds) {
    const minute = await of("60s", seed);
    const half = await of("30s", seed);
    ratios.volume *= half.volume / minute.volume;
    ratios.volatility *= half.volatility / minute.volatility;
    ratios.depth *= half.depth / minute.depth;
  }
  // Geometric means over the seeds.
  expect(Math.abs(Math.log(ratios.volume)) / seeds.length).toBeLessThan(0.1);
  expect(Math.abs(Math.log(ratios.volatility)) / seeds.length).toBeLessThan(0.2);
  expect(Math.abs(Math.log(ratios.depth)) / seeds.length).toBeLessThan(0.2);
}, 300_000);

const CRASH = fileURLToPath(new URL("../../configs/small-crash.yaml", import.meta.url));
const SEEDS = Array.from({ length: 12 }, (_, k) => k + 1);

async function falls(...set: string[]): Promise<number[]> {
  const { scenario } = await loadScenario(CRASH, { set });
  return SEEDS.map((seed) => simulate(scenario, { seed }).summary["pit.fall"] as number).sort((a, b) => a - b);
}
const median = (sorted: readonly number[]): number => (sorted[5] + sorted[6]) / 2;

it("hardly moves a crash while the reaction time stays, and undoes it where reactions slow down with it", async () => {
  const usual = await falls();
  const short = await falls("clock.step=30s", "clock.reaction=1m");
  const long = await falls("clock.step=5m", "clock.reaction=1m");
  const slow = await falls("clock.step=5m");
  expect(median(usual)).toBeLessThan(-0.2);
  // As close as a run is to another: the median lies among the runs at the usual step.
  for (const other of [short, long]) {
    expect(median(other)).toBeGreaterThanOrEqual(usual[0]);
    expect(median(other)).toBeLessThanOrEqual(usual[11]);
    expect(Math.abs(median(other) - median(usual))).toBeLessThan(0.06);
  }
  expect(median(slow)).toBeGreaterThan(-0.1);
});
