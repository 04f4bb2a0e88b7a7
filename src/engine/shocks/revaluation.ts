import { z } from "zod";
import { defineShock } from "./shock.ts";

/** The fund's valuation rule: by the exchange's settlement, or by fair-value adjustment to the international price. */
export const revaluation = defineShock({
  kind: "revaluation",
  about: "switches the LOF's valuation rule",
  config: z.strictObject({
    rule: z.enum(["settlement", "fair-value"]),
    explained: z.boolean().default(false).meta({
      description: "holders were told beforehand how the value would be struck, so that it costs no confidence",
    }),
  }),
  apply(config, world) {
    world.assets.fund.revalue(config.rule, config.explained);
    world.note(
      "revaluation",
      null,
      config.rule === "fair-value" ? "NAV by international price" : "NAV by settlement price",
    );
  },
});
