import { expect, it } from "vitest";
import type { RunResult } from "../../src/engine/result.ts";
import { simulate } from "../../src/engine/simulate.ts";
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
