/** How short metal is for those who might ask for delivery. */

import { lotGrams } from "./metal-units.ts";
import type { View } from "./population.ts";

/** Open interest of all futures venues, tonnes. */
export function openInterestTonnes({ venues, clearing }: Pick<View, "venues" | "clearing">): number {
  let tonnes = 0;
  for (let v = 0; v < venues.length; v++) {
    if (venues[v].isFutures) tonnes += (clearing.openInterest(v) * lotGrams(venues[v])) / 1e6;
  }
  return tonnes;
}

/** Open interest of all futures over the stock that could be delivered. */
export const openInterestOverStock = (view: Pick<View, "venues" | "clearing" | "assets">): number =>
  openInterestTonnes(view) / Math.max(1, view.assets.metal.deliverableTonnes);
