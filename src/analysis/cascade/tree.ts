/**
 * The cascade as a tree. A forced sale's parents are the earlier forced sales whose own trades pushed the price against its
 * account between the account's last safe mark and its trigger, weighted by their shares of all that pushed; what else
 * pushed are its roots. Walk back from a sale, to a parent or a root with the probability of its weight, and from there
 * on: the number of forced sales met on the way is its generation, 0 where the first step leads to a root. Weights being
 * known, so is the distribution of that number, and its mean, the depth. docs/forensics.md derives all of it.
 */
import type { RunResult } from "../../engine/result.ts";
import { EdgeList, type Edges } from "./edges.ts";
import { Root } from "./roots.ts";
import { causeOfEpisode, PushFinder, type WindowPushes } from "./window-pushes.ts";

/** Generations that are told apart; later ones are counted with the last. */
export const GENERATIONS = 32;

/** All arrays have a value for each row of the run's liquidations. */
export interface CascadeTree {
  /** Contracts that were closed by force. */
  readonly lots: Float64Array;
  /** Ticks by which the price was pushed against the account since it was last safe, and those by which it was helped: their difference is the price's move against it. */
  readonly push: Float64Array;
  readonly helped: Float64Array;
  /** When the account was last safe, and when it was handed to the desk, ms UTC. */
  readonly safe: Float64Array;
  readonly triggered: Float64Array;
  /** Weight of all roots, 0 to 1, and mean generation. */
  readonly rootShare: Float64Array;
  readonly depth: Float64Array;
  /** Row-major, GENERATIONS to a row: probability of each generation. */
  readonly generation: Float64Array;
  /** The parent with the largest weight where parents together weigh as much as the roots, and that weight; -1 and 0: the first sale of a chain. */
  readonly parent: Int32Array;
  readonly parentShare: Float64Array;
  /** Row of the chain's first sale. */
  readonly chain: Int32Array;
  /** Contracts whose forced sale this one made necessary: each child's lots times the weight of the edge. */
  readonly triggeredLots: Float64Array;
  /** Ticks by which its own trades moved the price; below 0 is down. */
  readonly impact: Float64Array;
  readonly edges: Edges;
}

const trees = new WeakMap<object, CascadeTree>();

/** The tree of a run; null when it was run without attribution. Made once for each result. */
export function cascadeTree(result: Pick<RunResult, "cascade" | "liquidations" | "populations">): CascadeTree | null {
  const { liquidations, cascade } = result;
  if (!cascade) return null;
  let tree = trees.get(liquidations);
  if (!tree) {
    tree = new TreeBuilder(result, cascade).tree;
    trees.set(liquidations, tree);
  }
  return tree;
}

const POSITION_LIMIT = 3;
const NOTHING: WindowPushes = { parents: [], parentTicks: [], roots: [] };

class TreeBuilder {
  readonly tree: CascadeTree;
  private readonly edges = new EdgeList();
  /** Last generation of each row that has a probability. */
  private readonly deepest: Uint8Array;

