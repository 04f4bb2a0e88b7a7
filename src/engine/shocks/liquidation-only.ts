import { z } from "zod";
import { populationName, venueName } from "../../core/quantity.ts";
import { defineShock } from "./shock.ts";

/** Trading for liquidation only, as COMEX ordered for silver on 21 January 1980: nobody may open or add to a position. */
export const liquidationOnly = defineShock({
  kind: "liquidation-only",
  about: "refuses orders that would open a position or add to one, until another such shock lifts it",
  config: z.strictObject({
    venue: venueName().meta({ reference: "venue", description: "a margined venue" }),
    on: z.boolean().default(true).meta({ description: "false lifts it" }),
    hedgers: z.array(populationName()).default([]).meta({
      description: "populations whose new short positions are bona fide hedges and stay allowed",
    }),
  }),
  apply(config, world) {
    const hedgers = config.hedgers.map((name) => world.members(name));
    world.clearing.setLiquidationOnly(world.venue(config.venue), config.on, hedgers);
    world.note("liquidation-only", config.venue, config.on ? "trading for liquidation only" : "new positions again");
  },
});
