import { z } from "zod";
import { duration, fraction, populationName, venueName } from "../../core/quantity.ts";
import { defineShock } from "./shock.ts";

/** A large order is worked over time, as the sell program of 6 May 2010 was. */
export const program = defineShock({
  kind: "program",
  about: "an operator works a large order over time, at a share of volume",
  config: z.strictObject({
    population: populationName().meta({ reference: "population", description: "a population of kind operator" }),
    venue: venueName(),
    lots: z.number().int().meta({ description: "lots; below 0 sells" }),
    duration: duration(),
    participation: fraction()
      .prefault(0.09)
      .meta({ description: "most of the recent volume that it may be (9% on 6 May 2010)" }),
  }),
  apply(config, world) {
    const { lots, duration, participation } = config;
    const venue = world.venue(config.venue);
    world.population(config.population).told?.({ kind: "program", venue, lots, duration, participation }, world.view);
    world.note("program", config.venue, `program of ${lots} lots`);
  },
});
