/**
 * A search without derivatives, by asking and telling. What it asks next depends on its seed and on what it was told, in
 * order, and on nothing else: told the same again, it goes the same way, which is how a search is taken up.
 */
export interface Optimiser {
  /** The next batch of points of the unit cube, to be evaluated side by side. */
  ask(): readonly Float64Array[];
  /** The losses of that batch, in its order; the least is wanted. Throws when they do not fit it. */
  tell(losses: readonly number[]): void;
}
