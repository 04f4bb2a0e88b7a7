/**
 * The cascade as a tree. A forced sale's parents are the earlier forced sales whose own trades pushed the price against its
 * account between the account's last safe mark and its trigger, weighted by their shares of all that pushed; what else
 * pushed are its roots. Walk back from a sale, to a parent or a root with the probability of its weight, and from there
 * on: the number of forced sales met on the way is its generation, 0 where the first step leads to a root. Weights being
 * known, so is the distribution of that number, and its mean, the depth. docs/forensics.md derives all of it.
 */
import type { RunResult } from "../../engine/result.ts";
import { type Edges, edgeTable, type RowEdges, SharedEdges } from "./edges.ts";
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
const NOTHING: WindowPushes = { count: 0, parents: new Int32Array(0), parentTicks: new Float64Array(0), roots: [] };

/** Rows that the same pushes felled: one window, one side. */
interface Siblings {
  /** -1: a limit felled them, whatever the price did. */
  readonly window: number;
  /** Sign of the moves that harm them. */
  readonly against: number;
  readonly rows: number[];
}

/** What siblings have in common. */
interface Ancestry {
  /** Ticks against them and for them, and the part of those against that earlier sales made. */
  readonly push: number;
  readonly helped: number;
  readonly forced: number;
  /** Generations and depth of those sales, summed with their ticks; and the last generation that has any. */
  readonly generation: Float64Array;
  readonly depth: number;
  readonly deepest: number;
  /** The parent with the most ticks; -1 without any. */
  readonly heaviest: number;
  readonly heaviestTicks: number;
  readonly edges: ReturnType<SharedEdges["sorted"]>;
}

class TreeBuilder {
  readonly tree: CascadeTree;
  private readonly liquidations: RunResult["liquidations"];
  private readonly building: Omit<CascadeTree, "edges">;
  private readonly edges: RowEdges[];
  /** Last generation of each row that has a probability. */
  private readonly deepest: Uint8Array;
  private readonly causes: Uint8Array;
  private readonly populations: number;

  constructor(result: Pick<RunResult, "liquidations" | "populations">, record: NonNullable<RunResult["cascade"]>) {
    const { liquidations, populations } = result;
    const n = liquidations.episode.length;
    this.liquidations = liquidations;
    this.populations = populations.length;
    this.deepest = new Uint8Array(n);
    this.edges = new Array(n);
    this.causes = Uint8Array.from(liquidations.trigger, causeOfEpisode);
    const column = (): Float64Array<ArrayBuffer> => new Float64Array(n);
    const { windows, episodes } = record;
    const window = Array.from(liquidations.episode, (episode) => episodes.window[episode]);
    this.building = {
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
      impact: impacts(record, liquidations),
    };
    const finder = new PushFinder(record, liquidations, populations.length);
    // Siblings come in the order of their first rows, and all their parents are rows before it.
    for (const siblings of families(liquidations, window)) {
      const found = siblings.window < 0 ? NOTHING : finder.of(siblings.window);
      const ancestry = this.ancestry(found, siblings.against);
      let lots = 0;
      for (const row of siblings.rows) lots += this.hang(row, ancestry, episodes.raise[liquidations.episode[row]]);
      if (lots > 0) this.charge(found, siblings.against, lots / ancestry.push);
    }
    this.tree = { ...this.building, edges: edgeTable(this.edges) };
  }

