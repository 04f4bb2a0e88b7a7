/** Bounds of every margin rate: a house asks for something, and never for so much that no price breaches. */

/** Least and most of a lot's value that margin may be. */
export const LEAST_RATE = 0.001;
export const MOST_RATE = 0.95;

/** The rate within its bounds; NaN, what a policy has before its look-back is full, stays NaN. */
export const clampRate = (rate: number): number => Math.min(MOST_RATE, Math.max(LEAST_RATE, rate));
