import { z } from "zod";
import { fraction, venueName } from "../../core/quantity.ts";
import { defineShock } from "./shock.ts";

/** Another daily price limit, from the next trading day's roll or at once. */
export const priceLimit = defineShock({
  kind: "price-limit",
  about: "changes a venue's daily price limit",
  config: z.strictObject({
    venue: venueName(),
    down: fraction(0.001, 1),
    up: fraction(0.001, 10),
  }),
  apply(config, world) {
    world.venues[world.venue(config.venue)].setDailyLimit(config.down, config.up);
    world.note("price-limit", config.venue, `daily limit ${Math.round(config.down * 1000) / 10}%`);
  },
});