  constructor(result: Pick<RunResult, "liquidations" | "populations">, record: NonNullable<RunResult["cascade"]>) {
    const { liquidations, populations } = result;
    const n = liquidations.episode.length;
    this.deepest = new Uint8Array(n);
    const column = (): Float64Array<ArrayBuffer> => new Float64Array(n);
    const { windows, episodes, pushes } = record;
    const window = Array.from(liquidations.episode, (episode) => episodes.window[episode]);
    const impact = column();
    const rowOf = new Map(Array.from(liquidations.episode, (episode, row) => [episode, row]));
    for (let i = 0; i < pushes.episode.length; i++) {
      const row = rowOf.get(pushes.episode[i]);
      if (row !== undefined) impact[row] += pushes.ticks[i];
    }
    const building = {
      lots: liquidations.closed,
      push: column(),
      helped: column(),
      safe: Float64Array.from(window, (w) => windows.from[w]),
      triggered: Float64Array.from(window, (w) => windows.to[w]),
      rootShare: column(),
      depth: column(),
      generation: new Float64Array(n * GENERATIONS),
      parent: new Int32Array(n).fill(-1),
      parentShare: column(),
      chain: Int32Array.from({ length: n }, (_, i) => i),
      triggeredLots: column(),
      impact,
    };
    const finder = new PushFinder(record, liquidations, populations.length);
    for (let row = 0; row < n; row++) {
      const trigger = liquidations.trigger[row];
      const found = trigger === POSITION_LIMIT ? NOTHING : finder.of(window[row]);
      const against = liquidations.position[row] > 0 ? -1 : 1;
      const raise = trigger === POSITION_LIMIT ? 0 : episodes.raise[liquidations.episode[row]];
      this.grow(building, liquidations, row, found, { against, raise });
    }
    this.tree = { ...building, edges: this.edges.table() };
  }

  /** Hangs a row on its parents, which are all rows before it. */
  private grow(
    tree: Omit<CascadeTree, "edges">,
    liquidations: RunResult["liquidations"],
    row: number,
    { parents, parentTicks, roots }: WindowPushes,
    { against, raise }: { readonly against: number; readonly raise: number },
  ): void {
    const { edges } = this;
    const limit = liquidations.trigger[row] === POSITION_LIMIT;
    const tally = new Tally(against);
    for (const ticks of parentTicks) tally.add(ticks);
    const forced = tally.push;
    for (const { ticks } of roots) tally.add(ticks);
    edges.begin(row);
    for (const { population, cause, ticks } of roots) edges.root(population, cause, Math.max(0, against * ticks));
    const { push } = tally;
    tree.push[row] = push;
    tree.helped[row] = tally.helped;
    // What no price explains stands beside the price's pushes, with a weight and no ticks.
    const ruled = push === 0 ? 1 : raise;
    if (ruled > 0) edges.ruled(limit ? Root.PositionLimit : raise > 0 ? Root.MarginRaise : Root.Own, ruled);
    const share = push === 0 ? 0 : ((1 - ruled) * forced) / push;
    tree.rootShare[row] = 1 - share;
    const own = row * GENERATIONS;
    tree.generation[own] = tree.rootShare[row];
    let heaviest = 0;
    for (let i = 0; i < parents.length; i++) {
      const ticks = Math.max(0, against * parentTicks[i]);
      if (ticks === 0) continue;
      const parent = parents[i];
      const weight = ((1 - ruled) * ticks) / push;
      edges.parent(parent, liquidations.population[parent], causeOfEpisode(liquidations.trigger[parent]), ticks);
      tree.triggeredLots[parent] += weight * tree.lots[row];
      const theirs = parent * GENERATIONS;
      const deep = Math.min(this.deepest[parent] + 1, GENERATIONS - 1);
      if (deep > this.deepest[row]) this.deepest[row] = deep;
      for (let g = 0; g <= this.deepest[parent]; g++)
        tree.generation[own + Math.min(g + 1, GENERATIONS - 1)] += weight * tree.generation[theirs + g];
      tree.depth[row] += weight * (1 + tree.depth[parent]);
      if (share < 0.5 || ticks <= heaviest) continue;
      heaviest = ticks;
      tree.parent[row] = parent;
      tree.parentShare[row] = weight;
    }
    if (tree.parent[row] >= 0) tree.chain[row] = tree.chain[tree.parent[row]];
    edges.end(push, 1 - ruled);
  }
}

/** Sums what pushes against an account and what helps it. */
class Tally {
  push = 0;
  helped = 0;
  private readonly against: number;

  constructor(against: number) {
    this.against = against;
  }

  add(ticks: number): void {
    const harm = this.against * ticks;
    if (harm > 0) this.push += harm;
    else this.helped -= harm;
  }
}
