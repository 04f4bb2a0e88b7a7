import { z } from "zod";
import { marginPolicyConfig } from "../../clearing/margin/registry.ts";
import { duration, fraction, venueName } from "../../core/quantity.ts";
import { defineShock } from "./shock.ts";

/** A margin change: new rates, or another policy, from the moment at which it takes effect. */
export const margin = defineShock({
  kind: "margin",
  about: "changes a clearing house's margin rates or its whole margin policy",
  config: z.strictObject({
    venue: venueName(),
    initial: fraction(0.001, 1).optional().meta({ description: "new initial margin, fraction of notional" }),
    maintenance: fraction(0.001, 1).optional().meta({ description: "new maintenance margin, fraction of notional" }),
    policy: marginPolicyConfig.optional().meta({ description: "a whole policy in place of the present one" }),
    notice: duration()
      .optional()
      .meta({ description: "how long after the shock it takes effect (at once unless given)" }),
  }),
  apply(config, world) {
    const v = world.venue(config.venue);
    const effective = world.time + (config.notice ?? 0);
    if (config.policy) world.clearing.setPolicy(v, config.policy, effective);
    if (config.initial !== undefined || config.maintenance !== undefined) {
      world.clearing.setMargin(v, { initial: config.initial, maintenance: config.maintenance }, effective);
    }
    const rate = config.initial === undefined ? "a new policy" : `${Math.round(config.initial * 1000) / 10}%`;
    world.note("margin", config.venue, `initial margin: ${rate}`);
  },
});
