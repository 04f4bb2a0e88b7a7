/** The edges of the cascade's tree as they are kept: those that weigh little are pooled by what they are. */
import { CAUSES } from "../../core/cause.ts";
import { Root } from "./roots.ts";

/** Edges below this part of an account's push are pooled, so that a row has some dozens of edges and not thousands. */
export const POOLED_BELOW = 0.01;

/** Columns of equal length; the ticks of a child's edges sum to its push exactly. */
export interface Edges {
  /** Row of the liquidations that was pushed. */
  readonly child: Int32Array;
  /** Row of the earlier sale that pushed it; -1: a root, or several sales pooled. */
  readonly parent: Int32Array;
  /** Who pushed, and why: indices into populations and CAUSES, or a Root. */
  readonly population: Uint16Array;
  readonly cause: Uint8Array;
  /** Forced sales that the edge stands for; 0: a root. */
  readonly sales: Int32Array;
  readonly ticks: Float64Array;
  /** 0 to 1; a child's sum to 1. A part of the push, or of what a rule did (a raise of margin, a limit), which has no ticks. */
  readonly weight: Float64Array;
}

interface Edge {
  readonly parent: number;
  readonly population: number;
  readonly cause: number;
  sales: number;
  ticks: number;
}

/** The edges of accounts that the same pushes felled. */
export class SharedEdges {
  private readonly push: number;
  private readonly named: Edge[] = [];
  private readonly others: Edge = { parent: -1, population: 0, cause: Root.Others, sales: 0, ticks: 0 };
  /** By population and cause. */
  private readonly pools: (Edge | undefined)[];

  /** @param push ticks of all edges together */
  constructor(push: number, populations: number) {
    this.push = push;
    this.pools = new Array(populations * CAUSES.length).fill(undefined);
  }

  root(population: number, cause: number, ticks: number): void {
    if (ticks >= POOLED_BELOW * this.push) this.named.push({ parent: -1, population, cause, sales: 0, ticks });
    else this.others.ticks += ticks;
  }

  parent(parent: number, population: number, cause: number, ticks: number): void {
    if (ticks >= POOLED_BELOW * this.push) {
      this.named.push({ parent, population, cause, sales: 1, ticks });
      return;
    }
    const kind = population * CAUSES.length + cause;
    this.pools[kind] ??= { parent: -1, population, cause, sales: 0, ticks: 0 };
    const pool = this.pools[kind];
    pool.sales++;
    pool.ticks += ticks;
  }

  /** Heaviest first, small ones pooled at the end. */
  sorted(): readonly Readonly<Edge>[] {
    const pools = [this.others, ...this.pools].filter((pool) => pool !== undefined && pool.ticks > 0) as Edge[];
    const byTicks = (a: Edge, b: Edge): number => b.ticks - a.ticks;
    return [...this.named.sort(byTicks), ...pools.sort(byTicks)];
  }
}

/** The edges of one row: those that it shares with its siblings, and a root that is no price push. */
export interface RowEdges {
  readonly shared: readonly Readonly<Edge>[];
  /** Weight of a tick. */
  readonly unit: number;
  /** Weight of the root that is no price push, 0 without one, and its cause. */
  readonly ruled: number;
  readonly cause: number;
}

/** The edges of all rows, as columns in the order of the rows. */
export function edgeTable(rows: readonly RowEdges[]): Edges {
  let count = 0;
  for (const { shared, ruled } of rows) count += shared.length + (ruled > 0 ? 1 : 0);
  const edges = {
    child: new Int32Array(count),
    parent: new Int32Array(count),
    population: new Uint16Array(count),
    cause: new Uint8Array(count),
    sales: new Int32Array(count),
    ticks: new Float64Array(count),
    weight: new Float64Array(count),
  };
  let at = 0;
  const add = (child: number, edge: Readonly<Edge>, weight: number): void => {
    edges.child[at] = child;
    edges.parent[at] = edge.parent;
    edges.population[at] = edge.population;
    edges.cause[at] = edge.cause;
    edges.sales[at] = edge.sales;
    edges.ticks[at] = edge.ticks;
    edges.weight[at++] = weight;
  };
  rows.forEach(({ shared, unit, ruled, cause }, row) => {
    for (const edge of shared) add(row, edge, unit * edge.ticks);
    if (ruled > 0) add(row, { parent: -1, population: 0, cause, sales: 0, ticks: 0 }, ruled);
  });
  return edges;
}
