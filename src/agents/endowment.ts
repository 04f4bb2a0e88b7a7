/** What a member has when the run begins. */
import { type Distribution, distribution, sampleMany } from "../core/distribution.ts";
import type { PopulationContext } from "./population.ts";

/** Most money that a member may start with, in the venue's currency. */
const MOST = 1e12;

/** The key of a population whose members start with money alone. `amount`: what each has unless the scenario says so. */
export const capitalKey = (amount: number) =>
  distribution.default(amount).meta({ description: "money of each at the start, in the venue's currency" });

/** Puts money into every member's wallet, in the currency of that venue. */
export function giveMoney(context: PopulationContext, venue: number, capital: Distribution): void {
  const { clearing, first, count, rng, venues } = context;
  const { currency } = venues[venue];
  const money = sampleMany(capital, count, rng, 0, MOST);
  for (let i = 0; i < count; i++) clearing.ledger.endow(first + i, currency, Math.round(money[i] * 100));
}
