/** Sizes of orders as a mixture: most traders send round lots, some whatever they need. */
import { z } from "zod";
import { distribution, sample } from "../core/distribution.ts";
import { positive } from "../core/quantity.ts";
import type { RandomStream } from "../core/random.ts";

export const orderSizeConfig = z
  .array(
    z.strictObject({
      share: positive().meta({ description: "weight of this part; weights are taken relative to their sum" }),
      lots: distribution,
    }),
  )
  .min(1)
  .default([{ share: 1, lots: 1 }])
  .meta({ description: "lots of an order: a mixture of distributions, rounded to whole lots" });
export type OrderSizeConfig = z.output<typeof orderSizeConfig>;

/** Draws whole lots from a mixture; 0 when the draw rounds to nothing. */
export function drawLots(parts: OrderSizeConfig, rng: RandomStream): number {
  let total = 0;
  for (let p = 0; p < parts.length; p++) total += parts[p].share;
  let at = rng.uniform(0, total);
  let p = 0;
  while (p < parts.length - 1 && at >= parts[p].share) at -= parts[p++].share;
  return Math.max(0, Math.round(sample(parts[p].lots, rng)));
}
