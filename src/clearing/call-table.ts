/** The calls of all venues as the results have them. */
import type { House } from "./house.ts";

/** A row for each margin call; also for what a standing order paid before anyone was called. */
export interface CallTable {
  readonly member: Float64Array;
  readonly venue: Uint8Array;
  readonly population: Uint16Array;
  /** When it was made, ms UTC, and when it ended (NaN: still open). */
  readonly made: Float64Array;
  readonly ended: Float64Array;
  /** Index into CALL_OUTCOMES (engine/result.ts). */
  readonly outcome: Uint8Array;
  /** What was missing to the initial margin, and what the owner put in, in the venue's currency. */
  readonly asked: Float64Array;
  readonly paid: Float64Array;
}

/** @param houses by venue, null where shares are fully paid */
export function callTable(houses: readonly (House | null)[], populationOf: Uint16Array): CallTable {
  const books = houses.flatMap((house, venue) => (house === null ? [] : [{ venue, ...house.callBook.columns() }]));
  const count = books.reduce((sum, { member }) => sum + member.length, 0);
  const out = {
    member: new Float64Array(count),
    venue: new Uint8Array(count),
    population: new Uint16Array(count),
    made: new Float64Array(count),
    ended: new Float64Array(count),
    outcome: new Uint8Array(count),
    asked: new Float64Array(count),
    paid: new Float64Array(count),
  };
  let from = 0;
  for (const { venue, member, made, ended, outcome, asked, paid } of books) {
    out.member.set(member, from);
    out.venue.fill(venue, from, from + member.length);
    out.made.set(made, from);
    out.ended.set(ended, from);
    out.outcome.set(outcome, from);
    for (let i = 0; i < member.length; i++) {
      out.population[from + i] = populationOf[member[i]];
      out.asked[from + i] = asked[i] / 100;
      out.paid[from + i] = paid[i] / 100;
    }
    from += member.length;
  }
  return out;
}
