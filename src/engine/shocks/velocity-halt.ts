import { z } from "zod";
import { venueName } from "../../core/quantity.ts";
import { velocityHaltKeys } from "../../market/rules/velocity-halt.ts";
import { defineShock } from "./shock.ts";

/** Other halts on fast moves at a venue from then on, in place of its own; with a move of 0, none. */
export const velocityHalt = defineShock({
  kind: "velocity-halt",
  about: "sets a venue's halts on fast moves (dynamic circuit breaker)",
  config: z.strictObject({ venue: venueName(), ...velocityHaltKeys }),
  apply(config, world) {
    world.venues[world.venue(config.venue)].setVelocityHalt(config);
    const { move, within } = config;
    const rule = `halts on moves of ${Math.round(move * 1000) / 10}% within ${within / 60_000} minutes`;
    world.note("velocity-halt", config.venue, move > 0 ? rule : "no halts on fast moves");
  },
});
