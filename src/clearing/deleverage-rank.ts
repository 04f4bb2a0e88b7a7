/**
 * The order in which accounts are closed against a liquidated one: profit times effective leverage. This is the published
 * rule of perpetual exchanges: with a gain, pnl% x leverage; with a loss, pnl% / leverage; the highest first. pnl% is the
 * gain over the entry value, effective leverage the value of the position over the account's equity, which is the value at
 * the mark over (that value less the value at the bankruptcy price).
 */

/**
 * Rank of an account with a position; all in ticks x lots but `position` (lots) and `mark` (ticks). -Infinity without equity
 * or without an entry value: it is not closed for others.
 */
export function deleverageRank(position: number, entry: number, mark: number, equity: number): number {
  if (!(equity > 0) || !(entry > 0) || position === 0) return Number.NEGATIVE_INFINITY;
  const value = Math.abs(position * mark);
  const gain = (position > 0 ? value - entry : entry - value) / entry;
  const leverage = value / equity;
  return gain > 0 ? gain * leverage : gain / leverage;
}
