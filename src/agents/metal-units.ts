/** How much metal a lot is. */
import { GRAMS_PER_OUNCE } from "../assets/metal.ts";
import type { Venue } from "../market/venue.ts";

export { GRAMS_PER_OUNCE };

const GRAMS: Readonly<Record<string, number>> = Object.freeze({ oz: GRAMS_PER_OUNCE, kg: 1000, g: 1 });

/** Grams of metal in one lot of a futures venue. Throws a RangeError when its unit is not oz, kg or g. */
export function lotGrams(venue: Venue): number {
  const grams = GRAMS[venue.unit];
  if (grams === undefined)
    throw new RangeError(`${venue.name}: expected metal by the oz, kg or g, got the unit "${venue.unit}"`);
  return grams * venue.multiplier;
}

/** Troy ounces of metal in one lot. Throws as `lotGrams` does. */
export function lotOunces(venue: Venue): number {
  return lotGrams(venue) / GRAMS_PER_OUNCE;
}
