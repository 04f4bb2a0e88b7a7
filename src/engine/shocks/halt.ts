import { z } from "zod";
import { duration, instant, venueName } from "../../core/quantity.ts";
import { defineShock } from "./shock.ts";

/** A trading halt of a venue, for a while or until a moment. */
export const halt = defineShock({
  kind: "halt",
  about: "halts trading at a venue",
  config: z
    .strictObject({ venue: venueName(), until: instant().optional(), duration: duration().optional() })
    .refine((c) => (c.until === undefined) !== (c.duration === undefined), {
      error: "give either `until` or `duration`",
    }),
  apply(config, world) {
    const until = config.until ?? world.time + (config.duration ?? 0);
    world.venues[world.venue(config.venue)].halt(until, "halted by its operator");
    world.note("halt", config.venue, "trading halted");
  },
});
