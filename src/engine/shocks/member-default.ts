import { z } from "zod";
import { failLargest } from "../../clearing/failing-members.ts";
import { count, venueName } from "../../core/quantity.ts";
import { defineShock } from "./shock.ts";

/** Large members fail elsewhere: the house is left with their margin and their positions. */
export const memberDefault = defineShock({
  kind: "member-default",
  about: "the largest accounts of a venue pay nothing any more, and what they own outside it is out of reach",
  config: z.strictObject({
    venue: venueName(),
    largest: count().meta({ description: "how many, by the lots that they hold; 0: none" }),
    side: z
      .enum(["long", "short", "both"])
      .default("both")
      .meta({ description: "the largest longs, the largest shorts, or the largest of all" }),
  }),
  apply({ venue, largest, side }, world) {
    const failed = failLargest(world.clearing, world.venue(venue), largest, side);
    if (failed.length > 0) world.note("member-default", venue, `the ${failed.length} largest accounts stop paying`);
  },
});
