/** The edges of the cascade's tree as they are kept: those that weigh little are pooled by what they are. */
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

export class EdgeList {
  private readonly columns: number[][] = [[], [], [], [], [], [], []];
  private child = 0;
  private open: Edge[] = [];
  private rule = 0;
  private ruleShare = 0;

  /** The edges of a row follow. */
  begin(child: number): void {
    this.child = child;
    this.open = [];
    this.ruleShare = 0;
  }

  /** A root that is no price push, with its weight. */
  ruled(cause: number, weight: number): void {
    this.rule = cause;
    this.ruleShare = weight;
  }

  root(population: number, cause: number, ticks: number): void {
    if (ticks > 0) this.open.push({ parent: -1, population, cause, sales: 0, ticks });
  }

  parent(parent: number, population: number, cause: number, ticks: number): void {
    this.open.push({ parent, population, cause, sales: 1, ticks });
  }

  /** Writes the row's edges, heaviest first, small ones pooled at the end. `priceShare`: weight of all price pushes. */
  end(push: number, priceShare: number): void {
    const named = this.open.filter(({ ticks }) => ticks >= POOLED_BELOW * push);
    const pools = new Map<number, Edge>();
    for (const { population, cause, sales, ticks } of this.open) {
      if (ticks >= POOLED_BELOW * push) continue;
      const key = sales === 0 ? -1 : population * 256 + cause;
      const pool = pools.get(key);
      if (pool) {
        pool.sales += sales;
        pool.ticks += ticks;
      } else {
        const own = sales === 0 ? { population: 0, cause: Root.Others } : { population, cause };
        pools.set(key, { parent: -1, ...own, sales, ticks });
      }
    }
    const byTicks = (a: Edge, b: Edge): number => b.ticks - a.ticks;
    for (const edge of [...named.sort(byTicks), ...[...pools.values()].sort(byTicks)]) {
      const { parent, population, cause, sales, ticks } = edge;
      this.write([this.child, parent, population, cause, sales, ticks, (priceShare * ticks) / push]);
    }
    if (this.ruleShare > 0) this.write([this.child, -1, 0, this.rule, 0, 0, this.ruleShare]);
  }

  private write(values: readonly number[]): void {
    for (let k = 0; k < values.length; k++) this.columns[k].push(values[k]);
  }

  table(): Edges {
    const [child, parent, population, cause, sales, ticks, weight] = this.columns;
    return {
      child: Int32Array.from(child),
      parent: Int32Array.from(parent),
      population: Uint16Array.from(population),
      cause: Uint8Array.from(cause),
      sales: Int32Array.from(sales),
      ticks: Float64Array.from(ticks),
      weight: Float64Array.from(weight),
    };
  }
}
