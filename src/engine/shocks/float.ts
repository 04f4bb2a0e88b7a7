import { z } from "zod";
import { defineShock } from "./shock.ts";

/** Metal comes into circulation (a stock release, an export) or leaves it (a lock-up, an embargo). */
export const float = defineShock({
  kind: "float",
  about: "releases metal into circulation (tonnes above 0) or locks it up (below 0)",
  config: z.strictObject({ tonnes: z.number().min(-1e5).max(1e5) }),
  apply(config, world) {
    if (config.tonnes >= 0) world.assets.releaseFloat(config.tonnes);
    else world.assets.lockFloat(-config.tonnes);
    world.note("float", null, `${config.tonnes >= 0 ? "released" : "locked up"} ${Math.abs(config.tonnes)} t`);
  },
});
