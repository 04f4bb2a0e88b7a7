/** What populations read off a venue, and the limit prices that bound what an order may pay. */
import type { Venue } from "../market/venue.ts";
import { NO_PRICE, Phase } from "../orderbook/index.ts";

/** Older than this, a price is looked up in the venue's history; younger, it is the live quote. ms. */
const LIVE = 30_000;

/** Whether orders that must trade at once have a market to trade in (not in an auction, a halt or a closed venue). */
export function isTrading(venue: Venue): boolean {
  return venue.accepting && venue.book.phase === Phase.Continuous;
}

/** The mid, in ticks (halves occur), as someone sees it whose data are `latency` ms old. Never below 1. */
export function seenTicks(venue: Venue, time: number, latency: number): number {
  const past = latency < LIVE ? Number.NaN : venue.history.midAt(time - latency) / venue.tick;
  return Math.max(1, past > 0 ? past : venue.midTicks());
}

/** Highest price, in whole ticks, of a buyer who pays at most `slip` (a fraction) above `ticks`; inside the daily limit. */
export function buyLimit(venue: Venue, ticks: number, slip: number): number {
  const price = Math.ceil(ticks * (1 + slip));
  const limit = venue.limitHighTicks;
  return limit !== NO_PRICE && price > limit ? limit : price;
}

/** Lowest price, in whole ticks, of a seller who gives at most `slip` (a fraction) below `ticks`; inside the daily limit. */
export function sellLimit(venue: Venue, ticks: number, slip: number): number {
  const price = Math.max(1, Math.floor(ticks * (1 - slip)));
  const limit = venue.limitLowTicks;
  return limit !== NO_PRICE && price < limit ? limit : price;
}

/** Whether an order may rest at that price: a tick or more, and inside the daily limits. */
export function isAllowed(venue: Venue, ticks: number): boolean {
  const { limitLowTicks, limitHighTicks } = venue;
  if (ticks < 1 || (limitLowTicks !== NO_PRICE && ticks < limitLowTicks)) return false;
  return limitHighTicks === NO_PRICE || ticks <= limitHighTicks;
}

/** Value of one lot at `ticks`, in cents of the venue's currency. */
export function lotCents(venue: Venue, ticks: number): number {
  return ticks * venue.centsPerTick;
}
