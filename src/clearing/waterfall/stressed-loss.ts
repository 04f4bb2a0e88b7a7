/** How large a default fund must be to bear the failure of its most exposed members (Cover-2: the two largest). */

/** A clearing member as a stress sees it; money in cents. */
export interface Exposure {
  /** Money at the house, gains and losses at the mark included. */
  readonly equity: number;
  /** Value of its position at the mark, below 0 for a short. */
  readonly value: number;
}

/** What a member owes beyond what it has at the house when the price moves by that fraction. */
export const stressedLoss = ({ equity, value }: Exposure, move: number): number =>
  Math.max(0, -(equity + value * move));

/** The largest sum over `moves` of the `defaults` largest stressed losses, whole cents, rounded up. */
export function coverOf(exposures: readonly Exposure[], moves: readonly number[], defaults: number): number {
  let most = 0;
  for (const move of moves) {
    const losses = exposures.map((exposure) => stressedLoss(exposure, move)).sort((a, b) => b - a);
    let sum = 0;
    for (let i = 0; i < Math.min(defaults, losses.length); i++) sum += losses[i];
    most = Math.max(most, sum);
  }
  return Math.ceil(most);
}
