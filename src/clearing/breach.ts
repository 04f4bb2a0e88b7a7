/** The arithmetic of a margined account, in ticks: `base` is collateral / centsPerTick + cash. */

/** Equity in ticks x lots at `mark`. */
export const equityAt = (base: number, position: number, mark: number): number => base + position * mark;

/** Margin in ticks x lots that `rate` asks at `mark`. */
export const marginAt = (position: number, mark: number, rate: number): number => rate * Math.abs(position * mark);

/**
 * The price in ticks at which equity falls to `rate` of notional: -base / (position (1 - rate)) for a long, who is
 * in breach below it, base / (|position| (1 + rate)) for a short, who is in breach above it. NaN without a position;
 * 0 or less when no price above 0 (long) or every one (short) breaches.
 */
export function breachPrice(base: number, position: number, rate: number): number {
  if (position > 0) return -base / (position * (1 - rate));
  if (position < 0) return base / (-position * (1 + rate));
  return Number.NaN;
}

/**
 * Lots to close so that equity is `rate` of what is left, at least one; all of them when equity is gone. 0 when the
 * account is not below the rate.
 */
export function lotsToRestore(base: number, position: number, mark: number, rate: number): number {
  const held = Math.abs(position);
  const equity = equityAt(base, position, mark);
  if (equity <= 0) return held;
  const bearable = Math.floor(equity / (rate * Math.abs(mark)));
  return bearable >= held ? 0 : held - bearable;
}
