import type { RunResult } from "../engine/result.ts";
import { stepAt } from "./steps.ts";

/** Forced episodes of one generation: 0 began without forced flow, 1 were pushed over by those, and so on. */
export interface LiquidationWave {
  readonly generation: number;
  readonly episodes: number;
  /** Loss since the last settlement, and what forced flows made of it, USD: more than all when other flows gave some back. */
  readonly loss: number;
  readonly lossByForced: number;
  /** Loss beyond the accounts' collateral, USD. */
  readonly shortfall: number;
}

/** USD for one unit of a currency at a moment; NaN for a currency that the run has no rate of. */
export function usdPer(result: RunResult, currency: string, time: number): number {
  if (currency === "USD") return 1;
  if (currency !== "CNY") return Number.NaN;
  return 1 / result.world.fx[Math.max(0, stepAt(result.time, time))];
}

/** Forced episodes by generation, the first generation first. Episodes in a currency without a rate are counted, their money is not. */
export function liquidationWaves(result: RunResult): LiquidationWave[] {
  const { liquidations: t, venues } = result;
  const waves: { episodes: number; loss: number; forced: number; shortfall: number }[] = [];
  for (let i = 0; i < t.member.length; i++) {
    const generation = t.generation[i];
    while (waves.length <= generation) waves.push({ episodes: 0, loss: 0, forced: 0, shortfall: 0 });
    const wave = waves[generation];
    const usd = usdPer(result, venues[t.venue[i]].currency, t.triggered[i]);
    wave.episodes++;
    if (Number.isNaN(usd)) continue;
    wave.loss += t.loss[i] * usd;
    wave.forced += t.lossByForced[i] * usd;
    wave.shortfall += t.shortfall[i] * usd;
  }
  return waves.map(({ episodes, loss, forced, shortfall }, generation) => ({
    generation,
    episodes,
    loss,
    lossByForced: forced,
    shortfall,
  }));
}

/** Rows of the `most` episodes with the largest losses in USD, largest first. */
export function largestLiquidations(result: RunResult, most: number): number[] {
  const { liquidations: t, venues } = result;
  const loss = Float64Array.from(
    t.loss,
    // Without attribution no loss is known: then the first of them are told.
    (x, i) => x * usdPer(result, venues[t.venue[i]].currency, t.triggered[i]) || 0,
  );
  return [...loss.keys()].sort((a, b) => loss[b] - loss[a] || a - b).slice(0, most);
}
