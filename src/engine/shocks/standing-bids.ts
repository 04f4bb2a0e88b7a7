import { z } from "zod";
import { count, fraction, populationName, venueName } from "../../core/quantity.ts";
import { defineShock } from "./shock.ts";

/** Somebody steps in: bids that stand below the market, out of an operator's own finite money. */
export const standingBids = defineShock({
  kind: "standing-bids",
  about: "an operator places bids that stand below the price, spread evenly, until they trade or the day's orders end",
  config: z.strictObject({
    population: populationName().meta({ reference: "population", description: "a population of kind operators" }),
    venue: venueName(),
    lots: count().meta({ description: "lots in all; 0: none" }),
    within: fraction(0.0001, 0.9).meta({
      description: "the lowest bid lies this fraction below the price at which they are placed",
    }),
  }),
  apply(config, world) {
    if (config.lots === 0) return;
    const venue = world.venue(config.venue);
    const { lots, within } = config;
    world.population(config.population).told?.({ kind: "standing-bids", venue, lots, within }, world.view);
    world.note("standing-bids", config.venue, `bids of ${lots} lots are placed`);
  },
});
