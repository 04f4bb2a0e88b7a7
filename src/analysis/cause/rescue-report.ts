/** The smallest actions that would have kept a fall under a size, and the search for them. */

/** An action of a size, and the fall under it. */
export interface TriedAction {
  /** In the kind's own unit. */
  readonly size: number;
  /** Below 0, a fraction. */
  readonly fall: number;
}

/** One kind of action from one moment on. */
export interface RescueMoment {
  /** ms UTC */
  readonly at: number;
  /** Largest size that was looked at. */
  readonly most: number;
  /** The smallest size found that keeps the fall under the limit; null: none within the bounds does. */
  readonly found: TriedAction | null;
  /** The next smaller size tried, which does not. */
  readonly smaller: TriedAction | null;
  /** Everything that was tried, by size. */
  readonly tried: readonly TriedAction[];
}

/** What a kind of action came to. */
export interface RescueKind {
  readonly kind: string;
  readonly title: string;
  /** What a size counts: "points of margin". */
  readonly unit: string;
  readonly moments: readonly RescueMoment[];
  /** Of all moments, the one that asks for least; null when none does. */
  readonly best: RescueMoment | null;
}

export interface RescueReport {
  readonly run: string;
  readonly scenario: string;
  readonly seed: number;
  readonly venue: string;
  readonly zone: string;
  /** The fall that is to be kept under, below 0; measured from the price at `from` until `until` (ms UTC). */
  readonly limit: number;
  readonly from: number;
  readonly until: number;
  /** The fall as it was. */
  readonly fall: number;
  readonly kinds: readonly RescueKind[];
  /** Kinds that could not be tried, at some moment or at all, each with the reason. */
  readonly untried: readonly string[];
}

/** Parts of the largest size that are looked at first: an action need not be the better the larger it is. */
const FIRST = [1 / 64, 1 / 16, 1 / 4, 1];
/** The search ends when the size that holds and the one that does not are as near as this part of it. */
const NEAR = 0.02;

/** Sizes of an action, as they can be taken. */
export interface Sizes {
  /** The largest. */
  readonly most: number;
  /** The nearest size that can be taken. */
  round(size: number): number;
}

/**
 * Searches for the smallest size that keeps the fall under the limit: yields the sizes to try, is told their falls, and returns
 * what was found. Four sizes come first; between the smallest of them that holds and the next smaller, which does not, it
 * halves. Sizes below that are not looked at, so a smaller one that holds too by chance is not excluded.
 */
export function* searchSmallest(
  { most, round }: Sizes,
  limit: number,
  asItWas: number,
): Generator<readonly number[], Omit<RescueMoment, "at" | "most">, readonly number[]> {
  const tried = new Map<number, number>([[0, asItWas]]);
  const first = [...new Set(FIRST.map((part) => round(part * most)).filter((size) => size > 0))];
  const falls = yield first;
  first.forEach((size, i) => {
    tried.set(size, falls[i]);
  });
  const holds = (size: number): boolean => (tried.get(size) ?? Number.NaN) > limit;
  const told = (size: number): TriedAction => ({ size, fall: tried.get(size) ?? Number.NaN });
  const all = () => [...tried.keys()].sort((a, b) => a - b).map(told);
  let high = first.find(holds);
  if (high === undefined) return { found: null, smaller: null, tried: all() };
  let low = [0, ...first].filter((size) => size < (high as number)).pop() ?? 0;
  while (high - low > NEAR * high) {
    const middle = round((low + high) / 2);
    if (middle <= low || middle >= high) break;
    const [fall] = yield [middle];
    tried.set(middle, fall);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return { found: told(high), smaller: told(low), tried: all() };
}

/** Of the moments at which something was found, that with the smallest size; the earlier of equal ones. */
export function bestMoment(moments: readonly RescueMoment[]): RescueMoment | null {
  let best: RescueMoment | null = null;
  for (const moment of moments)
    if (moment.found !== null && (best?.found == null || moment.found.size < best.found.size)) best = moment;
  return best;
}
