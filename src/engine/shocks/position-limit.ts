import { z } from "zod";
import { duration, populationName, venueName } from "../../core/quantity.ts";
import { defineShock } from "./shock.ts";

/** A position limit: what is above it must be closed by a deadline, and is then closed by force. */
export const positionLimit = defineShock({
  kind: "position-limit",
  about: "cuts the lots that one account may hold; the excess must be closed by a deadline",
  config: z.strictObject({
    venue: venueName(),
    lots: z.number().int().nonnegative().meta({ description: "largest position of one account, lots" }),
    deadline: duration().meta({ description: "time that owners have before the house closes the excess" }),
    populations: z.array(populationName()).optional().meta({ description: "whom it binds (all unless given)" }),
  }),
  apply(config, world) {
    const v = world.venue(config.venue);
    const members = config.populations?.map((name) => world.members(name)) ?? null;
    world.clearing.setPositionLimit(v, config.lots, world.time + config.deadline, members);
    world.note("position-limit", config.venue, `position limit ${config.lots} lots`);
  },
});
