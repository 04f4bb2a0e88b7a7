import { z } from "zod";
import { duration, fraction } from "../../core/quantity.ts";
import { defineShock } from "./shock.ts";

/** News: moves what is believed about value. A leak lets the informed see part of it early. No price is touched. */
export const news = defineShock({
  kind: "news",
  about: "moves beliefs about fair value, with a leak that some see early, and raises uncertainty",
  config: z.strictObject({
    size: z
      .number()
      .min(-1)
      .max(1)
      .meta({ description: "log change of the consensus fair value once all of it is absorbed" }),
    absorption: duration()
      .prefault("30m")
      .meta({ description: "half-life of its absorption by those without early sight" }),
    leak: z
      .strictObject({
        share: fraction().meta({ description: "part of the news that leaks" }),
        lead: duration().meta({ description: "how long after the leak the news itself is published" }),
      })
      .optional()
      .meta({ description: "the part that the informed see before: date the shock at the leak" }),
    uncertainty: z
      .number()
      .nonnegative()
      .default(0)
      .meta({ description: "added dispersion of beliefs (log), decays in days" }),
    gold: z.number().min(-1).max(1).default(0).meta({ description: "log change of gold's price by the same news" }),
    fx: z.number().min(-1).max(1).default(0).meta({ description: "log change of CNY per USD by the same news" }),
  }),
  apply(config, world) {
    world.assets.news(config);
    // What leaks is told by the assets: the leak now, the news itself when it is published.
    if (!config.leak) world.note("news", null, config.text ?? `news of ${Math.round(config.size * 1000) / 10}%`);
  },
});
