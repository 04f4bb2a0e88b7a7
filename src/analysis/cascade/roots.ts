/** What a fall has that no earlier forced sale made: the roots of the cascade's tree. */
import { CAUSES } from "../../core/cause.ts";

/** Numbers of roots that are no flow; flows have the numbers of CAUSES. */
export const Root = {
  /** Quotes moved without a trade that explains it: news, makers that withdrew. */
  Repricing: CAUSES.length,
  /** The exchange asked for more margin; with the margin before, the account had been safe. */
  MarginRaise: CAUSES.length + 1,
  /** The account held more than it was allowed to. */
  PositionLimit: CAUSES.length + 2,
  /** No price pushed: the account's own trades, or what it paid. */
  Own: CAUSES.length + 3,
  /** Forced sales whose episodes the record does not hold. */
  Earlier: CAUSES.length + 4,
  /** Roots that are too small to be named one by one. */
  Others: CAUSES.length + 5,
} as const;

const WORDS = ["re-pricing", "margin-raise", "position-limit-cut", "own-trades", "earlier-sales", "others"] as const;
const SOURCE = ["market", "house", "house", "account", "market", "market"] as const;

/** Population and cause of a root (or of forced sales) in words. `names`: the run's populations. */
export function rootName(
  population: number,
  cause: number,
  names: readonly string[],
): { readonly population: string; readonly cause: string } {
  const special = cause - CAUSES.length;
  if (special >= 0) return { population: SOURCE[special], cause: WORDS[special] };
  return { population: names[population], cause: CAUSES[cause] };
}
