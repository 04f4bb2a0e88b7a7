/** The cascade by generation: how many were sold in each, when, and how much of the fall their sales made. */
import { HOUR } from "../../core/time.ts";
import type { LiquidationTable, RunResult } from "../../engine/result.ts";
import { worstWindow } from "../worst-window.ts";
import { type CascadeTree, GENERATIONS } from "./tree.ts";

/** The largest fall of a venue's mid within a day, and the part of it that forced sales made. */
export interface ForcedFall {
  /** Ends of the fall, ms UTC (steps), and its size in price. */
  readonly from: number;
  readonly to: number;
  readonly fall: number;
  /** Part of it that the attribution gives to forced trades; below 0 when they held the price up. */
  readonly forcedShare: number;
  /** The same by generation, GENERATIONS of them; they sum to it. */
  readonly byGeneration: Float64Array;
}

/** One generation at a venue. A sale belongs to it with its probability, so figures are expected ones. */
export interface Generation {
  readonly generation: number;
  readonly episodes: number;
  readonly lots: number;
  /** First, median and last moment at which accounts whose likeliest generation it is were handed to the desk, ms UTC; NaN without any. */
  readonly first: number;
  readonly median: number;
  readonly last: number;
  /** Price change that the attribution gives to its sales. */
  readonly impact: number;
  /** Part of the largest fall within a day; NaN when the price never falls. */
  readonly fallShare: number;
}

const DAY = 24 * HOUR;

/** The largest fall of the venue's mid within any 24 hours, by who made it; null when it never falls. */
export function forcedFall(result: RunResult, tree: CascadeTree, venue: number): ForcedFall | null {
  const { cascade, liquidations, time } = result;
  const { mid } = result.venues[venue];
  const worst = worstWindow(time, mid, DAY);
  if (!worst || cascade === null) return null;
  const { pushes, tick } = cascade;
  const [from, to] = [time[worst.from], time[worst.to]];
  const fall = worst.fall;
  const byGeneration = new Float64Array(GENERATIONS);
  const rowOf = new Map(Array.from(liquidations.episode, (episode, row) => [episode, row]));
  let forced = 0;
  for (let i = 0; i < pushes.episode.length; i++) {
    if (pushes.venue[i] !== venue || !(pushes.time[i] > from && pushes.time[i] <= to)) continue;
    const share = (-pushes.ticks[i] * tick[venue]) / fall;
    forced += share;
    const row = rowOf.get(pushes.episode[i]);
    if (row === undefined) continue;
    for (let g = 0; g < GENERATIONS; g++) byGeneration[g] += share * tree.generation[row * GENERATIONS + g];
  }
  return { from, to, fall, forcedShare: forced, byGeneration };
}

/** The generations of a venue's forced sales; those after the last one that sells half a contract or more are counted with it. */
export function generations(result: RunResult, tree: CascadeTree, venue: number): Generation[] {
  const { liquidations, cascade } = result;
  if (cascade === null) return [];
  const fall = forcedFall(result, tree, venue);
  const times: number[][] = Array.from({ length: GENERATIONS }, () => []);
  const sums = Array.from({ length: GENERATIONS }, () => ({ episodes: 0, lots: 0, impact: 0 }));
  for (let row = 0; row < liquidations.episode.length; row++) {
    if (liquidations.venue[row] !== venue) continue;
    let likeliest = 0;
    for (let g = 0; g < GENERATIONS; g++) {
      const p = tree.generation[row * GENERATIONS + g];
      if (p > tree.generation[row * GENERATIONS + likeliest]) likeliest = g;
      sums[g].episodes += p;
      sums[g].lots += p * tree.lots[row];
      sums[g].impact += p * tree.impact[row] * cascade.tick[venue];
    }
    times[likeliest].push(tree.triggered[row]);
  }
  const count = sums.reduce((last, { lots }, g) => (lots >= 0.5 ? g + 1 : last), 0);
  const byFall = Float64Array.from(fall?.byGeneration ?? []);
  for (let g = count; g < GENERATIONS && count > 0; g++) {
    const last = sums[count - 1];
    last.episodes += sums[g].episodes;
    last.lots += sums[g].lots;
    last.impact += sums[g].impact;
    times[count - 1].push(...times[g]);
    byFall[count - 1] += byFall[g];
  }
  return sums.slice(0, count).map((sum, generation) => {
    const at = times[generation].sort((a, b) => a - b);
    const pick = (i: number): number => at[i] ?? Number.NaN;
    return {
      generation,
      ...sum,
      first: pick(0),
      median: pick(at.length >> 1),
      last: pick(at.length - 1),
      fallShare: fall ? byFall[generation] : Number.NaN,
    };
  });
}

/** Mean generation of a venue's contracts sold by force; null when there is none. */
export function meanGeneration(liquidations: LiquidationTable, tree: CascadeTree, venue: number): number | null {
  let lots = 0;
  let sum = 0;
  for (let row = 0; row < liquidations.episode.length; row++) {
    if (liquidations.venue[row] !== venue) continue;
    lots += tree.lots[row];
    sum += tree.lots[row] * tree.depth[row];
  }
  return lots > 0 ? sum / lots : null;
}
