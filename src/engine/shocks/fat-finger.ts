import { z } from "zod";
import { fraction, populationName, venueName } from "../../core/quantity.ts";
import { defineShock } from "./shock.ts";

/** One mistaken order, far too large or far through the market. */
export const fatFinger = defineShock({
  kind: "fat-finger",
  about: "an operator sends one mistaken order",
  config: z.strictObject({
    population: populationName().meta({ reference: "population", description: "a population of kind operator" }),
    venue: venueName(),
    lots: z.number().int().meta({ description: "lots; below 0 sells" }),
    distance: fraction(0, 1).meta({ description: "how far through the best price it is willing to trade" }),
  }),
  apply(config, world) {
    const venue = world.venue(config.venue);
    world
      .population(config.population)
      .told?.({ kind: "fat-finger", venue, lots: config.lots, distance: config.distance }, world.view);
    world.note("fat-finger", config.venue, `mistaken order of ${config.lots} lots`);
  },
});
