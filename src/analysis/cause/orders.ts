/** Orders in which mechanisms are put in place one after the other, for Shapley values: all of them, or a sample. */
import { RandomStream } from "../../core/random.ts";

/** Most mechanisms for which every order is taken: four have 24 orders over 16 combinations. */
export const EXACT_UP_TO = 4;

/** Orders of the mechanisms 0 … n - 1. */
export interface Orders {
  readonly list: readonly (readonly number[])[];
  /** Every order there is. */
  readonly exact: boolean;
}

/**
 * All orders of up to four mechanisms; else `count` of them, each drawn one followed by its reverse (antithetic: what one
 * puts first the other puts last). Every seed draws its own, so that the mean over seeds is one over as many orders.
 * @throws RangeError when `count` is odd or under 2
 */
export function ordersOf(n: number, count: number, name: string, seed: number): Orders {
  if (n <= EXACT_UP_TO) return { list: permutations(n), exact: true };
  if (!Number.isInteger(count) || count < 2 || count % 2 !== 0)
    throw new RangeError(`expected an even number of orders of 2 or more, got ${count}`);
  const stream = new RandomStream(seed, `cause/orders/${name}`);
  const list: number[][] = [];
  while (list.length < count) {
    const order = Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = stream.int(i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    list.push(order, [...order].reverse());
  }
  return { list, exact: false };
}

function permutations(n: number): number[][] {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((rest) =>
    Array.from({ length: n }, (_, at) => [...rest.slice(0, at), n - 1, ...rest.slice(at)]),
  );
}

/**
 * The combinations (bit i: mechanism i is on) that the orders come through, and each mechanism missing alone; none first,
 * all of them last, each once.
 */
export function combinationsOf({ list }: Orders, n: number): number[] {
  const all = (1 << n) - 1;
  const found = new Set<number>([0, all]);
  for (const order of list) {
    let on = 0;
    for (const i of order) {
      on |= 1 << i;
      found.add(on);
    }
  }
  for (let i = 0; i < n; i++) found.add(all & ~(1 << i));
  return [...found].sort((a, b) => a - b);
}
