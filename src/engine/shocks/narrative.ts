import { z } from "zod";
import { duration } from "../../core/quantity.ts";
import { defineShock } from "./shock.ts";

/** A story spreads: social attention rises (or, below 0, sours). */
export const narrative = defineShock({
  kind: "narrative",
  about: "a demand story spreads: feeds social attention",
  config: z.strictObject({
    size: z.number().min(-1).max(1).meta({ description: "push to attention (0 to 1 scale)" }),
    halfLife: duration().prefault("2d"),
  }),
  apply(config, world) {
    world.assets.narrative(config.size, config.halfLife);
    world.note("narrative", null, config.size >= 0 ? "a demand story spreads" : "the story sours");
  },
});
