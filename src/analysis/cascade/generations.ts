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

/** One generation at a venue, of accounts of which something was sold. A sale belongs to it with its probability, so figures are expected ones. */
export interface Generation {
  readonly generation: number;
  readonly episodes: number;
  readonly lots: number;
  /** When accounts were handed to the desk, ms UTC, by the contracts of them that belong to it: half a contract after the first, half of them, half a contract before the last. */
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
  const rows = Array.from(liquidations.episode.keys())
    .filter((row) => liquidations.venue[row] === venue && tree.lots[row] > 0)
    .sort((a, b) => tree.triggered[a] - tree.triggered[b]);
  const sums = Array.from({ length: GENERATIONS }, () => ({ episodes: 0, lots: 0, impact: 0 }));
  for (const row of rows) {
    for (let g = 0; g < GENERATIONS; g++) {
      const p = tree.generation[row * GENERATIONS + g];
      sums[g].episodes += p;
      sums[g].lots += p * tree.lots[row];
      sums[g].impact += p * tree.impact[row] * cascade.tick[venue];
    }
  }
  const count = sums.reduce((last, { lots }, g) => (lots >= 0.5 ? g + 1 : last), 0);
  const byFall = Float64Array.from(fall?.byGeneration ?? []);
  for (let g = count; g < GENERATIONS && count > 0; g++) {
    const last = sums[count - 1];
    last.episodes += sums[g].episodes;
    last.lots += sums[g].lots;
    last.impact += sums[g].impact;
    byFall[count - 1] += byFall[g];
  }
  return sums.slice(0, count).map((sum, generation) => {
    const last = generation === count - 1;
    const sold = (row: number): number => tree.lots[row] * probability(tree, row, generation, last);
    return {
      generation,
      ...sum,
      first: momentOf(tree, rows, sold, Math.min(0.5, sum.lots / 2)),
      median: momentOf(tree, rows, sold, sum.lots / 2),
      last: momentOf(tree, rows, sold, Math.max(sum.lots - 0.5, sum.lots / 2)),
      fallShare: fall ? byFall[generation] : Number.NaN,
    };
  });
}

/** Of a generation; of all later ones too where it is the last that is told. */
function probability({ generation }: CascadeTree, row: number, g: number, last: boolean): number {
  let sum = 0;
  for (let k = g; k < (last ? GENERATIONS : g + 1); k++) sum += generation[row * GENERATIONS + k];
  return sum;
}

/** When so many contracts had been handed to the desk, by rows in time. */
function momentOf(tree: CascadeTree, rows: readonly number[], sold: (row: number) => number, lots: number): number {
  let sum = 0;
  for (const row of rows) {
    sum += sold(row);
    if (sum >= lots * (1 - 1e-9)) return tree.triggered[row];
  }
  return Number.NaN;
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
