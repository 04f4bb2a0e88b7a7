/** What margin covered of single accounts, as regulators count it: observations, exceptions, the mean and the largest of them. */
import type { RunResult, VenueSeries } from "../../engine/result.ts";
import type { Figures, StressTerms } from "./stress-terms.ts";

/**
 * `coverage.accounts`: accounts of either side that held a position when the stress began; `.accountExceptions`: those that
 * from then on lost more than their collateral; `.accountRate`, their share; `.meanException` and `.maxException`, what was
 * lost beyond it, in the venue's currency, 0 where nothing was.
 */
export function accountCoverage(result: RunResult, venue: VenueSeries, terms: StressTerms): Figures {
  const { liquidations: rows } = result;
  const v = result.venues.indexOf(venue);
  const beyond = new Map<number, number>();
  for (let i = 0; i < rows.member.length; i++) {
    if (rows.venue[i] !== v || !(rows.triggered[i] >= terms.shock) || !(rows.shortfall[i] > 0)) continue;
    beyond.set(rows.member[i], (beyond.get(rows.member[i]) ?? 0) + rows.shortfall[i]);
  }
  const accounts = accountsAt(result, v, terms.shock);
  const exceptions = [...beyond.values()];
  const total = exceptions.reduce((sum, one) => sum + one, 0);
  return {
    "coverage.accounts": accounts,
    "coverage.accountExceptions": exceptions.length,
    "coverage.accountRate": accounts !== null && accounts > 0 ? exceptions.length / accounts : null,
    "coverage.meanException": exceptions.length > 0 ? total / exceptions.length : 0,
    "coverage.maxException": exceptions.reduce((most, one) => Math.max(most, one), 0),
  };
}

/** Accounts with a position, by the last count before a moment, or the first one after it; null in a run without any. */
function accountsAt({ warnings }: RunResult, v: number, moment: number): number | null {
  let found = -1;
  for (let i = 0; i < warnings.time.length; i++) {
    if (warnings.venue[i] !== v) continue;
    if (found >= 0 && warnings.time[i] >= moment) break;
    found = i;
  }
  return found < 0 ? null : warnings.longAccounts[found] + warnings.shortAccounts[found];
}
