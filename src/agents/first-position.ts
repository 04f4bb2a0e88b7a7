/** What a member holds when the run begins, from whoever stands on the other side of it. */
import type { PopulationContext } from "./population.ts";

/** Gives `lots` of a venue: futures against the offered shorts at the opening price, shares from their issuer. */
export function giveFirstPosition(context: PopulationContext, venue: number, member: number, lots: number): void {
  const { assets, shortPool, venues } = context;
  if (lots <= 0) return;
  if (venues[venue].isFutures) shortPool.take(venue, member, lots, venues[venue].openingTicks);
  else if (assets.trust.venueIndex === venue) assets.trust.allot(member, lots);
  else if (assets.fund.venueIndex === venue) assets.fund.allot(member, lots);
  else throw new Error(`nobody issues the shares of venue ${venues[venue].name}: give the scenario a fund or a trust`);
}
