/** The chains of a cascade: each begins with a sale that roots made necessary, and holds all whose heaviest parents lead back to it. */
import type { CascadeTree } from "./tree.ts";

export interface Chain {
  /** Row of the first sale, and of the last one. */
  readonly first: number;
  readonly last: number;
  readonly episodes: number;
  readonly lots: number;
}

/** All chains of which something was sold, most contracts first; of equal ones the earlier. Rows of which nothing was sold do not count. */
export function chains(tree: CascadeTree): Chain[] {
  const found = new Map<number, { first: number; last: number; episodes: number; lots: number }>();
  for (let row = 0; row < tree.chain.length; row++) {
    const first = tree.chain[row];
    if (tree.lots[row] === 0) continue;
    const chain = found.get(first);
    if (!chain) {
      found.set(first, { first, last: row, episodes: 1, lots: tree.lots[row] });
      continue;
    }
    chain.last = row;
    chain.episodes++;
    chain.lots += tree.lots[row];
  }
  return [...found.values()].sort((a, b) => b.lots - a.lots || a.first - b.first);
}
