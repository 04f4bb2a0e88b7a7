import { z } from "zod";
import { defineShock } from "./shock.ts";

/** The fund's subscription window: open, capped per investor and day, or closed. */
export const subscription = defineShock({
  kind: "subscription",
  about: "opens, caps or stops subscriptions of the LOF",
  config: z.strictObject({
    open: z.boolean(),
    cap: z.number().positive().optional().meta({ description: "most that one investor may subscribe a day, CNY" }),
  }),
  apply(config, world) {
    const { fund } = world.assets;
    if (!config.open) fund.suspendSubscription();
    else fund.capSubscription(config.cap === undefined ? Number.POSITIVE_INFINITY : Math.round(config.cap * 100));
    world.note(
      "subscription",
      null,
      config.open ? `subscriptions open${config.cap ? `, ${config.cap} CNY a day` : ""}` : "subscriptions suspended",
    );
  },
});
