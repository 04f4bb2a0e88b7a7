/** What a population holds a venue to be worth: the consensus value, a price that stays, or a mean of such. */
import { z } from "zod";
import type { Assets } from "../assets/assets.ts";
import { positive } from "../core/quantity.ts";
import type { Venue } from "../market/venue.ts";

const share = positive().default(1).meta({ description: "weight in the mean, relative to the sum of weights" });

export const fundamentalConfig = z
  .array(
    z.discriminatedUnion("to", [
      z.strictObject({ to: z.literal("fair-value").meta({ description: "the consensus fair value" }), share }),
      z.strictObject({
        to: z.literal("price").meta({ description: "a price that stays as it is" }),
        price: positive(),
        share,
      }),
    ]),
  )
  .min(1)
  .default([{ to: "fair-value", share: 1 }])
  .meta({ description: "what the venue is held to be worth, in its currency and unit: a weighted mean" });
export type FundamentalConfig = z.output<typeof fundamentalConfig>;

/** The fundamental now, in ticks of the venue (not rounded). */
export function fundamentalTicks(parts: FundamentalConfig, venue: Venue, assets: Assets): number {
  let sum = 0;
  let weight = 0;
  for (let p = 0; p < parts.length; p++) {
    const part = parts[p];
    sum += part.share * (part.to === "price" ? part.price : assets.fairValue);
    weight += part.share;
  }
  return sum / weight / venue.tick;
}
