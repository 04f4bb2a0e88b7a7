import { z } from "zod";
import { duration, instant, venueName } from "../../core/quantity.ts";
import { defineShock } from "./shock.ts";

/** A trading halt of a venue, for a while or until a moment. The venue itself writes it down. */
export const halt = defineShock({
  kind: "halt",
  about: "halts trading at a venue",
  config: z
    .strictObject({
      venue: venueName(),
      until: instant().optional().meta({ description: "when trading resumes" }),
      duration: duration().optional().meta({ description: "or: how long it is halted" }),
      collect: z
        .boolean()
        .default(false)
        .meta({ description: "orders are taken during the halt and matched at one price when it ends" }),
    })
    .refine((c) => (c.until === undefined) !== (c.duration === undefined), {
      error: "give either `until` or `duration`",
    }),
  apply(config, world) {
    const until = config.until ?? world.time + (config.duration ?? 0);
    world.venues[world.venue(config.venue)].halt(until, config.text ?? "by its operator", config.collect);
  },
});
