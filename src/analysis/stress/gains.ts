/** What the other side of the trade earned. */
import type { RunResult, VenueSeries } from "../../engine/result.ts";
import type { Figures, StressTerms } from "./stress-terms.ts";

/**
 * `gains` and `gains.POPULATION`: change of wealth, in the venue's currency, from the last settlement before the stress to the
 * end of the run, of the populations that the terms name, or of those that were short on balance at that settlement.
 */
export function gainFigures(
  { positions, venues, populations }: RunResult,
  venue: VenueSeries,
  terms: StressTerms,
): Figures {
  const v = venues.indexOf(venue);
  const before = new Map<number, { readonly net: number; readonly wealth: number }>();
  const after = new Map<number, number>();
  let settled = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < positions.time.length; i++) {
    if (positions.venue[i] !== v) continue;
    const population = positions.population[i];
    if (positions.time[i] < terms.shock) {
      if (positions.time[i] > settled) before.clear();
      settled = positions.time[i];
      before.set(population, { net: positions.long[i] - positions.short[i], wealth: positions.wealth[i] });
    } else after.set(population, positions.wealth[i]);
  }
  const out: Figures = {};
  let sum = 0;
  for (const [population, { net, wealth }] of before) {
    const { name } = populations[population];
    const end = after.get(population);
    if (end === undefined || !(terms.gainers === null ? net < 0 : terms.gainers.includes(name))) continue;
    out[`gains.${name}`] = end - wealth;
    sum += end - wealth;
  }
  return { gains: sum, ...out };
}