  private ancestry({ count, parents, parentTicks, roots }: WindowPushes, against: number): Ancestry {
    const { building: tree, deepest, liquidations, causes } = this;
    const tally = new Tally(against);
    for (let i = 0; i < count; i++) tally.add(parentTicks[i]);
    const forced = tally.push;
    for (const { ticks } of roots) tally.add(ticks);
    const { push, helped } = tally;
    const edges = new SharedEdges(push, this.populations);
    for (const { population, cause, ticks } of roots)
      if (against * ticks > 0) edges.root(population, cause, against * ticks);
    const generation = new Float64Array(GENERATIONS);
    let [depth, last, heaviest, heaviestTicks] = [0, 0, -1, 0];
    for (let i = 0; i < count; i++) {
      const ticks = against * parentTicks[i];
      if (!(ticks > 0)) continue;
      const parent = parents[i];
      edges.parent(parent, liquidations.population[parent], causes[parent], ticks);
      const theirs = parent * GENERATIONS;
      const deep = deepest[parent];
      if (deep >= last) last = Math.min(deep + 1, GENERATIONS - 1);
      const lastTold = Math.min(deep, GENERATIONS - 2);
      for (let g = 0; g <= lastTold; g++) generation[g + 1] += ticks * tree.generation[theirs + g];
      if (deep > lastTold) generation[GENERATIONS - 1] += ticks * tree.generation[theirs + deep];
      depth += ticks * (1 + tree.depth[parent]);
      if (ticks <= heaviestTicks) continue;
      heaviest = parent;
      heaviestTicks = ticks;
    }
    return { push, helped, forced, generation, depth, deepest: last, heaviest, heaviestTicks, edges: edges.sorted() };
  }

  /** Hangs a row on its parents; returns its lots as far as a price felled it. */
  private hang(row: number, from: Ancestry, raised: number): number {
    const { building: tree } = this;
    const { push } = from;
    tree.push[row] = push;
    tree.helped[row] = from.helped;
    const limit = this.liquidations.trigger[row] === POSITION_LIMIT;
    const raise = limit ? 0 : raised;
    // What no price explains stands beside the price's pushes, with a weight and no ticks.
    const ruled = push === 0 ? 1 : raise;
    const unit = push === 0 ? 0 : (1 - ruled) / push;
    const cause = limit ? Root.PositionLimit : raise > 0 ? Root.MarginRaise : Root.Own;
    this.edges[row] = { shared: from.edges, unit, ruled, cause };
    const share = unit * from.forced;
    tree.rootShare[row] = 1 - share;
    tree.depth[row] = unit * from.depth;
    const own = row * GENERATIONS;
    tree.generation[own] = 1 - share;
    if (unit > 0) {
      this.deepest[row] = from.deepest;
      for (let g = 1; g <= from.deepest; g++) tree.generation[own + g] = unit * from.generation[g];
    }
    if (share >= 0.5 && from.heaviest >= 0) {
      tree.parent[row] = from.heaviest;
      tree.parentShare[row] = unit * from.heaviestTicks;
      tree.chain[row] = tree.chain[from.heaviest];
    }
    return (1 - ruled) * tree.lots[row];
  }

  /** Puts down to each parent the lots that its sale made necessary. */
  private charge({ count, parents, parentTicks }: WindowPushes, against: number, lotsPerTick: number): void {
    const { triggeredLots } = this.building;
    for (let i = 0; i < count; i++) {
      const ticks = against * parentTicks[i];
      if (ticks > 0) triggeredLots[parents[i]] += ticks * lotsPerTick;
    }
  }
}

/** All rows by what felled them, in the order of their first rows. */
function families({ trigger, position }: RunResult["liquidations"], windows: readonly number[]): Siblings[] {
  const found = new Map<number, Siblings>();
  windows.forEach((at, row) => {
    const window = trigger[row] === POSITION_LIMIT ? -1 : at;
    const against = position[row] > 0 ? -1 : 1;
    const key = window * 2 + (against > 0 ? 1 : 0);
    const siblings = found.get(key);
    if (siblings) siblings.rows.push(row);
    else found.set(key, { window, against, rows: [row] });
  });
  return [...found.values()];
}

/** Ticks by which the trades of each row of the liquidations moved the price. */
function impacts({ pushes }: NonNullable<RunResult["cascade"]>, { episode }: RunResult["liquidations"]): Float64Array {
  const impact = new Float64Array(episode.length);
  const rowOf = new Map(Array.from(episode, (id, row) => [id, row]));
  for (let i = 0; i < pushes.episode.length; i++) {
    const row = rowOf.get(pushes.episode[i]);
    if (row !== undefined) impact[row] += pushes.ticks[i];
  }
  return impact;
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
